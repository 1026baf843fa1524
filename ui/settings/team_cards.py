"""The cards of what the team sets for itself: places, choices, numbers, steps and form packs.

MARAC areas have none: nothing here counts by their rules yet, and a number that is set and then
not heeded would be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.moments import moment_of
from app.domain.team_settings import (
    CLOCK,
    CODE,
    NUMBER,
    PACK,
    PLACE,
    RECORD_CODE,
    STEP,
    SettingRow,
    SettingRows,
)
from ui.formats import short_date
from ui.settings.section import Cards, SettingCard
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import Steps, Turns
from ui.widgets.button import Button
from ui.widgets.label import Label

_MOST, _MOST_OF = 40, {STEP: 120}
"""How many things of a kind are shown; of steps all, since they are changed one by one."""
_WORDS = {
    PLACE: (
        "Hospitals and practices",
        "Where people are seen, by ODS code. An old code stays known, with its last day and the "
        "code that came after it.",
        "Add a place",
    ),
    CODE: (
        "Choices in lists",
        "Answers of your own in lists such as signs seen. One that is no longer offered keeps its "
        "words in old records.",
        "Add a choice",
    ),
    NUMBER: ("Numbers to ring", "Told beside New, and let through in letters.", ""),
    CLOCK: (
        "How time is counted",
        "When a first contact is due, in the panel, on Today and in reports.",
        "",
    ),
    STEP: (
        "Steps beside New",
        "What the panel tells to do next. Switch one off with a reason, word it for your place, or "
        "add your own. Those at which an answer is given stay.",
        "Add a step",
    ),
    RECORD_CODE: (
        "Codes to enter elsewhere",
        "SNOMED CT codes offered for the GP or hospital record. Mark one as seen in the present UK "
        "edition, replace it, or leave it out.",
        "Add a code",
    ),
    PACK: (
        "Form packs",
        "A risk tool with its authorised wording, in one file from whoever may "
        "hand it out. It is checked whole, and stays once it is loaded.",
        "Load a form pack",
    ),
}
_INTRO = "They hold for the whole team, and reach every PC with its next exchange."
_NOT_LEAD = "Leads of the team change them. Ask one of them."


class TeamCards(QWidget):
    """Signals: `change_wanted(object)` with a row, `add_wanted(str)` with a kind,
    `take_back_wanted(object)` with a row. `turns` makes the rows a few at a time.
    """

    change_wanted = Signal(object)
    add_wanted = Signal(str)
    take_back_wanted = Signal(object)

    def __init__(self, theme: Theme, turns: Turns) -> None:
        super().__init__()
        self._theme, self._turns = theme, turns
        self._shown: SettingRows | None = None
        self.intro = SettingCard("The team’s own", _INTRO, theme)
        self.cards = {kind: _Rows(self, kind, theme) for kind in _WORDS}
        column = QVBoxLayout(self)
        Spacing(column, theme)
        column.addWidget(Cards(theme, self.intro, *self.cards.values()))

    def show_rows(self, found: SettingRows) -> None:
        """Show what holds now; what is there stays as it is while nothing is another."""
        if found == self._shown:
            return
        self._shown = found
        self.intro.show_text(_INTRO if found.is_lead else f"{_INTRO} {_NOT_LEAD}")
        self._turns.add_first(Steps(self._making(found)))

    def _making(self, found: SettingRows) -> Iterator[None]:
        for kind, card in self.cards.items():
            if self._shown is not found:
                return  # a newer reading is being shown
            rows = [each for each in found.rows if each.kind == kind]
            yield from card.show_rows(rows, is_lead=found.is_lead)


class _Rows(SettingCard):
    """The things of one kind, each with its buttons for a lead."""

    def __init__(self, cards: TeamCards, kind: str, theme: Theme) -> None:
        title, self._about, add = _WORDS[kind]
        self._cards, self._theme, self._rows = cards, theme, QWidget()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self._rows)
        Spacing(self._column, theme, gap=8)
        self.add = Button(add or title, theme)
        self.add.clicked.connect(lambda: cards.add_wanted.emit(kind))
        self._can_add, self._most = bool(add), _MOST_OF.get(kind, _MOST)
        super().__init__(title, self._about, theme, parts=(self._rows,), actions=(self.add,))
        self.add.hide()

    def show_rows(self, rows: Sequence[SettingRow], *, is_lead: bool) -> Iterator[None]:
        """Show them, the first forty; each step makes one."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        self.add.setVisible(is_lead and self._can_add)
        yield
        for each in rows[: self._most]:
            self._append(self._line(each, is_lead=is_lead))
            yield
        if len(rows) > self._most:
            left = len(rows) - self._most
            more = f"{left} more; “yarrow settings show” lists all."
            self._append(Label(more, "quiet", wraps=True))

    def _append(self, line: QWidget) -> None:
        self._lines.append(line)
        self._column.addWidget(line)

    def _line(self, row: SettingRow, *, is_lead: bool) -> QWidget:
        line, theme, cards = QWidget(), self._theme, self._cards
        layout = QHBoxLayout(line)
        Spacing(layout, theme, gap=8)
        words = QVBoxLayout()
        Spacing(words, theme, gap=2)
        words.addWidget(Label(row.title, "body", wraps=True))
        if detail := told(row):
            words.addWidget(Label(detail, "warning" if row.has_versions else "small", wraps=True))
        layout.addLayout(words, 1)
        if is_lead and row.kind != PACK:
            change = Button("Change", theme, small=True, spoken=f"Change {row.title}")
            change.clicked.connect(lambda: cards.change_wanted.emit(row))
            layout.addWidget(change)
        if is_lead and row.kind != PACK and row.record is not None:
            back = Button("Take back", theme, small=True, spoken=f"Take back {row.title}")
            back.clicked.connect(lambda: cards.take_back_wanted.emit(row))
            layout.addWidget(back)
        return line


def told(row: SettingRow) -> str:
    """What stands under a thing's title."""
    own = _set_by(row) if row.record is not None else ""
    versions = "two versions stand side by side; look at Settle" if row.has_versions else ""
    words = "; ".join(filter(None, (row.detail, own, versions)))
    return words[:1].upper() + words[1:]


def _set_by(row: SettingRow) -> str:
    """Who set it last, and since when it holds."""
    if not row.by:
        return "" if row.kind in (CODE, PACK) else "set by the team"
    day = short_date(moment_of(row.since_ms).astimezone().date())
    return f"set by {row.by}, {day}"
