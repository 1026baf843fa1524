"""What a team did in figures: how each is made of counts, and how it may be told.

The keys are those that a service reports by. One for which nothing is recorded yet is there all
the same, without a value, so that nobody takes it for nought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from app.domain.suppression import Rule, Sum, hidden

_HUNDRED = 100
_ENOUGH = 10
"""From so many values on the middle half is told: of fewer, its ends are somebody's own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as it may be told; all None and not suppressed where nothing is recorded yet.

    `value` is a percentage where there is a denominator of a share, else a count or a middle.
    `half` are the values between which the middle half lies, where there are enough to tell them.
    """

    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    suppressed: bool = False
    half: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what it counts, and the count, None where it is hidden."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A count divided: by `what`; with `is_whole` each is counted in one row alone."""

    what: str
    counts: Mapping[str, int]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Middle:
    """A median, the middle half where it is of at least ten, and the name of how many it is of."""

    value: float | None
    half: tuple[float, float] | None
    of: str


@dataclass(slots=True)
class Figures:
    """Counts by name, and the figures and tables made of them.

    `about` names for a count another that says how many people it is about: it is hidden where
    they are few. `open_counts` are of sessions and places, which are nobody: they are never hidden.
    `strict` are counts of members of staff, whom colleagues would know.
    """

    counts: dict[str, int] = field(default_factory=dict)
    open_counts: set[str] = field(default_factory=set)
    strict: set[str] = field(default_factory=set)
    about: dict[str, str] = field(default_factory=dict)
    shares: dict[str, tuple[str, str]] = field(default_factory=dict)
    middles: dict[str, Middle] = field(default_factory=dict)
    tables: list[tuple[str, Table]] = field(default_factory=list)
    equal: list[Sum] = field(default_factory=list)

    @property
    def rests(self) -> frozenset[str]:
        """The names of what the shares leave over, which is told nowhere."""
        return frozenset(map(rest_of, self.shares))

    def count(self, key: str, number: int, *, is_open: bool = False) -> None:
        """A figure that is a count; of another name, a count that figures are made of."""
        self.counts[key] = number
        if is_open:
            self.open_counts.add(key)

    def share(self, key: str, part: int, whole: str, *, is_open: bool = False) -> None:
        """A figure that is a part of another count."""
        self.count(key, part, is_open=is_open)
        self.shares[key] = (key, whole)

    def middle(self, key: str, values: Sequence[float], *, is_open: bool = False) -> None:
        """A figure that is the median of values."""
        self.count(f"{key}/of", len(values), is_open=is_open)
        half = None
        if len(values) >= _ENOUGH:
            low, _, high = quantiles(values, n=4, method="inclusive")
            half = (low, high)
        self.middles[key] = Middle(median(values) if values else None, half, f"{key}/of")

    def divided(self, whole: str, table: Table, *, strict: frozenset[str] = frozenset()) -> None:
        """A table of a count; `strict` are the codes of rows about members of staff."""
        self.tables.append((whole, table))
        self.strict |= {row_name(table.what, code) for code in strict}

    def same(self, key: str, what: str, code: str) -> None:
        """A count that stands in the row of a table too."""
        self.alike(key, row_name(what, code))

    def alike(self, name: str, other: str) -> None:
        """Two counts that come to the same, so that one tells the other."""
        self.equal.append(Sum(name, (other,)))


@dataclass(frozen=True, slots=True)
class Report:
    """Figures as they may be told, with how many had to be hidden in all."""

    measures: Mapping[str, Told]
    tables: Mapping[str, tuple[Row, ...]]
    hidden: int


def report(figures: Figures, keys: Sequence[str], *, rule: Rule, strict: Rule) -> Report:
    """The figures with these keys, small numbers hidden; `strict` is the rule for staff."""
    covered = cover(figures, rule=rule, strict=strict)
    counts, gone = covered.counts, covered.gone
    measures = {key: _told(key, figures, gone, rule) for key in keys}
    tables = {
        table.what: tuple(
            _row(table.what, each, figures, counts, gone, rule) for each in table.counts
        )
        for _, table in figures.tables
    }
    return Report(measures, tables, len(gone))


