"""The page Settle: the list, what is open beside it, and the bar that settles."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.boxes.growing import Parts
from ui.settle.detail import Detail
from ui.settle.keys import DeskKeys
from ui.settle.list import ClashList, Head, lines_of_settled
from ui.settle.paused import Paused, PausedNote
from ui.settle.staying import StayingFocus
from ui.settle.view_model import SettleViewModel
from ui.settle.wording import NOTES, Row
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.toast import PINNED

_LIST = 274
_STACKED = 560
_FOOT = (
    "All versions stay in the history, with names and times. "
    "Colleagues see your choice at their next sync and can reopen it."
)


class SettleParts(Parts):
    """What is made before the page."""

    order = ("detail",)

    def __init__(self, model: SettleViewModel, theme: Theme, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._model, self._theme = model, theme

    @cached_property
    def detail(self) -> Detail:
        """The versions side by side."""
        return Detail(self._model, self._theme)


class SettlePage(QFrame):
    """Signals: `file_wanted(object)` with the subject of the file that is open.

    `parts` are what it is put together from, made before.
    """

    file_wanted = Signal(object)

    def __init__(
        self,
        model: SettleViewModel,
        theme: Theme,
        *,
        paused: Paused | None = None,
        parts: SettleParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setProperty("role", "surface")
        self.list = ClashList(theme)
        self.list_button = Button("List", theme, small=True, icon="clash")
        self.detail = (parts or SettleParts(model, theme)).detail
        self.file_button = self.detail.file_button
        self.both_button = Button("Keep both for now", theme, key="Alt 3")
        self.save_button = Button("Save this version", theme, role="primary", key="Ctrl Enter")
        # With a parent from the start: it may be seen at once, and not as a window of its own.
        self.paused = PausedNote(paused or Paused(self), theme, parent=self)
        self.empty = EmptyState(" ", theme)
        self._closed = Label("", "quiet", wraps=True)
        self._side, self._work, self._bar = QFrame(), QWidget(), QFrame()
        self._shows_list = False
        self.setFocusProxy(self.list)
        self._lay_out(theme)
        self._connect()
        keys = {
            Qt.Key.Key_1: lambda: model.use(0),
            Qt.Key.Key_2: lambda: model.use(1),
            Qt.Key.Key_3: model.keep_both,
        }
        self.keys = DeskKeys(self, keys)
        self._staying = StayingFocus(self, lambda: self._first_in_sight())
        self.show_list()
        self.show_state()

    def show_list(self) -> None:
        """Show the list as it is now, with the same row chosen."""
        model, (clashes, settled) = self._model, self._model.rows
        lines: list[Head | Row] = [Head("To settle", str(len(clashes))), *clashes]
        if settled:
            lines += [*lines_of_settled(settled)]
        if self.list.lines.show_lines(lines):
            self.list.choose(model.key)
        closed = model.desk.closed
        one = "1 more in a sensitive file that is closed to you."
        self._closed.setText(
            one if closed == 1 else f"{closed} more in sensitive files closed to you."
        )
        self._closed.setVisible(bool(closed))
        self.list_button.setText(f"To settle: {len(clashes)}")
        self.list_button.setAccessibleName(f"List, {len(clashes)} to settle")
        self.show_state()

    def show_state(self) -> None:
        """Show what can be done with what is open."""
        model = self._model
        if self.list.current_key != model.key:
            self.list.choose(model.key)
        is_open = model.clash is not None or model.settled is not None
        self._bar.setVisible(model.clash is not None)
        self.both_button.setEnabled(model.can_settle)
        self.save_button.setVisible(model.third.is_open)
        self.save_button.setEnabled(model.can_settle)
        person = model.clash.person if model.clash else model.settled and model.settled.person
        self.file_button.setVisible(person is not None)
        if model.is_loaded and not is_open:
            self.empty.show_words(
                "There is nothing to settle.",
                next_step="Two versions of the same thing, written apart, would stand here.",
            )
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page comes into sight."""
        super().showEvent(event)
        self._model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for this breadth."""
        super().resizeEvent(event)
        self._fit()

    def enter_detail(self, _key: str = "") -> None:
        """Go from the list to what is open: where one version is written, else the first way."""
        self._shows_list = False
        self._fit()
        if self._model.third.is_open:
            self.detail.third.take_focus()
        elif self.detail.cards:
            self.detail.cards[0].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_in_sight(self) -> QWidget:
        return self.list if self.list.isVisible() else self.list_button

    def _toggle_list(self) -> None:
        self._shows_list = not self._shows_list
        self._fit()
        if self._shows_list:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, key: str) -> None:
        if key and key != self._model.key:
            self._model.open(key)

    def _open_file(self) -> None:
        open_now = self._model.clash.person if self._model.clash else None
        settled = self._model.settled
        person = open_now or (settled.person if settled is not None else None)
        if person is not None:
            self.file_wanted.emit(person.subject)

    def _connect(self) -> None:
        model = self._model
        model.listed.connect(self.show_list)
        model.opened.connect(self.show_state)
        model.state_changed.connect(self.show_state)
        for signal in (model.opened, model.state_changed):
            signal.connect(lambda: self._staying.look())
        self.list.current_changed.connect(self._on_current)
        self.list.acted.connect(self.enter_detail)
        self.list.opened.connect(self.enter_detail)
        self.list_button.clicked.connect(self._toggle_list)
        self.file_button.clicked.connect(self._open_file)
        self.both_button.clicked.connect(model.keep_both)
        self.save_button.clicked.connect(model.use_third)
        self._theme.changed.connect(self._fit)

    def _lay_out(self, theme: Theme) -> None:
        columns = QHBoxLayout(self)
        Spacing(columns, theme)
        self._side.setProperty("role", "sidelist")
        side = QVBoxLayout(self._side)
        Spacing(side, theme, margins=(0, 6, 0, 10), gap=8)
        side.addWidget(self.list, 1)
        notes = QVBoxLayout()
        Spacing(notes, theme, margins=(12, 0, 12, 0), gap=8)
        notes.addWidget(self._closed)
        notes.addWidget(NoteBox("plain", theme, text=NOTES))
        side.addLayout(notes)
        columns.addWidget(self._side)
        work = QVBoxLayout(self._work)
        Spacing(work, theme)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        Spacing(top, theme, margins=(20, 8, 20, 0), gap=8)
        top.addWidget(self.list_button)
        top.addStretch(1)
        work.addWidget(self._top)
        work.addWidget(self.paused)
        work.addWidget(self.detail, 1)
        self._nothing = QWidget()
        nothing = QVBoxLayout(self._nothing)
        Spacing(nothing, theme, margins=(20, 14, 20, 14))
        nothing.addWidget(self.empty)
        nothing.addStretch(1)
        work.addWidget(self._nothing, 1)
        work.addWidget(self._bar)
        columns.addWidget(self._work, 1)
        self._lay_out_bar(theme)

    def _lay_out_bar(self, theme: Theme) -> None:
        self._bar.setProperty("role", "deskbar")
        self._bar.setObjectName(PINNED)
        self._bar_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        Spacing(self._bar_row, theme, margins=(20, 11, 20, 11), gap=8)
        self._foot = Label(_FOOT, "small", wraps=True)
        self._bar_row.addWidget(self._foot, 1)
        self._bar_row.addWidget(self.both_button)
        self._bar_row.addWidget(self.save_button)

    def _fit(self) -> None:
        breadth = breadth_of(self.window().width(), self._theme.text_scale)
        model, is_broad = self._model, breadth >= Breadth.NORMAL
        is_open = model.clash is not None or model.settled is not None
        shows_list = is_broad or (self._shows_list and bool(model.rows[0] or model.rows[1]))
        self._side.setVisible(shows_list)
        self._work.setVisible(is_broad or not shows_list)
        self._top.setVisible(not is_broad)
        widest = 16_777_215
        self._side.setMinimumWidth(self._theme.px(_LIST) if is_broad else 0)
        self._side.setMaximumWidth(self._theme.px(_LIST) if is_broad else widest)
        self.detail.setVisible(is_open)
        self._nothing.setVisible(model.is_loaded and not is_open)
        direction = QBoxLayout.Direction
        is_short = self._work.width() / self._theme.text_scale < _STACKED
        self._bar_row.setDirection(direction.TopToBottom if is_short else direction.LeftToRight)
        self._foot.setVisible(breadth > Breadth.FOLDED)
