"""Rows in words that are worded when they are first looked at, for lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar, overload


class Keyed(Protocol):
    """A row that is told from all others by its key."""

    @property
    def key(self) -> str:
        """The key."""


S = TypeVar("S")
Row = TypeVar("Row", bound=Keyed)


class Lazily(Sequence[Row], Generic[S, Row]):
    """The rows of these sources; `key` is the key that a source's row will have."""

    def __init__(
        self, sources: Sequence[S], word: Callable[[S], Row], key: Callable[[S], str]
    ) -> None:
        self._sources, self._word, self._key = sources, word, key
        self._rows: list[Row | None] = [None] * len(sources)

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        row = self._rows[place]
        if row is None:
            row = self._rows[place] = self._word(self._sources[place])
        return row

    def key_at(self, place: int) -> str:
        """The key of a row, which is worded for it in no case."""
        return self._key(self._sources[place])


def key_at(rows: Sequence[Keyed], place: int) -> str:
    """The key of a row among rows of either kind."""
    return rows.key_at(place) if isinstance(rows, Lazily) else rows[place].key
