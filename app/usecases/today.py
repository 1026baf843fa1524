"""What needs someone today, worked out from the records; nothing here is entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.people import PersonRow
from app.domain.records import Record
from app.domain.worklist import DANGER_HOURS, Due, Reason
from app.forms.definition import Answers
from app.ports import Reading
from app.usecases.files import answers_of
from app.usecases.people import file_row

_MOST = 500


def worklist(reading: Reading, *, now: datetime) -> list[Due]:
    """All rows of Today in their order: by reason, and within one the oldest first.

    `now` has an offset. Rows follow `Reason`'s order (immediate danger or unsafe to go home in the
    last 48 hours, referrals accepted and not handed over, ask again from today, clashes, drafts,
    only here).
    """
    found = [
        *_from_identifications(reading, now),
        *_clashes(reading, now),
        *_drafts(reading, now),
        *_only_here(reading, now),
    ]
    order = list(Reason)
    return sorted(found, key=lambda due: (order.index(due.reason), due.since_ms))


def _from_identifications(reading: Reading, now: datetime) -> Iterator[Due]:
    handed_over = {record.fields.get("identification") for record in _all(reading, "referral")}
    for record in _all(reading, "identification"):
        answers = answers_of(record)
        at = _moment(answers.get("identified_at"))
        danger = _danger(answers, at, now)
        if danger is not None:
            yield _due(reading, danger, record, answers, now)
        accepted = answers.get("specialist_referral") == "accepted"
        if accepted and record.id.hex() not in handed_over:
            yield _due(reading, Reason.REFERRAL, record, answers, now)
        day = answers.get("ask_again_on")
        if isinstance(day, str) and day <= now.date().isoformat():
            yield _due(reading, Reason.ASK_AGAIN, record, answers, now)


def _danger(answers: Answers, at: datetime | None, now: datetime) -> Reason | None:
    """Danger said, or unsafe to go home, not longer ago than 48 hours; an unread time counts."""
    if at is not None and now - at > timedelta(hours=DANGER_HOURS):
        return None
    if answers.get("immediate_danger") == "yes":
        return Reason.DANGER
    return Reason.UNSAFE_HOME if answers.get("hark_safety") == "yes" else None


def _clashes(reading: Reading, now: datetime) -> Iterator[Due]:
    for record in reading.clashes():
        yield Due(
            Reason.CLASH,
            _person(reading, record, now),
            record.id,
            record.changed_ms,
            count=len(record.clashes),
            fields=tuple(record.clashes),
        )


def _drafts(reading: Reading, now: datetime) -> Iterator[Due]:
    for draft in reading.drafts():
        person = None
        if draft.subject is not None:
            person = file_row(reading, draft.subject, today=now.date())
        yield Due(Reason.DRAFT, person, draft.id, draft.kept_ms)


def _only_here(reading: Reading, now: datetime) -> Iterator[Due]:
    for subject, count, since_ms in reading.only_here():
        person = file_row(reading, subject, today=now.date())
        yield Due(Reason.ONLY_HERE, person, subject, since_ms, count=count)


def _due(reading: Reading, reason: Reason, record: Record, answers: Answers, now: datetime) -> Due:
    at = _moment(answers.get("identified_at"))
    since = record.created_ms if at is None else int(at.timestamp() * 1000)
    return Due(
        reason,
        _person(reading, record, now),
        record.id,
        since,
        day=str(answers.get("ask_again_on") or ""),
        site=str(answers.get("site_ods") or ""),
    )


def _all(reading: Reading, kind: str) -> list[Record]:
    return reading.rows(reading.list_ids(kind)[:_MOST])


def _person(reading: Reading, record: Record, now: datetime) -> PersonRow | None:
    return file_row(reading, record.subject, today=now.date())


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
