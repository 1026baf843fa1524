"""The page Today: pills, the list, and what stands there when nothing waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.today.view_model import ALL, TodayViewModel
from ui.today.wording import PILLS
from ui.turns import paint_in_own_turn
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.worklist import Worklist

_NOTHING = "Nothing waits for anyone today."


class TodayPage(QFrame):
    """Signals, with a row's key as text: `acted`, `opened`, `logged`, `passed_on`; and `previewed`,
    `new_wanted`.
    """

    acted = Signal(str)
    opened = Signal(str)
    logged = Signal(str)
    passed_on = Signal(str)
    previewed = Signal()
    new_wanted = Signal()

    def __init__(
        self, model: TodayViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("role", "surface")
        pills = [Filter(reason.value, words) for reason, words in PILLS.items()]
        self.pills = FilterPills([Filter(ALL, "All", 0), *pills], theme, close=True)
        self.initials_button = Button("Initials", theme, icon="eyeoff", small=True)
        self.initials_button.setCheckable(True)
        self.initials_button.setChecked(model.shows_initials)
        self.mine_button = Button("Only mine", theme, icon="user", small=True)
        self.mine_button.setCheckable(True)
        self.list = Worklist("What needs someone today", theme)
        self.empty = EmptyState(_NOTHING, theme)
        self._nothing = QWidget()
        self.setFocusProxy(self.list)
        self._lay_out(theme)
        self._connect()
        self.show_state()

    def show_state(self) -> None:
        """Show what the model says now."""
        paint_in_own_turn(self)
        model, counts = self._model, self._model.counts
        self.initials_button.setChecked(model.shows_initials)
        self.mine_button.setVisible(model.has_others)
        self.mine_button.setChecked(model.is_mine)
        for key, pill in self.pills.pills.items():
            pill.show_count(counts[key])
            pill.setVisible(key in (ALL, model.filter) or bool(counts[key]))
        if self.pills.choice != model.filter:
            self.pills.choose(model.filter)
        is_empty = not counts[ALL]
        comes_up = not is_empty and self.list.isHidden()
        self.list.setVisible(not is_empty)
        self._nothing.setVisible(is_empty)
        self.empty.setVisible(is_empty and (model.is_loaded or bool(model.problem)))
        if model.problem:
            self.empty.show_words(model.problem)
        elif is_empty:
            self.empty.show_words(
                "Nothing waits for you today." if model.is_mine else _NOTHING,
                next_step="What is recorded and needs someone comes here by itself.",
                action="Make a new record",
            )
        self.list.show_groups(model.groups)
        if comes_up and self.pills.isAncestorOf(self.window().focusWidget() or self):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page comes into sight."""
        super().showEvent(event)
        self._model.look()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme)
        head = QHBoxLayout()
        Spacing(head, theme, margins=(20, 10, 20, 8), gap=6)
        head.addWidget(self.pills, 1)
        for button in (self.mine_button, self.initials_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        ground = QVBoxLayout(self._nothing)
        Spacing(ground, theme, margins=(20, 8, 20, 8))
        ground.addWidget(self.empty)
        ground.addStretch(1)
        column.addWidget(self._nothing, 1)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.show_state)
        self.pills.chosen.connect(model.choose_filter)
        self.initials_button.toggled.connect(self._on_initials)
        self.mine_button.toggled.connect(self._on_mine)
        self.list.current_changed.connect(model.choose)
        self.list.acted.connect(self.acted)
        self.list.opened.connect(self.opened)
        self.list.passed_on.connect(self.passed_on)
        self.list.logged.connect(self.logged)
        self.list.previewed.connect(self._on_previewed)
        self.empty.pressed.connect(self.new_wanted)

    def _on_mine(self, only: bool) -> None:  # noqa: FBT001 - Qt's slot
        self._model.show_mine(only=only)

    def _on_initials(self, shown: bool) -> None:  # noqa: FBT001 - Qt's slot
        self._model.show_initials(shown=shown)

    def _on_previewed(self, _key: str) -> None:
        self.previewed.emit()
