"""What the months of one quarter come to, and how they add up to what is told of the quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.measures import Figures, rest_of, row_name
from app.domain.months import CalendarMonth
from app.domain.overview import Came, Seen
from app.domain.periods import Quarter
from app.domain.suppression import Sum
from app.forms import library
from app.forms.outcome import is_abuse_identified
from app.usecases.reports.enquiries import ACCEPTED, code_of, day_of
from app.usecases.reports.quarters import Facts
from app.usecases.reports.referrals import Case, Contacted

_DECLINED = "declined"


@dataclass(slots=True)
class Counts:
    """Counts beside those of a quarter's report, what adds up to what, and what is told nowhere."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    untold: set[str] = field(default_factory=set)

    def add(self, name: str, count: int) -> str:
        """Count something; gives the name."""
        self.counts[name] = count
        return name

    def whole(self, total: str, parts: Iterable[str]) -> None:
        """A count that others, which are there, add up to."""
        self.sums.append(Sum(total, tuple(parts)))

    def keep_back(self, name: str, count: int) -> str:
        """A count that is told nowhere, and must not be worked out."""
        self.untold.add(name)
        return self.add(name, count)


@dataclass(frozen=True, slots=True)
class Found:
    """One record of abuse identified: when, where, whose, and the answer about a referral."""

    day: date
    site: str
    person: bytes
    answer: str


def found_in(facts: Facts) -> list[Found]:
    """The records of abuse identified."""
    form = library.latest("identification")
    return [
        Found(
            day,
            code_of(each.fields, "site_ods"),
            facts.leads.get(each.subject, each.subject),
            code_of(each.fields, "specialist_referral"),
        )
        for each in facts.enquiries
        if (day := day_of(each.fields.get("identified_at"))) is not None
        and is_abuse_identified(form, each.fields)
    ]


def count_sites(
    into: Counts, figures: Figures, found: Sequence[Found], months: Sequence[CalendarMonth]
) -> None:
    """Records by month and place, which add up to those that the quarter's report tells."""
    sites = [name.removeprefix(row_name("site", "")) for name in _rows(figures, "site")]
    for month in months:
        own = Counter(each.site for each in found if month.has(each.day))
        cells = [into.add(f"site/{month.key}/{site}", own[site]) for site in sites]
        into.whole(into.add(f"site/{month.key}", own.total()), cells)
    into.whole("identifications", (f"site/{month.key}" for month in months))
    for site in sites:
        into.whole(row_name("site", site), (f"site/{month.key}/{site}" for month in months))


def _rows(figures: Figures, what: str) -> dict[str, int]:
    tables = [table for _, table in figures.tables if table.what == what]
    return {row_name(what, code): n for table in tables for code, n in table.counts.items()}


def count_contacts(
    into: Counts, accepted: Sequence[tuple[Case, Contacted]], months: Sequence[CalendarMonth]
) -> None:
    """First tries in time: of what was accepted in a month, which adds up to the quarter's."""
    for month in months:
        due = [
            found.in_time
            for case, found in accepted
            if case.accepted is not None
            and month.has(case.accepted.date())
            and found.in_time is not None
        ]
        _share(into, f"{Seen.REFERRED}/{month.key}", sum(due), len(due))
    into.whole("due", (f"{Seen.REFERRED}/{month.key}/whole" for month in months))
    into.whole("contact_48h", (f"{Seen.REFERRED}/{month.key}/part" for month in months))


def count_first_tries(
    into: Counts, recent: Sequence[Contacted], months: Sequence[CalendarMonth]
) -> None:
    """First tries in time, of those made in a month."""
    first = [(e.tries[0].at.date(), e.in_time) for e in recent if e.tries and e.in_time is not None]
    for month in months:
        made = [is_in_time for day, is_in_time in first if month.has(day)]
        _share(into, f"{Seen.DONE}/{month.key}", sum(made), len(made))


def _share(into: Counts, name: str, part: int, whole: int) -> None:
    in_time = into.add(f"{name}/part", part)
    late = into.keep_back(rest_of(name), whole - part)
    into.whole(into.add(f"{name}/whole", whole), (in_time, late))


def count_agreed(into: Counts, found: Sequence[Found], quarter: Quarter) -> None:
    """What the people identified in the quarter said to a referral, then or later: yes once is yes.

    `found` are all records, later ones too.
    """
    answers: dict[bytes, set[str]] = {e.person: set() for e in found if quarter.has(e.day)}
    for each in found:
        if each.person in answers and each.day >= quarter.first:
            answers[each.person].add(each.answer)
    _came(into, Came.AGREED, Counter(map(_said, answers.values())))
    into.whole("people", _parts(Came.AGREED))


def _said(answers: set[str]) -> str:
    if ACCEPTED in answers:
        return "yes"
    return "no" if _DECLINED in answers else "open"


def count_answered(into: Counts, figures: Figures) -> None:
    """The same of the records made in the quarter, which its report tells by answer.

    Where nobody came twice both ways to look say the same, and what is hidden in one is in both.
    """
    rows = _rows(figures, "answer")
    told = [row_name("answer", code) for code in (ACCEPTED, _DECLINED)]
    others = [name for name in rows if name not in told]
    left = into.add(f"{Came.ANSWERED}/open", sum(rows[name] for name in others))
    into.whole(left, others)
    into.whole("identifications", (*told, left))
    if figures.counts["people"] != figures.counts["identifications"]:
        return
    for name, part in zip((*told, left), _parts(Came.AGREED), strict=True):
        if into.counts[part] == {**rows, **into.counts}[name]:
            into.whole(name, (part,))


def count_taken(into: Counts, came: Sequence[tuple[Case, Contacted]]) -> None:
    """Whether the team took on the referrals that came."""
    said = Counter(_state(case.accepted is not None, found) for case, found in came)
    _came(into, Came.TAKEN, said)
    into.whole("referrals", _parts(Came.TAKEN))


def count_spoken(into: Counts, accepted: Sequence[Contacted]) -> None:
    """Whether they were spoken to since, of the referrals accepted, as the report tells it too."""
    said = Counter(_state(found.is_reached, found) for found in accepted)
    _came(into, Came.SPOKEN, said)
    into.whole("accepted", _parts(Came.SPOKEN))
    into.whole("contact_success", (f"{Came.SPOKEN}/yes",))


def count_reached(into: Counts, recent: Sequence[Contacted], quarter: Quarter) -> None:
    """Whether tries of the quarter reached them."""
    made = [each.spoke for e in recent for each in e.tries if quarter.has(each.at.date())]
    said = Counter("yes" if spoke else "no" for spoke in made)
    _came(into, Came.REACHED, said)
    into.whole(into.add(f"{Came.REACHED}/whole", len(made)), _parts(Came.REACHED))


def _state(is_so: bool, found: Contacted) -> str:  # noqa: FBT001 - the answer itself
    if is_so:
        return "yes"
    return "no" if found.is_over else "open"


def _came(into: Counts, what: Came, said: Mapping[str, int]) -> None:
    for part in ("yes", "no", "open"):
        into.add(f"{what}/{part}", said.get(part, 0))


def _parts(what: Came) -> tuple[str, ...]:
    return tuple(f"{what}/{part}" for part in ("yes", "no", "open"))
