"""The history of a record or a file, in a box over the page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.overlay import Overlay
from ui.history.view_model import HistoryViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.timeline import Timeline

_WIDTH = 880
_AS_HIGH_AS_THERE_IS_ROOM = 100_000
_ELSEWHERE = "What colleagues looked at on their own PCs is shown to leads alone."


class HistoryBox(Overlay):
    """Opens at once and is deleted when it closes; Up and Down go through the entries.

    `reached` says how far the record has got, as far as that is known.
    """

    def __init__(
        self, host: QWidget, theme: Theme, model: HistoryViewModel, *, title: str, reached: str = ""
    ) -> None:
        super().__init__(host, theme, title=title, width=_WIDTH)
        self._model, self._ground, self._scale = model, host, theme
        model.setParent(self)
        self.timeline = Timeline("History, newest first", theme)
        self.older, self.newer = Button("Older", theme), Button("Newer", theme)
        self._problem = Label("", "body", wraps=True)
        self._lay_out(title, reached)
        model.changed.connect(self.show_state)
        self.older.clicked.connect(model.leafing.show_older)
        self.newer.clicked.connect(model.leafing.show_newer)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)
        self.show_state()
        self.open_overlay()
        model.leafing.show_newest()

    def show_state(self) -> None:
        """Show the page that the model holds."""
        leafing, had_focus = self._model.leafing, self.older.hasFocus() or self.newer.hasFocus()
        self._problem.setText(leafing.problem)
        self._problem.setVisible(bool(leafing.problem))
        self.timeline.show_items(self._model.items)
        self.timeline.choose_first()
        self.timeline.scrollToTop()
        for button, is_there in ((self.older, leafing.has_older), (self.newer, leafing.has_newer)):
            button.setVisible(leafing.has_others)
            button.setEnabled(is_there)
        if had_focus:
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(self._scale.px(_WIDTH), _AS_HIGH_AS_THERE_IS_ROOM)

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False

    def _lay_out(self, title: str, reached: str) -> None:
        head = QFrame()
        words = QVBoxLayout(head)
        Spacing(words, self._scale, margins=(22, 16, 22, 12), gap=4)
        words.addWidget(Label(title, "lead", wraps=True))
        words.addWidget(Label(" ".join(filter(None, (reached, _ELSEWHERE))), "quiet", wraps=True))
        words.addWidget(self._problem)
        self.rows.addWidget(head)
        self.rows.addWidget(self.timeline, 1)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, self._scale, margins=(22, 12, 22, 12), gap=8)
        close = Button("Close", self._scale, key="Esc")
        close.clicked.connect(self.close_overlay)
        for button in (self.older, self.newer):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        self.rows.addWidget(foot)
