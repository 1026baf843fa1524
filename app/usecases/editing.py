"""Change fields of a record, or mark it as entered in error."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.history import REASON
from app.domain.masking import POINT
from app.domain.merging import AWAY
from app.domain.records import Record
from app.domain.referral import KIND as REFERRAL
from app.domain.referral import Way, way_of
from app.domain.sensitive import GUARDS
from app.domain.team_settings import is_setting
from app.errors import FormRefused, NotFound, Refused
from app.forms import editing, fields, library
from app.forms.conversion import text_problem
from app.forms.definition import Form
from app.ports import Reading, Session
from app.usecases.access.leasing import missing
from app.usecases.access.veiling import require_open
from app.usecases.contact.rules import require_one_place, require_reason_to_widen
from app.usecases.recording import FORM, now, require_linked
from app.usecases.referrals import states

ENTERED_IN_ERROR = "entered_in_error"
Heads = Mapping[str, tuple[bytes, ...]]


def edit(
    session: Session,
    id: bytes,
    answers: Mapping[str, Value],
    *,
    subject: bytes | None = None,
    seen: Heads | None = None,
    reason: str = "",
) -> None:
    """Change fields of one record; null clears one.

    `reason` says why, and stays with the change in the history. `seen` are the heads that stood on
    the screen when the person began, None for those of now: only they are replaced, so what a
    colleague wrote meanwhile stays beside. `entered_in_error`
    with a reason puts the record away instead, with null brings it back. `subject` is the file
    it is said to stand in. Raises NotFound `records.no_such_record`, FormRefused, or Refused
    `records.other_file`, `records.signed` for a record that cannot change, `records.put_away` for
    one that the person could see put away, `contact.reason_needed` for more contact than before
    without a reason, `access.own_way` for a mark or a broken glass,
    `access.glass_needed` for a sensitive file that is closed.
    """
    record = find(session, id)
    _require_editable(session, record)
    if subject is not None and subject != record.subject:
        raise Refused("records.other_file")
    if ENTERED_IN_ERROR in answers:
        if len(answers) > 1:
            raise Refused("records.error_alone")
        mark_in_error(session, record, answers[ENTERED_IN_ERROR])
        return
    _change_fields(session, record, answers, record.heads if seen is None else seen, reason)


def mark_in_error(
    session: Session, record: Record, reason: Value, *, is_moving: bool = False
) -> None:
    """Put a record away with a reason, or with None bring it back; it stays in the history.

    For a record that can change this sets its field `gone`, naming in `over` all that was seen;
    for an immutable one it is a correction. Raises FormRefused for a blank reason, and Refused
    `records.in_error_stays` for an immutable one, or a contact point, that is to come back,
    `referrals.take_back_first` for a referral that another team has, unless its file moves.
    """
    _require_editable(session, record)
    if reason is not None:
        require_reason(reason, named=ENTERED_IN_ERROR)
    if reason is not None and not is_moving:
        _require_taken_back(record)
    if reason is None and record.kind == POINT:
        raise Refused("records.in_error_stays")  # a way given up comes back by being asked anew
    if not record.is_immutable:
        if reason is None and not record.heads.get(AWAY):
            return  # it was never put away; the history would tell of an act that was none
        seen = sorted({id for heads in record.heads.values() for id in heads})
        _save(session, record, record.id, {AWAY: reason}, {AWAY: tuple(seen)})
    elif reason is None:
        raise Refused("records.in_error_stays")
    else:
        correction: dict[str, Value] = {"corrects": record.id.hex(), "reason": reason}
        edit = Edit(ENTERED_IN_ERROR, record.subject, None, correction, {})
        session.save([edit], space=record.space)


def _require_editable(reading: Reading, record: Record) -> None:
    if record.kind in GUARDS:
        raise Refused("access.own_way")
    if is_setting(record.kind):
        raise Refused("settings.own_way")
    require_open(reading, record.subject)


def _require_ours(reading: Reading, record: Record) -> None:
    """What another team saw is put right by that team, or marked here as entered in error."""
    if record.kind not in states.OF_THEIRS:
        return
    if states.came_from(record, reading.history_of(record.subject)) is not None:
        raise Refused("records.came_with_referral")


def _require_taken_back(record: Record) -> None:
    fields = record.fields
    is_there = record.kind == REFERRAL and way_of(fields) is Way.TEAM
    if is_there and fields.get("withdrawn_at") is None and fields.get("done") != "yes":
        raise Refused("referrals.take_back_first")


def require_reason(reason: Value, *, named: str) -> None:
    """Raise FormRefused unless this is text that can be stored; `named` is the field it is for."""
    problem = text_problem(reason)
    if problem is not None:
        raise FormRefused({named: problem})


def find(reading: Reading, id: bytes) -> Record:
    """The record with this id; raises NotFound `records.no_such_record`."""
    record = reading.record(id)
    if record is None:
        raise missing(reading, id, "records.no_such_record")
    return record


def find_to_change(reading: Reading, id: bytes) -> Record:
    """A record whose answers are about to be corrected; raises as `edit` does."""
    record = find(reading, id)
    _require_editable(reading, record)
    if record.is_immutable:
        raise Refused("records.signed")
    if record.is_away:
        raise Refused("records.put_away")
    _require_ours(reading, record)
    return record


def form_of(record: Record) -> Form:
    """The form version that asked this record, or the newest of its kind if it names none.

    Raises Refused `records.newer_kind` for a kind or version that this program does not know:
    what it cannot check it does not change.
    """
    reference = record.fields.get(FORM)
    try:
        if isinstance(reference, str):
            return library.by_reference(reference)
        return library.latest(record.kind)
    except NotFound as error:
        raise Refused("records.newer_kind") from error


def reading_form(record: Record) -> Form | None:
    """The form to read a record with: its own, else the newest known here; None for a new kind.

    A record asked by a newer version keeps its values; what this one does not know stands as it
    is and is read as not understood.
    """
    try:
        return form_of(record)
    except Refused:
        return library.latest(record.kind) if library.is_form(record.kind) else None


def _change_fields(
    session: Session, record: Record, answers: Mapping[str, Value], heads: Heads, reason: str
) -> None:
    if record.is_immutable:
        raise Refused("records.signed")
    if record.is_away and heads.get(AWAY):
        raise Refused("records.put_away")
    _require_ours(session, record)
    form = form_of(record)
    old = fields.from_fields(form, record.fields)
    accepted = editing.accept_edit(
        form, known_to(form, old), answers, now=now(session), training=session.is_training
    )
    set_ = fields.changed_fields(
        form, record.fields, accepted, new_element_id=lambda: session.new_id()[:8].hex()
    )
    if set_:
        require_one_place(accepted)
        require_linked(session, accepted, record.subject)
        require_reason_to_widen(record, set_, reason)
        if reason:
            require_reason(reason, named="reason")
            set_[f"{REASON}/{session.new_id()[:8].hex()}"] = reason
        over = {field: heads.get(field, ()) for field in set_}
        _save(session, record, record.id, set_, over)


def _save(session: Session, record: Record, id: bytes, set_: dict[str, Value], over: Heads) -> None:
    session.save([Edit(record.kind, record.subject, id, set_, over)], space=record.space)


def known_to(form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers to questions that this version of the form asks."""
    return {name: value for name, value in answers.items() if form.field(name) is not None}
