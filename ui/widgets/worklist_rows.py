"""What a list of work shows: groups of rows, each with one thing to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.lazily import key_at
from ui.widgets.clock_ring import Clock
from ui.widgets.counted_model import CountedModel
from ui.widgets.risk_badge import WORDS, RiskLevel
from ui.widgets.row_list import RowRole


@dataclass(frozen=True)
class ContactLine:
    """How contact may be made now: an icon, two short lines, and the ink of the first."""

    icon: str
    first: str
    second: str = ""
    ink: str = "text"


@dataclass(frozen=True)
class WorkRow:
    """One row. `action` is the verb on its button; empty means that there is nothing to do."""

    key: str
    clock: Clock
    name: str
    matter: str = ""
    detail: str = ""
    contact: ContactLine | None = None
    risk: RiskLevel | None = None
    action: str = ""

    @property
    def sentence(self) -> str:
        """The row as it is read aloud."""
        parts = [", ".join(filter(None, (self.name, self.matter))), self.clock.sentence]
        parts.append(self.detail)
        if self.contact is not None:
            parts.append(f"{self.contact.first} {self.contact.second}".strip())
        if self.risk is not None:
            parts.append(f"Risk {WORDS[self.risk].lower()}")
        if self.action:
            parts.append(f"Press Enter to {self.action[0].lower()}{self.action[1:]}")
        return ". ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True)
class WorkGroup:
    """Rows under one head."""

    name: str
    rows: Sequence[WorkRow]


@dataclass(frozen=True)
class GroupHead:
    """The head of a group, that cannot be chosen."""

    name: str
    count: int

    @property
    def sentence(self) -> str:
        """The head as it is read aloud."""
        return f"{self.name}, {self.count} item{'' if self.count == 1 else 's'}"


class WorkModel(CountedModel):
    """Heads and rows one after the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []

    def show_groups(self, groups: Sequence[WorkGroup]) -> None:
        """Show other rows; groups without rows have no head.

        As many under the same heads are the rows of before as they are now: nothing is laid out.
        """
        before = [(group.name, place) for group, place in self._lines]
        self._lines = list(_lines(groups))
        if before == [(group.name, place) for group, place in self._lines]:
            if before:
                self.dataChanged.emit(self.index(0, 0), self.index(len(before) - 1, 0))
        else:
            self.count_anew(len(self._lines))

    def row_of(self, key: str, *, near: int = -1) -> int:
        """The row with a key, looked for at a place first, or -1."""
        if 0 <= near < len(self._lines) and self._key_at(near) == key:
            return near
        rows = (row for row in range(len(self._lines)) if self._key_at(row) == key)
        return next(rows, -1)

    def first_row(self) -> int:
        """The first row that can be chosen, or -1."""
        return next((row for row in range(len(self._lines)) if not self.is_head(row)), -1)

    def _key_at(self, row: int) -> str:
        group, place = self._lines[row]
        return "" if place < 0 else key_at(group.rows, place)

    def is_head(self, row: int) -> bool:
        """Whether a line is the head of a group."""
        return self._lines[row][1] < 0

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The line, its key, its name, or its sentence."""
        if role == RowRole.KEY:
            return self._key_at(index.row())
        group, place = self._lines[index.row()]
        if role not in _WORDED:
            return None
        line = GroupHead(group.name, len(group.rows)) if place < 0 else group.rows[place]
        if role == RowRole.ROW:
            return line
        return line.name if role == Qt.ItemDataRole.DisplayRole else line.sentence

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Heads can be neither chosen nor reached."""
        _, place = self._lines[index.row()]
        if place < 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


_Line = tuple[WorkGroup, int]
"""A group and the place of a row in it, below 0 for the group's head."""
_WORDED = (RowRole.ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def _lines(groups: Sequence[WorkGroup]) -> Iterator[_Line]:
    for group in groups:
        if group.rows:
            if group.name:
                yield group, -1
            yield from ((group, place) for place in range(len(group.rows)))
