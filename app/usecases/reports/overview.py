"""The months of a span in figures, for the screen: one reading gives both ways to look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.first_contact import Rule
from app.domain.measures import Covered, cover, row_name
from app.domain.months import CalendarMonth, Span, months_of
from app.domain.overview import (
    Came,
    CameOf,
    Count,
    MonthShare,
    Overview,
    Seen,
    SiteRow,
    View,
    added,
)
from app.domain.periods import Quarter
from app.forms.measures import RESEARCH, load_measures
from app.ports import Reading
from app.usecases.reports import overview_counts as counting
from app.usecases.reports.enquiries import ACCEPTED
from app.usecases.reports.overview_counts import Counts, Found
from app.usecases.reports.quarters import Facts, facts_of, figures_of
from app.usecases.reports.referrals import Case

_CAME_OF = {
    Seen.REFERRED: (Came.AGREED, Came.TAKEN, Came.SPOKEN),
    Seen.DONE: (Came.ANSWERED, Came.REACHED),
}
_WHOLES = {
    Came.AGREED: "people",
    Came.TAKEN: "referrals",
    Came.SPOKEN: "accepted",
    Came.ANSWERED: "identifications",
    Came.REACHED: f"{Came.REACHED}/whole",
}
_IN_TABLES = {
    f"{Came.ANSWERED}/yes": row_name("answer", ACCEPTED),
    f"{Came.ANSWERED}/no": row_name("answer", "declined"),
}


def overview(reading: Reading, span: Span, *, rule: Rule, now: datetime) -> Overview:
    """The figures of a span as the team itself may see them.

    What is told of a month is settled with all that the reports of its quarter tell, and the same
    in every span that has it: nothing hidden can be worked out from two of them. `rule` is that of
    the first contact.
    """
    facts = facts_of(reading, since=span.begin.first, rule=rule, now=now)
    found = counting.found_in(facts)
    told = [_told(reading, quarter, facts, found) for quarter in span.quarters]
    months = span.months(today=now.date())
    return Overview(
        span,
        months,
        is_last_part=bool(months) and now.date() <= months[-1].last,
        sites=_sites(told),
        views={seen: _view(seen, told) for seen in Seen},
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What may be told of a quarter, and its months as far as they have begun."""

    covered: Covered
    months: tuple[CalendarMonth, ...]
    sites: tuple[str, ...]


def _told(reading: Reading, quarter: Quarter, facts: Facts, found: Sequence[Found]) -> _Told:
    definition, figures = load_measures(), figures_of(reading, quarter, facts)
    rule = definition.rule_for("")
    more, months = Counts(), months_of(quarter, today=quarter.last)
    own = [each for each in found if quarter.has(each.day)]
    counting.count_sites(more, figures, own, months)
    counting.count_agreed(more, found, quarter)
    counting.count_answered(more, figures)
    came = [each for each in facts.cases if quarter.has(each.came)]
    counting.count_taken(more, [(each, facts.contacts.of(each)) for each in came])
    accepted = [(e, facts.contacts.of(e)) for e in facts.cases if _is_accepted(e, quarter)]
    counting.count_contacts(more, accepted, months)
    counting.count_spoken(more, [of for _, of in accepted])
    before = [facts.contacts.of(e) for e in facts.cases if _is_accepted(e, quarter.before)]
    recent = [*(of for _, of in accepted), *before]
    counting.count_first_tries(more, recent, months)
    counting.count_reached(more, recent, quarter)
    covered = cover(figures, rule=rule, strict=definition.rules[RESEARCH])
    covered = covered.beside(more.counts, more.sums, untold=frozenset(more.untold), rule=rule)
    sites = [code for _, table in figures.tables if table.what == "site" for code in table.counts]
    return _Told(covered, months_of(quarter, today=facts.now.date()), tuple(sites))


def _is_accepted(case: Case, quarter: Quarter) -> bool:
    return case.accepted is not None and quarter.has(case.accepted.date())


def _view(seen: Seen, told: Sequence[_Told]) -> View:
    shares = zip(
        _by_month(told, f"{seen}/{{}}/part"), _by_month(told, f"{seen}/{{}}/whole"), strict=True
    )
    return View(
        tuple(MonthShare(part, of) for part, of in shares),
        tuple(_came_of(what, told) for what in _CAME_OF[seen]),
    )


def _sites(told: Sequence[_Told]) -> tuple[SiteRow, ...]:
    sites = sorted({site for each in told for site in each.sites})
    rows = [
        SiteRow(
            site,
            tuple(_by_month(told, f"site/{{}}/{site}")),
            added(_all(told, row_name("site", site))),
        )
        for site in sites
    ]
    rows.sort(key=lambda row: (-(row.total or 0), row.code))
    whole = SiteRow("", tuple(_by_month(told, "site/{}")), added(_all(told, "identifications")))
    return (*rows, whole)


def _by_month(told: Sequence[_Told], name: str) -> Iterator[Count]:
    for each in told:
        for month in each.months:
            yield each.covered.said(name.format(month.key))


def _all(told: Sequence[_Told], name: str) -> Iterator[Count]:
    return (each.covered.said(name) for each in told)


def _came_of(what: Came, told: Sequence[_Told]) -> CameOf:
    parts = [
        added(_all(told, _IN_TABLES.get(f"{what}/{part}", f"{what}/{part}")))
        for part in ("yes", "no", "open")
    ]
    return CameOf(what, added(_all(told, _WHOLES[what])), *parts)
