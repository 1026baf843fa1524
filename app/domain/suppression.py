"""Small numbers kept out of figures: which counts may be told, and which could be worked out.

A count from 1 to a few could be somebody. Hiding it is not enough where the others add up to it,
so further counts are hidden until no sum gives a small one away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts from 1 to `most_hidden` are hidden, the others told to the nearest `to_nearest`.

    A rule that rounds needs no second hiding: what is left over after rounding is no count.
    """

    name: str
    most_hidden: int
    to_nearest: int = 1

    @property
    def is_rounded(self) -> bool:
        """Whether counts are told only roughly."""
        return self.to_nearest > 1

    def is_small(self, count: int) -> bool:
        """Whether a count could be somebody."""
        return 1 <= count <= self.most_hidden

    def told(self, count: int) -> int:
        """A count that is not small, as it is told; halves go up."""
        return (2 * count + self.to_nearest) // (2 * self.to_nearest) * self.to_nearest


@dataclass(frozen=True, slots=True)
class Sum:
    """A count that others add up to, all by their names."""

    total: str
    parts: tuple[str, ...]


def hidden(
    counts: Counts, sums: Sequence[Sum], *, told: frozenset[str], small: frozenset[str]
) -> frozenset[str]:
    """Which of the counts that would be told are hidden, so that no small one can be worked out.

    `counts` has those too that are told nowhere, such as what a share leaves over: they are not to
    be worked out either.
    """
    found = set(small & told)
    while True:
        unknown = (counts.keys() - told) | found
        given_away = sorted(small & _worked_out(unknown, sums))
        further = next(
            filter(None, (_beside(n, counts, sums, told - found) for n in given_away)), ""
        )
        if not further:
            return frozenset(found)
        found |= {further}


def _beside(name: str, counts: Counts, sums: Sequence[Sum], told: frozenset[str]) -> str:
    """What to hide so that a count can no longer be worked out: the least of its neighbours.

    A total goes only where no part is left, and a nought never: there is nobody behind it.
    """
    near = [each for each in sums if name in (each.total, *each.parts)]
    parts = {part for each in near for part in each.parts if part in told and counts[part]}
    totals = {each.total for each in near if each.total in told and counts[each.total]}
    choice = (parts or totals) - {name}
    return min(choice, key=lambda each: (counts[each], each), default="")


def _worked_out(unknown: set[str], sums: Sequence[Sum]) -> set[str]:
    """The unknown counts that the sums leave only one value for."""
    names = sorted(unknown)
    rows = [_row(each, names) for each in sums]
    at = 0
    for column in range(len(names)):
        pivot = next((n for n in range(at, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        first = rows[at][column]
        rows[at] = [value / first for value in rows[at]]
        for number, row in enumerate(rows):
            if number != at and row[column]:
                by = row[column]
                rows[number] = [a - by * b for a, b in zip(row, rows[at], strict=True)]
        at += 1
    alone = (_only(row) for row in rows)
    return {names[column] for column in alone if column is not None}


def _row(each: Sum, names: Sequence[str]) -> list[Fraction]:
    signs = {**dict.fromkeys(each.parts, -1), each.total: 1}
    return [Fraction(signs.get(name, 0)) for name in names]


def _only(row: Sequence[Fraction]) -> int | None:
    """The column of a row that speaks of one count alone."""
    columns = [column for column, value in enumerate(row) if value]
    return columns[0] if len(columns) == 1 else None
