"""Something that takes a moment, said over the page; Esc ends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.frame.overlay import Overlay
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label

_WIDTH = 480


class WorkingBox(Overlay):
    """Opens at once and is deleted when it closes; `end` it once what it waits for is there.

    Signals: `stopped()` if a person did not want to wait.
    """

    stopped = Signal()

    def __init__(self, host: QWidget, theme: Theme, *, title: str, text: str) -> None:
        super().__init__(host, theme, title=f"{title}. {text}", width=_WIDTH)
        self._is_over = False
        body = QFrame()
        column = QVBoxLayout(body)
        Spacing(column, theme, margins=(22, 18, 22, 18), gap=14)
        column.addWidget(Label(title, "lead", wraps=True))
        column.addWidget(Label(text, "small", wraps=True))
        stop = Button("Stop", theme, key="Esc")
        stop.clicked.connect(self.close_overlay)
        column.addWidget(stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(body)
        self.closed.connect(self._on_closed)
        self.open_overlay()

    def end(self) -> None:
        """Close it, because it is over."""
        self._is_over = True
        self.close_overlay()

    def _on_closed(self) -> None:
        if not self._is_over:
            self.stopped.emit()
        self.scrim.deleteLater()
        self.deleteLater()
