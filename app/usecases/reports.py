"""A quarter in figures, from the records of this vault: nobody is named, small numbers hidden."""

from __future__ import annotations

from datetime import datetime

from app.domain.first_contact import Rule
from app.domain.measures import Figures, Report, report
from app.domain.periods import Quarter
from app.domain.practice import Session as Held
from app.forms.measures import RESEARCH, load_measures
from app.ports import Reading
from app.usecases import joining, practice, veiling
from app.usecases.report_enquiries import count_enquiries, day_of
from app.usecases.report_referrals import count_referrals


def quarterly(
    reading: Reading, quarter: Quarter, *, recipient: str, rule: Rule, now: datetime
) -> Report:
    """The figures as this recipient may have them; an empty one is the team itself.

    `rule` is that of the first contact. Files that are closed to this reader do not count, nor
    those of a space that this PC does not read now.
    """
    closed, leads = veiling.closed_files(reading), joining.leads(reading)
    made = [
        each
        for each in reading.enquiries(since=quarter.first.isoformat())
        if each.subject not in closed
        and (day := day_of(each.fields.get("identified_at"))) is not None
        and quarter.has(day)
    ]
    figures = Figures()
    count_enquiries(figures, made, leads)
    count_referrals(figures, reading, quarter, closed=closed, leads=leads, rule=rule, now=now)
    _count_training(figures, practice.sessions(reading), quarter)
    definition = load_measures()
    return report(
        figures,
        [each.key for each in definition.measures],
        rule=definition.rule_for(recipient),
        strict=definition.rules[RESEARCH],
    )


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
