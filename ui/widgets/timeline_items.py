"""What happened, newest first, as a list that can be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.lazily import key_at
from ui.widgets.chip import ChipKind
from ui.widgets.counted_model import CountedModel
from ui.widgets.row_list import RowRole
from ui.widgets.said_tag import WORDS, LineKind


@dataclass(frozen=True)
class NoteLine:
    """One line of a note under its label."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class ItemState:
    """Where an item is, such as received or only here."""

    words: str
    kind: ChipKind = "plain"
    icon: str = ""


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened.

    `day` and `time` are two short lines; `aside` says who; `body` is plain text and `lines` are a
    note's own. `struck` is an item entered in error, that stays readable.
    """

    key: str
    day: str
    time: str
    icon: str
    title: str
    aside: str = ""
    body: str = ""
    lines: tuple[NoteLine, ...] = ()
    state: ItemState | None = None
    tone: Literal["plain", "danger"] = "plain"
    struck: bool = False

    @property
    def sentence(self) -> str:
        """The item as it is read aloud, without the words of its lines."""
        said = [self.title, f"{self.day} {self.time}".strip(), self.aside]
        if self.struck:
            said.insert(1, "entered in error")
        if self.lines:
            said.append(f"{len(self.lines)} line{'' if len(self.lines) == 1 else 's'}")
        if self.state is not None:
            said.append(self.state.words.lower())
        return ", ".join(part for part in said if part)

    @property
    def full_sentence(self) -> str:
        """The item with everything in it."""
        lines = [f"{WORDS[line.kind]}: {line.text}" for line in self.lines]
        return ". ".join(part.rstrip(".") for part in (self.sentence, self.body, *lines) if part)


_ANSWERS: dict[int, Callable[[TimelineItem], object]] = {
    int(RowRole.ROW): lambda item: item,
    int(Qt.ItemDataRole.DisplayRole): lambda item: item.title,
    int(Qt.ItemDataRole.AccessibleTextRole): lambda item: item.sentence,
    int(Qt.ItemDataRole.AccessibleDescriptionRole): lambda item: item.full_sentence,
}


class TimelineModel(CountedModel):
    """The items in the order they are given; so many from the first on are there to be seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[TimelineItem] = ()

    @property
    def total(self) -> int:
        """How many items there are, seen or not."""
        return len(self._items)

    def item(self, place: int) -> TimelineItem:
        """One of all items."""
        return self._items[place]

    def show_items(self, items: Sequence[TimelineItem], shown: int) -> None:
        """Show the first of other items."""
        self._items = items
        self.count_anew(shown)

    def show_up_to(self, count: int) -> None:
        """Show so many."""
        rows = self.rowCount()
        self.insertRows(rows, count - rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The item, its key, its title, or a sentence about it."""
        if role == RowRole.KEY:
            return key_at(self._items, index.row())
        answer = _ANSWERS.get(int(role))
        return None if answer is None else answer(self._items[index.row()])
