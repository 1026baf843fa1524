"""A neutral box for what nobody expected: what is safe, and a code for the help desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.frame.overlay import Overlay
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label

_WIDTH = 480


class FailureBox(Overlay):
    """One sentence, never a value; deleted when it closes."""

    def __init__(self, host: QWidget, theme: Theme, sentence: str) -> None:
        super().__init__(host, theme, title=sentence, width=_WIDTH)
        body = QFrame()
        column = QVBoxLayout(body)
        Spacing(column, theme, margins=(22, 18, 22, 18), gap=14)
        column.addWidget(Label(sentence, "body", wraps=True))
        go_on = Button("Go on", theme, role="primary")
        go_on.clicked.connect(self.close_overlay)
        column.addWidget(go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(body)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)
        self.open_overlay()
