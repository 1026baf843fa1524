"""A practice in figures, from its records: nobody is named, and closed files are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain import practice
from app.domain.encoding import Value
from app.domain.practice import TALLY, TRAINING, Month, Practice, Share
from app.domain.practice import Session as Held
from app.domain.records import Record
from app.forms import library
from app.forms.lists import load_list
from app.forms.outcome import is_abuse_identified
from app.ports import Reading
from app.usecases import veiling
from app.usecases.files import answers_of

_MONTHS = 12
_AT_ONCE = 500
_COUNTS = "Counts"


def figures(reading: Reading, *, today: date, site: str = "") -> Practice:
    """The last twelve months of one place, or of all with an empty code."""
    sessions = _sessions(reading, site)
    closed = veiling.closed_files(reading)
    records = [
        answers
        for record in _of_kind(reading, "identification")
        if record.subject not in closed and _is_at(answers := _answers(record), site)
    ]
    counts = [each.fields for each in _of_kind(reading, TALLY) if _is_at(each.fields, site)]
    months = [_month(first, records, counts, sessions) for first in reversed(list(_firsts(today)))]
    form = library.latest("identification")
    since = months[0].first.isoformat()
    recent = [each for each in records if str(each.get("identified_at")) >= since]
    abuse = [answers for answers in recent if is_abuse_identified(form, answers)]
    handed = reading.handed_over()
    accepted = [str(each["id"]) for each in abuse if each.get("specialist_referral") == "accepted"]
    return Practice(
        months=tuple(months),
        sessions=tuple(sorted(sessions, key=lambda each: each.held_on, reverse=True)),
        shares=_shares(sessions),
        came_of=Counter(str(each.get("specialist_referral") or "blank") for each in abuse),
        taken=sum(id in handed for id in accepted),
        waiting=sum(id not in handed for id in accepted),
        open_online=sum(each.get("hidden_from_online") in (None, "no") for each in abuse),
    )


def places(reading: Reading) -> tuple[str, ...]:
    """The codes of the places that anything here speaks of, most often met first."""
    found = Counter(
        str(record.fields.get("site_ods"))
        for kind in ("identification", TALLY, TRAINING)
        for record in _of_kind(reading, kind)
        if record.fields.get("site_ods")
    )
    return tuple(code for code, _ in found.most_common())


def of_nobody(reading: Reading) -> frozenset[bytes]:
    """The files that are about no person: tallies and training sessions."""
    kinds = sorted(practice.OF_NOBODY)
    return frozenset(each.subject for kind in kinds for each in _of_kind(reading, kind))


def _of_kind(reading: Reading, kind: str) -> Iterator[Record]:
    numbers = reading.list_ids(kind)
    for first in range(0, len(numbers), _AT_ONCE):
        yield from reading.rows(numbers[first : first + _AT_ONCE])


def _answers(record: Record) -> dict[str, Value]:
    return {**answers_of(record), "id": record.id.hex()}


def _is_at(answers: object, site: str) -> bool:
    return not site or (isinstance(answers, Mapping) and answers.get("site_ods") == site)


def _firsts(today: date) -> Iterator[date]:
    """The first days of this month and of those before it."""
    first = today.replace(day=1)
    for _ in range(_MONTHS):
        yield first
        year, month = (first.year - 1, 12) if first.month == 1 else (first.year, first.month - 1)
        first = date(year, month, 1)


def _month(
    first: date,
    records: Sequence[dict[str, Value]],
    counts: Iterable[object],
    sessions: Sequence[Held],
) -> Month:
    key, form = first.isoformat()[:7], library.latest("identification")
    own = [each for each in records if str(each.get("identified_at")).startswith(key)]
    counted = [each for each in map(_table, counts) if str(each.get("counted_on")).startswith(key)]
    abuse = [each for each in own if is_abuse_identified(form, each)]
    unsafe = sum(each.get("outcome") == "not_safe_to_ask" for each in own)
    month = Month(
        first,
        asked=_sum(counted, "asked"),
        not_safe=_sum(counted, "not_safe") + unsafe,
        disclosed=_sum(counted, "disclosed"),
        recorded=len(own),
        identified=len(abuse),
        accepted=sum(each.get("specialist_referral") == "accepted" for each in abuse),
    )
    held = tuple(each for each in sessions if each.held_on.isoformat()[:7] == key)
    return replace(month, sessions=held)


def _sessions(reading: Reading, site: str) -> list[Held]:
    read = (_session(each) for each in _of_kind(reading, TRAINING) if _is_at(each.fields, site))
    return [each for each in read if each is not None]


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


def _shares(sessions: Sequence[Held]) -> tuple[Share, ...]:
    """For each session that counts: all who came, out of the newest number it is for."""
    counting = [c.code for c in load_list("training_sessions").entries if c.group == _COUNTS]
    shares = []
    for code in counting:
        own = sorted((each for each in sessions if each.session == code), key=lambda e: e.held_on)
        staff = [each.of_staff for each in own if each.of_staff]
        if own:
            shares.append(Share(code, sum(e.people for e in own), staff[-1] if staff else None))
    return tuple(shares)


def _table(value: object) -> dict[str, Value]:
    return dict(value) if isinstance(value, Mapping) else {}


def _sum(tables: Sequence[dict[str, Value]], name: str) -> int:
    return sum(_number(each.get(name)) or 0 for each in tables)


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
