"""What the panel folds to where room is short: the result, the way to the steps, and Save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.frame.focus_order import put_after
from ui.identify.advice import Advice
from ui.identify.view_model import IdentifyViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.toast import PINNED

_MARKS = {
    "plain": ("info", "text2"),
    "info": ("info", "accentText"),
    "warn": ("tri", "warn"),
    "ok": ("checkc", "ok"),
    "danger": ("tri", "danger"),
}

_TIGHT = 400


class BottomBar(QFrame):
    """Signals: `steps_wanted()` when the steps are to be seen."""

    steps_wanted = Signal()

    def __init__(
        self, model: IdentifyViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setProperty("role", "bar")
        self.setObjectName(PINNED)
        self._mark = IconMark("info", theme, size=20)
        self._result = Label("", "strong", wraps=True)
        self._steps = Button("Steps", theme)
        self._save = Button("Save record", theme, role="primary")
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(12, 6, 12, 6), gap=8)
        row.addWidget(self._mark)
        row.addWidget(self._result, 1)
        row.addWidget(self._steps)
        row.addWidget(self._save)
        # A page that is still put together would begin here and not at its first question.
        self._tab = self._steps.focusPolicy()
        for button in (self._steps, self._save):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._steps.clicked.connect(self.steps_wanted)
        self._save.clicked.connect(model.save)
        model.panel_changed.connect(self._show)
        model.problems_changed.connect(self._show)
        model.busy_changed.connect(self._on_busy)
        self._show()

    def come_after(self, page: QWidget) -> None:
        """Let Tab come here behind a page, all of which is there now."""
        for button in (self._steps, self._save):
            button.setFocusPolicy(self._tab)
        put_after(page, self)

    def _show(self) -> None:
        said, wrong = self._model.advice(), len(self._model.problems)
        is_urgent = any(step.is_urgent for step in said.steps)
        kind = "warn" if is_urgent else said.result.kind
        icon, ink = _MARKS["danger" if wrong or said.is_emergency else kind]
        self._mark.show_icon(icon, ink=ink)
        needs = "1 answer needs you" if wrong == 1 else f"{wrong} answers need you"
        self._result.setText(needs if wrong else said.result.strong.rstrip("."))
        words = "Do this now" if said.is_emergency else _counted(said)
        self._steps.setText(words)
        self._steps.setAccessibleName(words)
        self._steps.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the button where room is short; it is spoken whole."""
        super().resizeEvent(event)
        is_tight = self.width() < self._theme.px(_TIGHT)
        self._save.setText("Save" if is_tight else "Save record")
        self._save.updateGeometry()

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's slot
        self._save.setEnabled(not busy)


def _counted(said: Advice) -> str:
    """How many steps there are; what cannot wait is not to be folded away with the rest."""
    count, urgent = len(said.steps), sum(step.is_urgent for step in said.steps)
    words = "1 next step" if count == 1 else f"{count} next steps"
    return f"{words}, {urgent} now" if urgent else words
