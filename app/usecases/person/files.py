"""A person's file as one page: who it is about, and everything recorded, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from app.domain.attachment import KIND, NEVER_SHOWN
from app.domain.duty import KIND as DUTY
from app.domain.encoding import Value
from app.domain.history import is_reason
from app.domain.masking import masked_record
from app.domain.merging import AWAY
from app.domain.moving import origin_of
from app.domain.records import Record
from app.domain.referral import KIND as REFERRAL
from app.domain.referral import NEWS, State, Way, id_in
from app.domain.sensitive import veiled
from app.domain.timeline import FilePage, Item
from app.domain.ward_door import KEPT
from app.domain.ward_door import KIND as WARD_DOOR
from app.forms import fields
from app.forms.agreed import PAGE
from app.forms.outcome import outcome
from app.forms.own_kinds import is_own_kind
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.access.leasing import missing
from app.usecases.editing import ENTERED_IN_ERROR, reading_form
from app.usecases.person.people import row_of
from app.usecases.recording import FORM, IMPORTED, INJURY
from app.usecases.referrals import links, states
from app.usecases.ward.taking_in import door_of

_SHOWN = frozenset({"identification", "note", REFERRAL, NEWS, "contact", DUTY, INJURY, PAGE, KIND})
_LEFT_OUT = frozenset({FORM, IMPORTED, AWAY, *NEVER_SHOWN})


def page(reading: Reading, subject: bytes, *, today: date) -> FilePage:
    """The file's page; raises NotFound `records.no_such_file`.

    Items entered in error are on it, marked with their reason: they stay in the history. Of a
    sensitive file that is closed to this reader there is the reference and no item.
    """
    person = person_of(reading, subject)
    closed = veiling.closed_files(reading)
    if subject in closed:
        return FilePage(row_of(person, today=today, closed=closed), ())
    records = reading.history_of(subject)
    errors = {
        str(record.fields.get("corrects")): str(record.fields.get("reason"))
        for record in records
        if record.kind == ENTERED_IN_ERROR
    }
    came = _come_from(reading, records)
    theirs = {each.id: states.came_from(each, records) for each in records}
    referred = {each.record.id: each for each in states.of_file(records)}
    items = [
        replace(
            _referred(reading, _item(record, errors, came), referred.get(record.id)),
            came_from=theirs[record.id] or "",
        )
        for record in records
        if record.kind in _SHOWN or is_own_kind(record.kind)
    ]
    newest = sorted(items, key=lambda item: (item.at_ms, item.id), reverse=True)
    return FilePage(row_of(person, today=today, closed=closed), tuple(newest))


def _referred(reading: Reading, item: Item, standing: states.Standing | None) -> Item:
    """With where it is, if it is a referral, and on which PC it waits."""
    if standing is None:
        return item
    waits = standing.way is Way.TEAM and standing.state is State.WRITTEN
    carrier = reading.parcels.carrier(standing.record) if waits else None
    is_untold = links.is_untold(reading, standing.record)
    return replace(item, state=standing.state.value, carrier=carrier, is_untold=is_untold)


def person_of(reading: Reading, subject: bytes) -> Record:
    """The record of whom a file is about; raises NotFound `records.no_such_file`.

    Where that was erased and something arrived after it, a blank one stands in its place, so that
    what arrived can be read.
    """
    person = reading.record(subject)
    if person is not None and person.kind == "person":
        return person
    left = reading.history_of(subject) if person is None else []
    if not left:
        raise missing(reading, subject, "records.no_such_file")
    return replace(veiled(left[0]), id=subject, kind="person", is_away=False)


def answers_of(record: Record) -> dict[str, Value]:
    """The answers a record holds as its form asked them, with its outcome worked out.

    Numbers, addresses, code words and whoever the other person is are told as on file: what is to
    be used is asked for in `contacting` and `keeping_apart`.
    """
    return whole_answers(masked_record(record))


def whole_answers(record: Record) -> dict[str, Value]:
    """The same with all that is kept from sight, for whoever gave a reason to see it.

    The form's reference, an attachment's key and the reasons of corrections are left out; why a
    record was put away stands as `entered_in_error`. A record of a kind that this version does not
    know keeps its fields as they are.
    """
    found = {
        name: value
        for name, value in record.fields.items()
        if name not in _LEFT_OUT and not is_reason(name)
    }
    form = reading_form(record)
    if form is not None:
        found = fields.from_fields(form, found)
        worked_out = outcome(form, found)
        if worked_out is not None:
            found["outcome"] = worked_out.value
    if record.fields.get(AWAY) is not None:
        found[ENTERED_IN_ERROR] = record.fields[AWAY]
    return found


def _come_from(reading: Reading, records: Sequence[Record]) -> dict[bytes, str]:
    """By the id of each record that came from a ward PC, what that is called.

    It came in the same save as the mark that says so, at the same moment of that PC's clock.
    """
    marks = [record for record in records if record.kind == WARD_DOOR]
    return {
        record.id: f"{door_of(reading, mark) or 'A ward'}, ward PC"
        for mark in marks
        for record in records
        if (record.kind, record.created_ms) == (mark.fields.get(KEPT), mark.created_ms)
    }


def _item(record: Record, errors: dict[str, str], came: Mapping[bytes, str]) -> Item:
    answers = answers_of(record)
    origin = origin_of(record.fields)
    reason = answers.get(ENTERED_IN_ERROR, errors.get(record.id.hex()))
    return Item(
        id=record.id,
        kind=record.kind,
        at_ms=_happened(answers, record.created_ms if origin is None else origin.at_ms),
        author=came.get(record.id, record.author) if origin is None else origin.author,
        lines=_lines(answers.get("lines")),
        answers=answers,
        corrects=id_in(answers, "corrects"),
        error=reason if isinstance(reason, str) else None,
        sync=record.sync,
        seen_by=record.seen_by,
        has_clash=bool(record.clashes),
        reach=record.reach,
        file=record.subject,
        form=str(record.fields.get(FORM) or ""),
    )


def _lines(value: Value) -> tuple[tuple[str, str], ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        (str(row.get("label")), str(row.get("text")))
        for row in cast("list[dict[str, Value]]", rows)
        if isinstance(row, dict)
    )


def _happened(answers: dict[str, Value], written_ms: int) -> int:
    for name in (
        "identified_at",
        "happened_at",
        "referred_at",
        "handed_over_at",
        "told_at",
        *("known_at", "seen_at"),
    ):
        value = answers.get(name)
        try:
            if isinstance(value, str):
                return int(datetime.fromisoformat(value).timestamp() * 1000)
        except ValueError:
            continue
    return written_ms