@dataclass(frozen=True, slots=True)
class Covered:
    """Counts by name, what adds up to what, and which of those `told` are hidden all the same."""

    counts: Mapping[str, int]
    sums: tuple[Sum, ...]
    told: frozenset[str]
    small: frozenset[str]
    gone: frozenset[str]

    def beside(
        self, more: Mapping[str, int], sums: Sequence[Sum], *, untold: frozenset[str], rule: Rule
    ) -> Covered:
        """The same with further counts beside them, of which `untold` are told nowhere.

        What was told stays so, as it may be on paper already; what was hidden cannot be worked out
        with the further ones either.
        """
        counts, told = {**self.counts, **more}, self.told | (more.keys() - untold)
        small = self.small | {name for name, count in more.items() if rule.is_small(count)}
        both = (*self.sums, *sums)
        open_now = self.told - self.gone
        few = rule.most_hidden
        gone = hidden(
            counts, both, told=told, small=small, few=few, settled=open_now, gone=self.gone
        )
        return Covered(counts, both, told, small, gone)

    def said(self, name: str) -> int | None:
        """A count as it may be told, None where it is hidden."""
        return None if name in self.gone else self.counts.get(name, 0)


def cover(figures: Figures, *, rule: Rule, strict: Rule) -> Covered:
    """Hide the small counts of these figures, and those from which they could be worked out."""
    counts, sums = _with_rests(figures)
    told = frozenset(counts) - figures.open_counts - figures.rests
    small = frozenset(
        name
        for name, count in counts.items()
        if (strict if name in figures.strict else rule).is_small(count)
    )
    small |= {name for name, people in figures.about.items() if people in small}
    if rule.is_rounded:
        sums = []
    small -= figures.open_counts
    gone = hidden(counts, sums, told=told, small=small, few=rule.most_hidden)
    return Covered(counts, tuple(sums), told, small, gone)


def _with_rests(figures: Figures) -> tuple[dict[str, int], list[Sum]]:
    """All counts, those told nowhere too, and what adds up to what."""
    counts, sums = dict(figures.counts), list(figures.equal)
    for key, (part, whole) in figures.shares.items():
        rest = rest_of(key)
        counts[rest] = counts[whole] - counts[part]
        sums.append(Sum(whole, (part, rest)))
    for whole, table in figures.tables:
        names = [row_name(table.what, code) for code in table.counts]
        counts |= dict(zip(names, table.counts.values(), strict=True))
        if table.is_whole:
            sums.append(Sum(whole, tuple(names)))
    return counts, [each for each in sums if each.total not in figures.open_counts]


def _told(key: str, figures: Figures, gone: frozenset[str], rule: Rule) -> Told:
    if key in figures.middles:
        middle = figures.middles[key]
        if middle.of in gone:
            return Told(suppressed=True)
        of = _count(middle.of, figures.counts, figures, rule)
        return Told(middle.value, None, of, half=middle.half)
    if key in figures.shares:
        return _share(*figures.shares[key], figures, gone, rule)
    if key not in figures.counts:
        return Told()
    if key in gone:
        return Told(suppressed=True)
    count = _count(key, figures.counts, figures, rule)
    return Told(count, count)


def _share(part: str, whole: str, figures: Figures, gone: frozenset[str], rule: Rule) -> Told:
    of = None if whole in gone else _count(whole, figures.counts, figures, rule)
    if part in gone:
        return Told(None, None, of, suppressed=True)
    count = _count(part, figures.counts, figures, rule)
    if of is None:
        return Told(None, count, None, suppressed=True)
    return Told(round(_HUNDRED * count / of, 1) if of else None, count, of)


def _count(name: str, counts: Mapping[str, int], figures: Figures, rule: Rule) -> int:
    """A count as it is told."""
    return counts[name] if name in figures.open_counts else rule.told(counts[name])


def _row(
    what: str,
    code: str,
    figures: Figures,
    counts: Mapping[str, int],
    gone: frozenset[str],
    rule: Rule,
) -> Row:
    name = row_name(what, code)
    return Row(code, None if name in gone else _count(name, counts, figures, rule))


def rest_of(key: str) -> str:
    """The name of what a share leaves over."""
    return f"{key}/rest"


def row_name(what: str, code: str) -> str:
    """The name of the count in the row of a table."""
    return f"{what}/row/{code}"
