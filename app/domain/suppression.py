"""Small numbers kept out of figures: which counts may be told, and which could be worked out.

A count from 1 to a few could be somebody. Hiding it is not enough where the others add up to it,
so further counts are hidden until no sum gives a small one away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import inf

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
    counts: Counts,
    sums: Sequence[Sum],
    *,
    told: frozenset[str],
    small: frozenset[str],
    few: int,
    settled: frozenset[str] = frozenset(),
    gone: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Which of the counts that would be told are hidden, so that no small one can be worked out.

    `counts` has those too that are told nowhere, such as what a share leaves over: they are not to
    be worked out either, nor what all that is hidden in a sum comes to, where that is no more than
    `few`. `settled` are told elsewhere already, so that hiding them is no use; `gone` are hidden
    already.
    """
    found = set(small & told) | gone
    while True:
        _hide_twins(found, sums, told - settled)
        unknown = (counts.keys() - told) | found
        free = told - found - settled
        given_away = sorted(small & _worked_out(unknown, counts, sums, found))
        near = (_beside(name, counts, sums, free, unknown) for name in given_away)
        beyond = (
            _outside(each, counts, sums, free, unknown)
            for each in sums
            if each.total not in unknown
            and 1 <= sum(counts[part] for part in each.parts if part in unknown) <= few
        )
        further = next(filter(None, chain(near, beyond)), "")
        if not further:
            return frozenset(found)
        found |= {further}


def _hide_twins(found: set[str], sums: Sequence[Sum], may_go: frozenset[str]) -> None:
    """A count that is told twice goes in both places."""
    twins = [{each.total, *each.parts} for each in sums if len(each.parts) == 1]
    while further := [twin & may_go for twin in twins if twin & found and twin & may_go - found]:
        found.update(*further)


def _outside(
    short: Sum, counts: Counts, sums: Sequence[Sum], free: frozenset[str], unknown: set[str]
) -> str:
    """What to hide so that the hidden ones of a sum come to more: its least part, else its total.

    Where neither may go, what is beside one of those hidden.
    """
    parts = [part for part in short.parts if part in free and counts[part]]
    if parts:
        return min(parts, key=lambda each: (counts[each], each))
    if short.total in free:
        return short.total
    inside = (part for part in short.parts if part in unknown and counts[part])
    near = (_beside(each, counts, sums, free, unknown) for each in inside)
    return next(filter(None, near), "")


def _beside(
    name: str, counts: Counts, sums: Sequence[Sum], free: frozenset[str], unknown: set[str]
) -> str:
    """What to hide so that a count can no longer be worked out: the least of its neighbours.

    Where it has none left, the least neighbour of the unknown ones that lead to it. A total goes
    only where no part is left, and a nought never: there is nobody behind it.
    """
    reached = {name}
    while True:
        near = [each for each in sums if not reached.isdisjoint((each.total, *each.parts))]
        parts = {part for each in near for part in each.parts if part in free and counts[part]}
        totals = {each.total for each in near if each.total in free and counts[each.total]}
        choice = (parts or totals) - {name}
        wider = {part for each in near for part in (each.total, *each.parts)} & unknown
        if choice or wider <= reached:
            return min(choice, key=lambda each: (counts[each], each), default="")
        reached |= wider


_Row = dict[str, Fraction]


def _worked_out(
    unknown: set[str], counts: Counts, sums: Sequence[Sum], found: set[str]
) -> set[str]:
    """The unknown counts that could be one number only.

    The sums may leave one; or they leave no room, since nought is never hidden: two that are
    hidden and come to 2 are 1 and 1.
    """
    least = {name: int(name in found) for name in unknown}
    bounds = _bounds(least, counts, sums)
    fixed = {name for name, (low, high) in bounds.items() if low == high}
    return fixed | _solved(unknown, sums)


def _bounds(
    least: Mapping[str, int], counts: Counts, sums: Sequence[Sum]
) -> dict[str, tuple[float, float]]:
    """Between which numbers each unknown count must lie."""
    bounds = {name: (float(low), inf) for name, low in least.items()}

    def of(name: str) -> tuple[float, float]:
        return bounds.get(name) or (counts[name], counts[name])

    def narrow(name: str, low: float, high: float) -> bool:
        old = of(name)
        if name in bounds:
            bounds[name] = max(old[0], low), min(old[1], high)
        return of(name) != old

    is_narrower = True
    while is_narrower:
        is_narrower = False
        for each in sums:
            ends = [of(part) for part in each.parts]
            is_narrower |= narrow(each.total, *_together(ends))
            low, high = of(each.total)
            for at, part in enumerate(each.parts):
                if part in bounds:
                    others = _together(ends[:at] + ends[at + 1 :])
                    is_narrower |= narrow(part, low - others[1], high - others[0])
    return bounds


def _together(ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _solved(unknown: set[str], sums: Sequence[Sum]) -> set[str]:
    """The unknown counts that the sums leave only one value for.

    Each sum is a row of factors; all are solved for as many counts as they reach.
    """
    solved: dict[str, _Row] = {}
    for each in sums:
        row = {name: Fraction(-1) for name in each.parts if name in unknown}
        if each.total in unknown:
            row[each.total] = Fraction(1)
        for name, other in solved.items():
            _take_off(row, other, name)
        if not row:
            continue
        pivot = min(row)
        first = row[pivot]
        row = {name: factor / first for name, factor in row.items()}
        for other in solved.values():
            _take_off(other, row, pivot)
        solved[pivot] = row
    return {name for name, row in solved.items() if len(row) == 1}


def _take_off(row: _Row, other: _Row, name: str) -> None:
    """Take a multiple of another row off, so that this one speaks of `name` no more."""
    by = row.get(name)
    if by is None:
        return
    for each, factor in other.items():
        left = row.get(each, 0) - by * factor
        if left:
            row[each] = Fraction(left)
        else:
            row.pop(each, None)
