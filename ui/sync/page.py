"""The page Sync: how it stands, what is where, and what is in the way."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.boxes.growing import Parts
from ui.sync.cards import FactCard, ReceiptCard
from ui.sync.view_model import FILTERS, RECENT, SyncViewModel
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import paint_in_own_turn
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.note_box import LOOKS, NoteBox, NoteKind
from ui.widgets.painting import Brush
from ui.widgets.table import Table
from ui.widgets.table_model import Column

_NOTE = (
    "“Received” is shown only when the service has sent back a signed receipt that matches. "
    "Everything else is counted as only on this PC. Names never appear in this list."
)
_REFUSED = (
    "It is safe on this PC, and the list says what and why. If it is too large, correct it with "
    "less in it or ask IT for a higher limit, then send it again. Nothing is thrown away."
)
_LEAST_TABLE = 216
_BESIDE, _STACKED = 560, 360


class StatusCard(QFrame):
    """The strong sentence at the head of the page, in the colour of its kind."""

    def __init__(self, theme: Theme, *, actions: tuple[Button, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._kind: NoteKind = "plain"
        self._mark = IconMark("pc", theme, size=26)
        self._fact, self._more = Label("", "lead", wraps=True), Label("", "small", wraps=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        Spacing(self._row, theme, margins=(16, 12, 14, 12), gap=14)
        row, self._buttons = QHBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        Spacing(row, theme, gap=14)
        Spacing(self._buttons, theme, gap=8)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        Spacing(words, theme, gap=2)
        words.addWidget(self._fact)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        self._row.addLayout(row, 1)
        self._row.addLayout(self._buttons)
        for action in actions:
            self._buttons.addWidget(action)
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words, and under each other, where room is short."""
        super().resizeEvent(event)
        direction, width = QBoxLayout.Direction, self.width() / self._theme.text_scale
        beside = width >= _BESIDE
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        stacked = width < _STACKED
        self._buttons.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)

    def show_words(self, fact: str, more: str, *, kind: NoteKind, icon: str) -> None:
        """Say how it stands now."""
        self._kind = kind
        self._fact.setText(fact)
        self._more.setText(more)
        self._mark.show_icon(icon, ink=LOOKS[kind].ink)
        self.setAccessibleName(f"{fact}. {more}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box behind the words."""
        brush = Brush(QPainter(self), self._theme)
        brush.box(QRectF(self.rect()), LOOKS[self._kind], radius=self._theme.px(8))


class SyncParts(Parts):
    """What is made before the page."""

    order = ("status", "facts", "pills", "table")

    def __init__(self, theme: Theme, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._theme = theme

    @cached_property
    def buttons(self) -> tuple[Button, Button, Button]:
        """To join, to set up a space, and to try now."""
        theme = self._theme
        join = Button("Join with a code", theme, icon="key")
        found = Button("Set up a space", theme, icon="plus")
        return join, found, Button("Try now", theme, role="primary", icon="sync")

    @cached_property
    def status(self) -> StatusCard:
        """How it stands, with these buttons."""
        return StatusCard(self._theme, actions=self.buttons)

    @cached_property
    def facts(self) -> tuple[FactCard, ReceiptCard]:
        """The space, and the last receipt."""
        return FactCard("sync", self._theme), ReceiptCard(self._theme)

    @cached_property
    def pills(self) -> FilterPills:
        """The kinds of what is where."""
        return FilterPills([Filter(*each) for each in FILTERS.items()], self._theme)

    @cached_property
    def table(self) -> Table:
        """What is where."""
        columns = (Column("Item"), Column("Where it is", 212), Column("Since", 130))
        return Table("Items by kind and reference", columns, self._theme)


class SyncPage(QFrame):
    """Signals: `found_wanted()`, `join_wanted()` while no space is set up; `team_wanted()`.

    `parts` are what it is put together from, made before.

    The way to the team is shown where its panel is folded away: in a window under 1200 wide.
    """

    team_wanted = Signal()
    found_wanted = Signal()
    join_wanted = Signal()

    def __init__(
        self,
        model: SyncViewModel,
        theme: Theme,
        *,
        parts: SyncParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        parts = parts or SyncParts(theme)
        self._model, self._theme = model, theme
        self.setProperty("role", "surface")
        self.join_button, self.found_button, self.try_button = parts.buttons
        self.status, self.pills, self.table = parts.status, parts.pills, parts.table
        self._problems = QVBoxLayout()
        Spacing(self._problems, theme, gap=8)
        self.team_button = Button("Team and devices", theme, icon="people", small=True)
        self.again_button = Button("Send again", theme, icon="send", small=True)
        self.refused = NoteBox("danger", theme, action=self.again_button)
        self.account, self.receipt = parts.facts
        self._none = Label("Nothing of this kind.", "quiet", wraps=True)
        self._shown_problems: tuple[tuple[NoteKind, str], ...] = ()
        self._lay_out(theme)
        self._connect()
        self.show_state()

    def show_state(self) -> None:
        """Show what the model says now."""
        paint_in_own_turn(self)
        model, status = self._model, self._model.status
        self.status.show_words(status.fact, status.more, kind=status.kind, icon=status.icon)
        is_set_up = model.facts.is_set_up
        self.try_button.setVisible(is_set_up)
        self.try_button.setEnabled(not model.is_running)
        self.found_button.setVisible(not is_set_up)
        self.join_button.setVisible(not is_set_up)
        told: list[tuple[NoteKind, str]] = [("danger", each) for each in model.problems]
        self._show_problems((*told, *(("warn", each) for each in model.facts.notices)))
        self._show_cards()
        counts = model.counts
        for key, pill in self.pills.pills.items():
            pill.show_count(None if key == RECENT else counts[key])
        rows = model.rows
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page comes into sight."""
        super().showEvent(event)
        self._model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the folded panel."""
        super().resizeEvent(event)
        breadth = breadth_of(self.window().width(), self._theme.text_scale)
        self.team_button.setVisible(breadth < Breadth.NORMAL)

    def _show_cards(self) -> None:
        model, facts = self._model, self._model.facts
        self.refused.setVisible(bool(facts.refused))
        count = model.wording.refused(facts)
        self.refused.show_words(strong="" if count == model.status.fact else count, text=_REFUSED)
        self.again_button.setEnabled(not model.is_running)
        self.account.show_words(*model.wording.account(facts))
        self.receipt.setVisible(facts.receipt is not None)
        if facts.receipt is not None:
            strong, words = model.wording.receipt(facts.receipt)
            self.receipt.show_receipt(facts.receipt.code, strong, words, checked=model.checked)

    def _show_problems(self, problems: tuple[tuple[NoteKind, str], ...]) -> None:
        if problems == self._shown_problems:
            return
        self._shown_problems = problems
        while (item := self._problems.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kind, problem in problems:
            self._problems.addWidget(NoteBox(kind, self._theme, text=problem))

    def _lay_out(self, theme: Theme) -> None:
        ground, area = QFrame(), ColumnArea()
        ground.setProperty("role", "surface")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        area.hold(ground)  # with nothing in it yet: each move of it would move all inside
        column = QVBoxLayout(ground)
        Spacing(column, theme, margins=(20, 14, 20 - BAR, 14), gap=12)
        column.addWidget(self.status)
        column.addLayout(self._problems)
        column.addWidget(self.team_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.refused)
        column.addWidget(self.pills)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.account)
        column.addWidget(self.receipt)
        column.addWidget(Label(_NOTE, "quiet", wraps=True))
        self._fit()

    def _fit(self) -> None:
        self.table.setMinimumHeight(self._theme.px(_LEAST_TABLE))

    def _connect(self) -> None:
        self._theme.changed.connect(self._fit)
        model = self._model
        model.changed.connect(self.show_state)
        self.try_button.clicked.connect(model.exchange)
        self.again_button.clicked.connect(model.send_again)
        self.receipt.check_button.clicked.connect(model.check_receipt)
        self.found_button.clicked.connect(self.found_wanted)
        self.join_button.clicked.connect(self.join_wanted)
        self.team_button.clicked.connect(self.team_wanted)
        self.pills.chosen.connect(model.choose_filter)
