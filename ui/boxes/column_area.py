"""A column of words that scrolls downwards, and only if there is not enough height."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.boxes.late_area import LateArea


class ColumnArea(LateArea):
    """Follows the width it is given; what it holds is as high as its wrapped words need.

    Qt would else keep room for words wrapped at the narrowest width there could be.
    """

    def __init__(self, parent: QWidget | None = None, *, keeps_room: bool = True) -> None:
        super().__init__(parent, keeps_room=keeps_room)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def hold(self, ground: QWidget) -> None:
        """Show this in place of what was there; a ground without a role lets ours through."""
        policy = QSizePolicy.Policy
        ground.setSizePolicy(policy.Preferred, policy.Ignored)
        self.take(ground)

    def put_in(self, ground: QWidget) -> None:
        """Scroll it; Qt fills what it scrolls, over the round corners of a box."""
        super().put_in(ground)
        if ground.property("role") is None:
            ground.setAutoFillBackground(False)
            self.viewport().setAutoFillBackground(False)
