"""The one page behind the door: the identification, with nothing to look anybody up by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.door.facts import DoorFacts
from ui.forms.person_field import PersonField
from ui.frame.body import Body
from ui.frame.keys_box import KeysBox
from ui.frame.overlay import open_overlays
from ui.frame.shortcuts import Shortcuts
from ui.frame.text_steps import TextSteps
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.identify.view_model import IdentifyViewModel
from ui.safety.event_watch import unwatched
from ui.safety.neutral import name_window
from ui.theme.breadth import breadth_of
from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.turns import Steps, Turns
from ui.widgets.button import Button
from ui.widgets.chip import Chip, TrainingMark
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.toast import Toast

_SMALLEST = (320, 480)
_LEAVE = (
    "What you wrote goes to the team as it is, marked as not finished. You cannot come back to it, "
    "and nobody can read it here."
)
_UNSAVED = "Nothing was saved yet. If you leave, it goes to the team as not finished."
_THROW = "Nobody will have what you wrote, here or in the team."


class DoorWindow(QWidget):
    """Signals: `left()` and `thrown_away()` once it was asked; `hide_wanted()`."""

    left = Signal()
    thrown_away = Signal()
    hide_wanted = Signal()

    def __init__(
        self, model: IdentifyViewModel, page: IdentifyPage, facts: DoorFacts, theme: Theme
    ) -> None:
        super().__init__()
        name_window(self)
        self.setProperty("role", "window")
        self.setMinimumSize(*_SMALLEST)
        self._model, self._theme, self.page = model, theme, page
        self._turns = Turns(self)
        self.body = Body(theme)
        self.panel = IdentifyPanel(model, theme, copies=False, unsaved=_UNSAVED)
        self.soon = Chip("Hides soon", theme, kind="warn", icon="hide")
        self.soon.hide()
        self.throw_button = Button("Throw away", theme, role="quiet")
        self.hide_button = Button("Hide", theme, role="hide", icon="hide", key="F9")
        self.leave_button = Button("Leave", theme, icon="lock", key="Ctrl L")
        self._lay_out(facts)
        self.body.add_page(page)
        self.body.add_panel(self.panel)
        self.body.show_page(page, self.panel)
        self.toast = Toast(theme, self.body.pages)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for this breadth."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with who it is; the rest of the page follows while she types."""
        super().showEvent(event)
        growth, rows = self.page.growth, Steps(self.page.unfold())
        with unwatched():
            while self._who is None and growth.step():
                pass
        if self._who is not None:
            self._who.entry().setFocus(Qt.FocusReason.TabFocusReason)
        self._turns.add(growth)
        self._turns.add(rows)

    @property
    def is_whole(self) -> bool:
        """Whether all of the page is there."""
        return self._turns.is_at_rest

    @property
    def _who(self) -> PersonField | None:
        """The input for the person, once it is there."""
        found = self.page.findChild(PersonField)
        return found if isinstance(found, PersonField) and found.isVisible() else None

    def ask_to_leave(self) -> AskBox | None:
        """Leave, and ask before if something was written."""
        if self._model.is_blank:
            self.thrown_away.emit()
            return None
        return self._ask("Leave this page unfinished?", _LEAVE, "Leave it so")

    def ask_to_throw_away(self) -> AskBox | None:
        """Throw away what was written, if there is anything."""
        if self._model.is_blank:
            self.thrown_away.emit()
            return None
        return self._ask("Throw away what you wrote?", _THROW, "Throw it away", is_final=True)

    def _ask(self, title: str, text: str, verb: str, *, is_final: bool = False) -> AskBox:
        box = AskBox(self.body, self._theme, title=title, text=text, verb=verb, is_final=is_final)

        def on_wanted() -> None:
            box.finish()
            (self.thrown_away if is_final else self.left).emit()

        box.wanted.connect(on_wanted)
        return box

    def _lay_out(self, facts: DoorFacts) -> None:
        theme = self._theme
        bar = QFrame()
        bar.setProperty("role", "top")
        FixedSize(bar, theme, height=52)
        row = QHBoxLayout(bar)
        Spacing(row, theme, margins=(20, 0, 12, 0), gap=8)
        row.addWidget(ElidedLabel("Record for the team", "lead", heading=True))
        row.addWidget(ElidedLabel(facts.name, "quiet"))
        if facts.is_training:
            row.addWidget(TrainingMark(theme))
        row.addStretch(1)
        row.addWidget(self.soon)
        for button in (self.throw_button, self.hide_button, self.leave_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.page.panel_wanted.connect(lambda: self.body.slide(out=True))
        self.panel.wanted.connect(lambda: self.body.slide(out=True))
        self.throw_button.clicked.connect(self.ask_to_throw_away)
        self.leave_button.clicked.connect(self.ask_to_leave)
        self.hide_button.clicked.connect(self.hide_wanted)
        self._model.failed.connect(self.toast.tell)
        theme = self._theme
        theme.changed.connect(self._fit)
        actions = {
            "lock": self.ask_to_leave,
            "main_action": self._model.save,
            "undo": self._model.undo,
            "back": self._go_back,
            **TextSteps(theme, self).actions,
            "keys": self._show_keys,
        }
        self._shortcuts = Shortcuts(self, actions)

    def _show_keys(self) -> None:
        known = self._shortcuts.known | {"hide"}
        KeysBox(self.body, self._theme, place="new", known=known)

    def _go_back(self) -> None:
        boxes = open_overlays(self)
        for box in boxes:
            box.close_overlay()
        if not boxes and not self.body.slide(out=False):
            self.ask_to_leave()

    def _fit(self) -> None:
        self.body.fit(breadth_of(self.width(), self._theme.text_scale))
