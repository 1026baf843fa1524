"""Settle a clash: a person chooses between versions, naming those that were on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.records import Record, Version
from app.domain.sensitive import SENSITIVE
from app.errors import FormRefused, NotFound, Refused
from app.forms import editing, fields, library
from app.forms.definition import Form, Kind
from app.ports import Session
from app.usecases.editing import find, form_of, known_to, require_reason
from app.usecases.marking import require_may_unmark
from app.usecases.recording import now
from app.usecases.veiling import require_open


def take(
    session: Session, id: bytes, field: str, *, change: bytes, heads: Sequence[bytes] | None = None
) -> None:
    """Settle on the version that this change wrote.

    `heads` are the versions that were shown, None for those of now. Raises NotFound
    `records.no_such_record` or `clashes.no_such_version`, or Refused `clashes.nothing_to_settle`,
    `access.glass_needed` in a sensitive file that is closed, or `access.lead_unmarks`.
    """
    record, versions = _clash(session, id, field)
    for version in versions:
        if version.change == change:
            _settle(session, record, field, version.value, heads)
            return
    raise NotFound("clashes.no_such_version")


def write(
    session: Session, id: bytes, field: str, *, value: Value, heads: Sequence[bytes] | None = None
) -> None:
    """Settle on a value that the person wrote anew; the form has to allow it.

    Raises as `take` does, and FormRefused.
    """
    record, _ = _clash(session, id, field)
    _settle(session, record, field, _allowed(session, record, field, value), heads)


def _clash(session: Session, id: bytes, field: str) -> tuple[Record, Sequence[Version]]:
    record = find(session, id)
    require_open(session, record.subject)
    versions = record.clashes.get(field)
    if not versions:
        raise Refused("clashes.nothing_to_settle", field=field)
    return record, versions


def _settle(
    session: Session, record: Record, field: str, value: Value, heads: Sequence[bytes] | None
) -> None:
    if record.kind == SENSITIVE and field == SENSITIVE and value != "yes":
        require_may_unmark(session, record)
    known = set(record.heads.get(field, ()))
    if heads is None:
        seen = known
    elif set(heads) <= known:
        seen = set(heads)
    else:
        raise NotFound("clashes.no_such_version")
    if field == AWAY:
        seen = seen.union(*(set(ids) for ids in record.heads.values()))
    over = {field: sorted(seen)}
    edit = Edit(record.kind, record.subject, record.id, {field: value}, over)
    session.save([edit], space=record.space)


def _allowed(session: Session, record: Record, field: str, value: Value) -> Value:
    """The value as its form stores it; raises FormRefused."""
    if field == AWAY:
        if value is not None:
            require_reason(value, named=field)
        return value
    if not library.is_form(record.kind):
        return value
    form = form_of(record)
    name, slash, _ = field.partition("/")
    asked = form.field(name)
    if asked is None or bool(slash) is not asked.kind.is_stored_by_element:
        raise FormRefused({field: "unknown_field"})
    if asked.kind is Kind.CHOICES and value not in (None, True):
        raise FormRefused({field: "wrong_type"})
    accepted = _accepted(session, record, form, field, value)
    return value if slash else accepted.get(name)


def _accepted(
    session: Session, record: Record, form: Form, field: str, value: Value
) -> dict[str, Value]:
    """The answer that the field belongs to with this value in it, a whole list for an element."""
    name, slash, _ = field.partition("/")
    without = {other: item for other, item in record.fields.items() if other != field}
    stands = without if value is None else {**without, field: value}
    answer = fields.from_fields(form, stands).get(name) if slash else value
    return editing.accept_edit(
        form,
        known_to(form, fields.from_fields(form, without)),
        {name: answer},
        now=now(session),
        training=session.is_training,
    )
