"""A quarter in figures, from the records of this vault: nobody is named, small numbers hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.first_contact import Rule
from app.domain.measures import Figures, Report, report
from app.domain.periods import Quarter
from app.domain.practice import Session as Held
from app.domain.records import Record
from app.forms.measures import RESEARCH, load_measures
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.person import joining
from app.usecases.reports import practice
from app.usecases.reports.enquiries import count_enquiries, day_of
from app.usecases.reports.referrals import Case, Contacts, cases_of, count_referrals


def quarterly(
    reading: Reading, quarter: Quarter, *, recipient: str, rule: Rule, now: datetime
) -> Report:
    """The figures as this recipient may have them; an empty one is the team itself.

    `rule` is that of the first contact. Files that are closed to this reader do not count, nor
    those of a space that this PC does not read now.
    """
    facts = facts_of(reading, since=quarter.first, rule=rule, now=now)
    definition = load_measures()
    return report(
        figures_of(reading, quarter, facts),
        [each.key for each in definition.measures],
        rule=definition.rule_for(recipient),
        strict=definition.rules[RESEARCH],
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What figures are made of: identifications since a day, and all referrals for this team."""

    enquiries: Sequence[Record]
    leads: Mapping[bytes, bytes]
    cases: Sequence[Case]
    contacts: Contacts
    now: datetime


def facts_of(reading: Reading, *, since: date, rule: Rule, now: datetime) -> Facts:
    """Read them, without those of files that are closed to this reader."""
    closed, leads = veiling.closed_files(reading), joining.leads(reading)
    made = reading.enquiries(since=since.isoformat())
    return Facts(
        [each for each in made if each.subject not in closed],
        leads,
        cases_of(reading, closed=closed, leads=leads, now=now),
        Contacts(reading, rule, now),
        now,
    )


def figures_of(reading: Reading, quarter: Quarter, facts: Facts) -> Figures:
    """What a quarter comes to, before any of it is hidden."""
    figures = Figures()
    made = [each for each in facts.enquiries if _is_in(quarter, each)]
    count_enquiries(figures, made, facts.leads)
    count_referrals(
        figures, reading, quarter, cases=facts.cases, contacts=facts.contacts, now=facts.now
    )
    _count_training(figures, practice.sessions(reading), quarter)
    return figures


def _is_in(quarter: Quarter, enquiry: Record) -> bool:
    day = day_of(enquiry.fields.get("identified_at"))
    return day is not None and quarter.has(day)


def _count_training(figures: Figures, sessions: list[Held], quarter: Quarter) -> None:
    held = [each for each in sessions if quarter.has(each.held_on)]
    figures.count("training", len(held), is_open=True)
    gained = [e.after - e.before for e in held if e.before is not None and e.after is not None]
    figures.middle("confidence", gained, is_open=True)
    by_site: dict[str, list[Held]] = {}
    for each in sessions:
        if each.held_on <= quarter.last:
            by_site.setdefault(each.site, []).append(each)
    shares = [practice.shares(each) for each in by_site.values()]
    trained = sum(bool(each) and all(share.is_trained for share in each) for each in shares)
    figures.count("places", len(by_site), is_open=True)
    figures.share("practices_trained", trained, "places", is_open=True)
    sized = [share for each in shares for share in each if share.of_staff]
    came = sum(min(share.people, share.of_staff or 0) for share in sized)
    figures.count("staff", sum(share.of_staff or 0 for share in sized), is_open=True)
    figures.share("staff_trained_pct", came, "staff", is_open=True)
