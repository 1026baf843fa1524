"""A practice in figures, from its records: nobody is named, and closed files are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.changes import Fields
from app.domain.encoding import Value
from app.domain.practice import OF_NOBODY, TALLY, TRAINING, Month, Practice, Share
from app.domain.practice import Session as Held
from app.domain.records import Record
from app.forms import library
from app.forms.lists import load_list
from app.forms.outcome import Outcome, is_abuse_identified, outcome
from app.ports import Reading
from app.usecases.access import veiling

_MONTHS = 12
_AT_ONCE = 500
_COUNTS = "Counts"


def figures(reading: Reading, *, today: date, site: str = "") -> Practice:
    """The last twelve months of one place, or of all with an empty code."""
    firsts = list(reversed(list(_firsts(today))))
    closed = veiling.closed_files(reading)
    made = reading.enquiries(since=firsts[0].isoformat())
    enquiries = [_enquiry(each) for each in made if each.subject not in closed]
    counts = [each.fields for each in of_kind(reading, TALLY)]
    held = sessions(reading)
    places = Counter(
        (*(each.site for each in enquiries), *map(_site, counts), *(each.site for each in held))
    )
    if site:
        enquiries = [each for each in enquiries if each.site == site]
        counts = [each for each in counts if _site(each) == site]
        held = [each for each in held if each.site == site]
    abuse = [each for each in enquiries if each.is_abuse]
    handed = reading.handed_over()
    accepted = [each for each in abuse if each.answer == "accepted"]
    return Practice(
        months=tuple(_month(first, enquiries, counts, held) for first in firsts),
        sessions=tuple(sorted(held, key=lambda each: each.held_on, reverse=True)),
        shares=shares(held),
        came_of=Counter(each.answer or "blank" for each in abuse),
        taken=sum(each.id in handed for each in accepted),
        waiting=sum(each.id not in handed for each in accepted),
        open_online=sum(not each.is_hidden for each in abuse),
        places=tuple(code for code, _ in places.most_common() if code),
    )


@dataclass(frozen=True, slots=True)
class _Enquiry:
    """What is counted of one identification; `answer` is that about a referral."""

    id: str
    month: str
    site: str
    is_unsafe: bool
    is_abuse: bool
    answer: str
    is_hidden: bool


def _enquiry(record: Record) -> _Enquiry:
    answers, form = record.fields, library.latest("identification")
    return _Enquiry(
        id=record.id.hex(),
        month=str(answers.get("identified_at"))[:7],
        site=_site(answers),
        is_unsafe=outcome(form, answers) is Outcome.NOT_SAFE_TO_ASK,
        is_abuse=is_abuse_identified(form, answers),
        answer=str(answers.get("specialist_referral") or ""),
        is_hidden=answers.get("hidden_from_online") in ("yes", "na"),
    )


def sessions(reading: Reading) -> list[Held]:
    """All training sessions in the log, in no order."""
    return [each for each in map(_session, of_kind(reading, TRAINING)) if each is not None]


def of_nobody(reading: Reading) -> frozenset[bytes]:
    """The files that are about no person: tallies and training sessions."""
    kinds = sorted(OF_NOBODY)
    return frozenset(each.subject for kind in kinds for each in of_kind(reading, kind))


def of_kind(reading: Reading, kind: str) -> Iterator[Record]:
    """All records of a kind that are not put away, in portions."""
    numbers = reading.list_ids(kind)
    for first in range(0, len(numbers), _AT_ONCE):
        yield from reading.rows(numbers[first : first + _AT_ONCE])


def _site(answers: Fields) -> str:
    return str(answers.get("site_ods") or "")


def _firsts(today: date) -> Iterator[date]:
    """The first days of this month and of those before it."""
    first = today.replace(day=1)
    for _ in range(_MONTHS):
        yield first
        year, month = (first.year - 1, 12) if first.month == 1 else (first.year, first.month - 1)
        first = date(year, month, 1)


def _month(
    first: date, enquiries: Sequence[_Enquiry], counts: Sequence[Fields], held: Sequence[Held]
) -> Month:
    key = first.isoformat()[:7]
    own = [each for each in enquiries if each.month == key]
    counted = [each for each in counts if str(each.get("counted_on"))[:7] == key]
    return Month(
        first,
        asked=_sum(counted, "asked"),
        not_safe=_sum(counted, "not_safe") + sum(each.is_unsafe for each in own),
        disclosed=_sum(counted, "disclosed"),
        recorded=len(own),
        identified=sum(each.is_abuse for each in own),
        accepted=sum(each.is_abuse and each.answer == "accepted" for each in own),
        sessions=tuple(each for each in held if each.held_on.isoformat()[:7] == key),
    )


def _session(record: Record) -> Held | None:
    fields = record.fields
    try:
        held_on = date.fromisoformat(str(fields.get("held_on")))
    except ValueError:
        return None
    return Held(
        record.id,
        held_on,
        str(fields.get("session")),
        str(fields.get("site_ods")),
        _number(fields.get("people")) or 0,
        _number(fields.get("of_staff")),
        _number(fields.get("confidence_before")),
        _number(fields.get("confidence_after")),
    )


def shares(sessions: Sequence[Held]) -> tuple[Share, ...]:
    """For each session that counts: all who came, out of the newest number it is for."""
    counting = [c.code for c in load_list("training_sessions").entries if c.group == _COUNTS]
    found = []
    for code in counting:
        own = sorted((each for each in sessions if each.session == code), key=lambda e: e.held_on)
        staff = [each.of_staff for each in own if each.of_staff]
        if own:
            found.append(Share(code, sum(e.people for e in own), staff[-1] if staff else None))
    return tuple(found)


def _sum(tables: Sequence[Fields], name: str) -> int:
    return sum(_number(each.get(name)) or 0 for each in tables)


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
