"""Words on one line that give way, with an ellipsis, where room is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.label import Label, LabelRole


class ElidedLabel(Label):
    """A label that may become narrower than its words; they are still spoken whole."""

    def __init__(
        self,
        text: str = "",
        role: LabelRole = "body",
        *,
        heading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, heading=heading, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Down to a few letters."""
        least = self.fontMetrics().averageCharWidth() * 4
        hint = super().minimumSizeHint()
        return QSize(min(least, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what finds room."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), shown)
