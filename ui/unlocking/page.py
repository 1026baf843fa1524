"""The lock screen whole: this PC, who is here, the passphrase, and whom to ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import YarrowError
from ui.boxes.column_area import ColumnArea
from ui.door.care import CareCalls
from ui.door.pane import DoorPane
from ui.door.view_model import DoorViewModel
from ui.jobs import Jobs
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.unlocking.card import LockCard
from ui.unlocking.facts import LockFacts
from ui.unlocking.panes import Panes
from ui.unlocking.passphrase_pane import PassphrasePane
from ui.unlocking.user_rows import UserRows
from ui.unlocking.view_model import Doors, UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.chip import TrainingMark
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label

_WIDTH, _USERS, _LEAST, _TIGHT = 788, 322, 424, 480
_MARGIN = 8
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LockPage(QFrame):
    """Who is here, and their passphrase. Signals: `hide_wanted()`, `about_wanted()`,
    `unlocked(object)`, `ward_changed()` once this PC became a ward PC or is one no more.
    """

    hide_wanted = Signal()
    about_wanted = Signal()
    unlocked = Signal(object)
    ward_changed = Signal()

    def __init__(
        self,
        model: UnlockViewModel,
        doors: Doors,
        theme: Theme,
        *,
        jobs: Jobs,
        facts: LockFacts,
        now: Callable[[], datetime],
        ward: DoorViewModel | None = None,
        care: CareCalls | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme, self._facts, self._now = model, theme, facts, now
        self.setProperty("role", "canvas")
        self._training = TrainingMark(theme)
        self.hide_button = Button("Hide", theme, role="hide", icon="hide", key="F9")
        self.users = UserRows(theme)
        self.menu = ChoiceBox(theme, spoken="Who is here?")
        self.pane = PassphrasePane(model, theme, shown_passphrase=facts.shown_passphrase)
        self._ward, self._is_told = ward, False
        pane = None if ward is None else DoorPane(ward, theme)
        if pane is not None:
            pane.told.connect(self._bring_into_sight)
        self.panes = Panes(self.pane, model, doors, jobs, theme, ward=pane, care=care)
        self._card, self._scroll = LockCard(), ColumnArea(keeps_room=False)
        self._sticky = QVBoxLayout()
        Spacing(self._sticky, theme, margins=(16, 4, 16, 0))
        self._left, self._foot = self._build_left(), self._build_foot()
        self._build_card()
        self._lay_out()
        self._connect()
        self._show_users()
        self._fit()

    def take_focus(self) -> None:
        """Begin where one goes on: in the passphrase."""
        if self._ward is not None and self._begins_at_door():
            self.panes.show_ward()
        elif self._model.chosen is None:
            self.panes.show_newcomer()
        else:
            self.pane.take_focus()

    def tell(self, error: YarrowError) -> None:
        """Say this beside whatever is asked here."""
        self._model.tell(error)
        if self._ward is not None:
            self._ward.tell(error)

    def _begins_at_door(self) -> bool:
        """On a ward PC without vaults; and once, to tell somebody what she recorded just now."""
        is_told, self._is_told = self._is_told, True
        is_new = self._ward is not None and self._ward.just_recorded is not None
        return self._model.chosen is None or (is_new and not is_told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for this breadth."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the passphrase choose who it is, before a letter is typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and not self.pane.field.text():
                self.users.step(step)
                self.pane.take_focus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the passphrase; what is typed on a button or a row goes into it."""
        if event.key() == Qt.Key.Key_Escape and self.panes.shown is not self.pane:
            self.panes.show_first()
            return
        if self.panes.shown is self.pane and self.pane.takes(event):
            return
        super().keyPressEvent(event)

    def _build_left(self) -> QWidget:
        left = QFrame()
        column = QVBoxLayout(left)
        Spacing(column, self._theme, margins=(12, 18, 12, 18), gap=10)
        head = self._head = Label("Who is here?", "strong")
        head.setIndent(self._theme.px(12))
        self.someone = Button("Someone else", self._theme, role="quiet", icon="plus")
        column.addWidget(head)
        column.addWidget(self._scrolled(self.users), 1)
        row = QHBoxLayout()
        Spacing(row, self._theme, margins=(9, 0, 0, 0))
        row.addWidget(self.someone, 0, Qt.AlignmentFlag.AlignLeft)
        self.ward_button = self._door_button()
        column.addWidget(self.ward_button)
        column.addLayout(row)
        FixedSize(left, self._theme, width=_USERS)
        return left

    def _door_button(self) -> Button:
        """The way to the door, on a ward PC alone."""
        button = Button("Record for the team", self._theme, icon="new")
        if self._ward is None:
            button.hide()
        button.clicked.connect(lambda: self.panes.show_ward())
        return button

    def _scrolled(self, inner: QWidget) -> ColumnArea:
        area, ground = ColumnArea(keeps_room=False), QFrame()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(inner)
        rows.addStretch(1)
        area.hold(ground)
        return area

    def _build_card(self) -> None:
        self._rule = QFrame()
        self._rule.setProperty("role", "panel")
        FixedSize(self._rule, self._theme, width=1)
        right = QVBoxLayout()
        Spacing(right, self._theme)
        self._menu_row = self._build_menu()
        right.addWidget(self._menu_row)
        right.addWidget(self.panes, 1)
        columns = QHBoxLayout(self._card)
        columns.setContentsMargins(1, 1, 10, 1)
        columns.setSpacing(0)
        columns.addWidget(self._left)
        columns.addWidget(self._rule)
        columns.addLayout(right, 1)

    def _build_menu(self) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, margins=(36, 16, 27, 0), gap=6)
        columns.addWidget(self.menu, 1)
        self.menu_someone = Button("Someone else", self._theme, role="quiet", icon="plus")
        columns.addWidget(self.menu_someone)
        self.menu_ward = self._door_button()
        columns.addWidget(self.menu_ward)
        return row

    def _lay_out(self) -> None:
        theme, centre = self._theme, Qt.AlignmentFlag.AlignCenter
        rows = QVBoxLayout(self)
        Spacing(rows, theme)
        middle = QFrame()
        column = QVBoxLayout(middle)
        Spacing(column, theme, margins=(0, 8, 0, 8))
        column.addWidget(self._card, 0, centre)
        self._scroll.hold(middle)
        rows.addWidget(self._build_top())
        rows.addWidget(self._scroll, 1)
        rows.addLayout(self._sticky)
        rows.addWidget(self._foot)

    def _build_top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        Spacing(row, self._theme, margins=(20, 0, 20, 0), gap=10)
        FixedSize(top, self._theme, height=52)
        row.addWidget(IconMark("pc", self._theme, ink="text2", size=18))
        row.addWidget(ElidedLabel(self._facts.computer, "small"))
        row.addStretch(1)
        row.addWidget(self._training)
        row.addWidget(self.hide_button)
        return top

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        Spacing(row, self._theme, margins=(20, 0, 20, 0))
        program = " ".join(filter(None, ("Yarrow", self._facts.version)))
        words = ElidedLabel(f"{program} · {self._facts.service_desk}", "quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._balance = QWidget()
        row.addWidget(self._balance)
        row.addWidget(words, 1)
        self.about_button = Button("About", self._theme, role="quiet", small=True)
        row.addWidget(self.about_button)
        return foot

    def _connect(self) -> None:
        model = self._model
        self.hide_button.clicked.connect(self.hide_wanted)
        self.about_button.clicked.connect(self.about_wanted)
        self.users.chosen.connect(self._on_chosen)
        self.users.entered.connect(self.panes.show_first)
        self.menu.activated.connect(self._on_menu)
        self.someone.clicked.connect(self.panes.show_newcomer)
        self.menu_someone.clicked.connect(self.panes.show_newcomer)
        self.pane.field.installEventFilter(self)
        self.pane.wanted.connect(model.unlock)
        self.pane.told.connect(self._bring_into_sight)
        self.panes.turned.connect(self._fit)
        self.panes.ward_changed.connect(self.ward_changed)
        model.unlocked.connect(self._on_unlocked)
        model.users_changed.connect(self._show_users)
        model.chosen_changed.connect(self._show_chosen)
        self._theme.changed.connect(self._fit)

    def _bring_into_sight(self, part: QWidget) -> None:
        """In large text the card is higher than the screen; once it has its new height."""
        margin = self._theme.px(_MARGIN)
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, margin))

    def _show_users(self) -> None:
        chosen = self._model.chosen.key if self._model.chosen else ""
        today = self._now().date()
        self.users.show_users(self._model.users, chosen=chosen, today=today)
        self._head.setText("Who is here?" if self._model.users else "Nobody has a vault here yet")
        self.menu.clear()
        for user in self._model.users:
            self.menu.addItem(user.label, user.key)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._model.chosen
        self._training.setVisible(chosen is not None and chosen.is_training)
        if chosen is not None:
            self.users.choose(chosen.key)
            self.menu.setCurrentIndex(self.menu.findData(chosen.key))

    def _on_chosen(self, key: str) -> None:
        self._model.choose(key)
        self.panes.turn_to_first()

    def _on_menu(self, number: int) -> None:
        self._on_chosen(str(self.menu.itemData(number)))
        self.pane.take_focus()

    def _on_unlocked(self, opened: object) -> None:
        self.panes.forget()
        self.unlocked.emit(opened)

    def _fit(self) -> None:
        px = self._theme.px
        folded = breadth_of(self.width(), self._theme.text_scale) == Breadth.FOLDED
        self._left.setVisible(not folded)
        self.hide_button.show_key(shown=self.width() >= px(_TIGHT))
        self._rule.setVisible(not folded)
        self._menu_row.setVisible(folded and bool(self._model.users))
        sticks = folded and self.panes.shown is self.pane
        self.pane.give_button(self._sticky if sticks else None)
        room = self.about_button.sizeHint().width() if self.width() >= px(_TIGHT) else 0
        self._balance.setFixedWidth(room)  # so that the words stand in the middle of the screen
        self._foot.setFixedHeight(px(28 if folded else 56))
        width = min(px(_WIDTH), max(self.width() - px(32), 200))
        self._card.fit(width=width, least=0 if folded else px(_LEAST))
