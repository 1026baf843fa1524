"""What happened to a record: who wrote, changed, saw or took it out, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.attachment import KEY
from app.domain.changes import Change
from app.domain.encoding import Value, encode
from app.domain.masking import masked, masks

PAGE = 100
_KEYS = frozenset({KEY})
REASON = "correction_reason"
"""A correction's reason is a field `correction_reason/<16 hex digits>`: two never clash."""


@dataclass(frozen=True, slots=True)
class Written:
    """A change with who wrote it and on which PC.

    `before` are the changes that it names in `over`, by id, as far as they are here. `pc` is empty
    where its PC has no name yet; `is_here` says that it was this vault's own.
    """

    change: Change
    author: str
    pc: str
    is_here: bool
    before: Mapping[bytes, Change]


@dataclass(frozen=True, slots=True)
class Looked:
    """One line of the access log: who did what when (ms since 1970).

    `pc` is a colleague's, empty on this one.
    """

    ms: int
    author: str
    what: str
    record: bytes | None
    detail: str
    pc: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of a history ends; the next one holds what is older."""

    ms: int
    source: int
    nr: int


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 100 entries, newest first; `older` is None where nothing older is known."""

    entries: tuple[Written | Looked, ...]
    older: Mark | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's new value, and those that it replaced: several where a clash was settled."""

    field: str
    before: tuple[Value, ...]
    after: Value

    @property
    def settles(self) -> bool:
        """Whether it put an end to several values."""
        return len(self.before) > 1


def field_changes(written: Written) -> tuple[FieldChange, ...]:
    """What a change did, field by field, without the reason or the key that it carries.

    What is kept from sight is told as on file, by number where it became another.
    """
    change = written.change
    return tuple(
        _masked(change.kind, FieldChange(field, _values(written, field), value))
        for field, value in change.set.items()
        if not is_reason(field) and field not in _KEYS
    )


def _masked(kind: str, change: FieldChange) -> FieldChange:
    if not masks(kind, change.field):
        return change
    among = (*change.before, change.after)
    before = tuple(masked(kind, change.field, each, among) for each in change.before)
    return FieldChange(change.field, before, masked(kind, change.field, change.after, among))


def reason_of(change: Change) -> str:
    """Why its author corrected what stood there, or an empty text."""
    reasons = [value for field, value in change.set.items() if is_reason(field)]
    return "; ".join(value for value in reasons if isinstance(value, str))


def is_reason(field: str) -> bool:
    """Whether a field holds the reason of a correction."""
    return field.partition("/")[0] == REASON


def _values(written: Written, field: str) -> tuple[Value, ...]:
    """The values that a change replaced in a field, equal ones once."""
    found: dict[bytes, Value] = {}
    for id in written.change.over.get(field, ()):
        change = written.before.get(id)
        if change is not None and field in change.set:
            found.setdefault(encode(change.set[field]), change.set[field])
    return tuple(found.values())
