"""Settle a clash: a person chooses between versions, naming those that were on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Edit
from app.domain.encoding import Value, encode
from app.domain.history import REASON
from app.domain.masking import unmasked
from app.domain.merging import AWAY
from app.domain.records import Record, Version
from app.domain.referral import KIND as REFERRAL
from app.domain.sensitive import GUARDS, SENSITIVE
from app.domain.team_settings import is_setting
from app.errors import FormRefused, NotFound, Refused
from app.forms import editing, fields, library
from app.forms.definition import Form, Kind
from app.ports import Session
from app.usecases.access.marking import require_may_unmark
from app.usecases.access.veiling import require_open
from app.usecases.contact.rules import require_one_place, require_reason_to_widen
from app.usecases.editing import find, form_of, known_to, require_reason
from app.usecases.recording import now
from app.usecases.referrals import answering
from app.usecases.settings.team_settings import require_lead

Heads = Sequence[bytes] | None


def take(
    session: Session,
    id: bytes,
    field: str,
    *,
    change: bytes,
    heads: Heads = None,
    reason: str = "",
) -> None:
    """Settle on the version that this change wrote.

    `heads` are the versions that were shown beside it, None for those of now; `reason` says why,
    and stays with the change. Raises NotFound `records.no_such_record` or
    `clashes.no_such_version`, or Refused `clashes.nothing_to_settle`,
    `clashes.settled_meanwhile` if what was shown stands no more, `access.glass_needed` in a
    sensitive file that is closed, `access.lead_unmarks`, or `contact.reason_needed` for a version
    that allows more contact than another.
    """
    record, versions = _clash(session, id, field, heads)
    for version in versions:
        if version.change == change:
            seen = None if heads is None else (*heads, change)  # whoever takes it has seen it
            _settle(session, record, field, version.value, seen, reason)
            return
    raise NotFound("clashes.no_such_version")


def write(
    session: Session,
    id: bytes,
    field: str,
    *,
    value: Value,
    heads: Heads = None,
    reason: str = "",
) -> None:
    """Settle on a value that the person wrote anew; the form has to allow it.

    What stands in it as on file is taken from the version with that number. Raises as `take`
    does, and FormRefused.
    """
    record, versions = _clash(session, id, field, heads)
    value = unmasked(field, value, [version.value for version in versions])
    _settle(session, record, field, _allowed(session, record, field, value), heads, reason)


def reopen(session: Session, id: bytes, field: str, *, settled: bytes) -> None:
    """Put what the change `settled` replaced beside it again, so that it is to be settled anew.

    Nothing is taken away: each earlier version is written once more, over nothing. Raises NotFound
    `records.no_such_record`, Refused `clashes.settled_meanwhile` if that change stands there no
    more, `clashes.nothing_to_reopen`, or `access.glass_needed`.
    """
    record = find(session, id)
    require_open(session, record.subject)
    _require_may_set(session, record)
    if record.kind in GUARDS:
        raise Refused("access.own_way")
    if tuple(record.heads.get(field, ())) != (settled,):
        raise Refused("clashes.settled_meanwhile", field=field)
    changes = {each.id: each for each in session.history(id)}
    stands = changes[settled]
    earlier = [changes[each] for each in stands.over.get(field, ()) if each in changes]
    values = {encode(each.set[field]): each.set[field] for each in earlier if field in each.set}
    values.pop(encode(stands.set[field]), None)
    if not values:
        raise Refused("clashes.nothing_to_reopen", field=field)
    session.save(
        [Edit(record.kind, record.subject, id, {field: value}, {}) for value in values.values()],
        space=record.space,
    )


def _clash(
    session: Session, id: bytes, field: str, heads: Heads
) -> tuple[Record, Sequence[Version]]:
    record = find(session, id)
    require_open(session, record.subject)
    _require_may_set(session, record)
    _require_standing(session, record, field, heads)
    versions = record.clashes.get(field)
    if not versions:
        raise Refused("clashes.nothing_to_settle", field=field)
    return record, versions


def _require_may_set(session: Session, record: Record) -> None:
    """Of the team's settings leads alone settle; raises Refused `settings.lead_sets`."""
    if is_setting(record.kind):
        require_lead(session)


def _require_standing(session: Session, record: Record, field: str, heads: Heads) -> None:
    """Every version named as seen stands there still; else say what became of it."""
    gone = set(heads or ()) - _standing(record, field)
    if gone:
        written = {each.id for each in session.history(record.id) if field in each.set}
        if gone <= written:
            raise Refused("clashes.settled_meanwhile", field=field)
        raise NotFound("clashes.no_such_version")


def _standing(record: Record, field: str) -> set[bytes]:
    """The changes that stand in a field; for `gone` also what brought the record back."""
    versions = (version.change for version in record.clashes.get(field, ()))
    return {*record.heads.get(field, ()), *versions}


def _settle(
    session: Session,
    record: Record,
    field: str,
    value: Value,
    heads: Heads,
    reason: str,
) -> None:
    if record.kind == SENSITIVE and field == SENSITIVE and value != "yes":
        require_may_unmark(session, record)
    seen = set(record.heads.get(field, ())) if heads is None else set(heads)
    if field == AWAY:
        seen = seen.union(*(set(ids) for ids in record.heads.values()))
    set_: dict[str, Value] = {field: value}
    require_one_place(set_)
    require_reason_to_widen(record, set_, reason)
    if reason:
        require_reason(reason, named="reason")
        set_[f"{REASON}/{session.new_id()[:8].hex()}"] = reason
    over = {field: sorted(seen)}
    session.save([Edit(record.kind, record.subject, record.id, set_, over)], space=record.space)
    if record.kind == REFERRAL and field == "state":
        answering.tell(session, find(session, record.id))


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
        raise FormRefused({field: "wants_mark"})
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
