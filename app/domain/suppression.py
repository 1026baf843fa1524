"""Small numbers kept out of figures: which counts may be told, and which could be worked out.

A count from 1 to a few could be somebody. Hiding it is not enough where the others add up to it,
so further counts are hidden until no sum gives a small one away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import ceil, floor, inf, isinf

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
    already. Where no more can be hidden one by one, all around it goes.
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
            return frozenset(found | _all_around(given_away, sums, free, unknown))
        found |= {further}


def _all_around(
    names: Sequence[str], sums: Sequence[Sum], free: frozenset[str], unknown: set[str]
) -> set[str]:
    """All that may still go and is bound up with these, noughts too.

    Where no single count helps any more it is what is hidden that tells: a month of a place that is
    hidden has somebody in it. Hidden whole, a table tells nothing by that.
    """
    reached, may_go = set(names), free | unknown
    members = [{each.total, *each.parts} & may_go for each in sums]
    while further := [each for each in members if each & reached and each - reached]:
        reached.update(*further)
    return reached & free


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
"""Factors by the names of unknown counts, and the number that makes them add up to nothing."""
_NUMBER = ""
_Ends = tuple[float, float]


def _worked_out(
    unknown: set[str], counts: Counts, sums: Sequence[Sum], found: set[str]
) -> set[str]:
    """The unknown counts that could be one number only.

    The sums may leave one; or they leave no room, since nought is never hidden: two that are
    hidden and come to 2 are 1 and 1.
    """
    rows = [row for each in sums if (row := _row_of(each, unknown, counts)).keys() - {_NUMBER}]
    least = {name: int(name in found) for name in unknown}
    bounds = _bounds(least, [*rows, *_solved(rows)])
    return {name for name, (low, high) in bounds.items() if low == high}


def _row_of(each: Sum, unknown: set[str], counts: Counts) -> _Row:
    row: _Row = {_NUMBER: Fraction(0)}
    for name, sign in ((each.total, 1), *((part, -1) for part in each.parts)):
        if name in unknown:
            row[name] = Fraction(sign)
        else:
            row[_NUMBER] += sign * counts[name]
    return row


def _bounds(least: Mapping[str, int], rows: Sequence[_Row]) -> dict[str, _Ends]:
    """Between which whole numbers each unknown count must lie."""
    bounds: dict[str, _Ends] = {name: (low, inf) for name, low in least.items()}
    is_narrower = True
    while is_narrower:
        is_narrower = False
        for row in rows:
            for name, ends in _left_by(row, bounds):
                old = bounds[name]
                bounds[name] = max(old[0], ends[0]), min(old[1], ends[1])
                is_narrower |= bounds[name] != old
    return bounds


def _left_by(row: _Row, bounds: Mapping[str, _Ends]) -> Iterator[tuple[str, _Ends]]:
    """What a row leaves each of its unknown counts, as the others lie between their bounds."""
    ends = {name: _times(row[name], bounds[name]) for name in row if name != _NUMBER}
    lows, highs = zip(*ends.values(), strict=True)
    for name, (low, high) in ends.items():
        others = _without(lows, low), _without(highs, high)
        number = row[_NUMBER]
        left = _times(-1 / row[name], (others[0] + number, others[1] + number))
        yield name, (_whole(left[0], ceil), _whole(left[1], floor))


def _without(ends: Sequence[float], own: float) -> float:
    """The sum of all but one."""
    endless = sum(map(isinf, ends)) - isinf(own)
    if endless:
        return next(end for end in ends if isinf(end))
    return sum(end for end in ends if not isinf(end)) - (0 if isinf(own) else own)


def _whole(end: float, rounded: Callable[[float], int]) -> float:
    return end if isinf(end) else rounded(end)


def _times(factor: Fraction, ends: _Ends) -> _Ends:
    low, high = (float(end * factor) if isinf(end) else end * factor for end in ends)
    return (low, high) if factor > 0 else (high, low)


def _solved(rows: Sequence[_Row]) -> list[_Row]:
    """The same rows, solved for as many counts as they reach."""
    solved: dict[str, _Row] = {}
    for each in rows:
        row = dict(each)
        for name, other in solved.items():
            _take_off(row, other, name)
        names = row.keys() - {_NUMBER}
        if not names:
            continue
        pivot = min(names)
        first = row[pivot]
        row = {name: factor / first for name, factor in row.items()}
        for other in solved.values():
            _take_off(other, row, pivot)
        solved[pivot] = row
    return list(solved.values())


def _take_off(row: _Row, other: _Row, name: str) -> None:
    """Take a multiple of another row off, so that this one speaks of `name` no more."""
    by = row.get(name)
    if by is None:
        return
    for each, factor in other.items():
        left = row.get(each, 0) - by * factor
        if left or each == _NUMBER:
            row[each] = Fraction(left)
        else:
            row.pop(each, None)
