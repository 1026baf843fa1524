"""The change: the only thing a person's action writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from app.domain.encoding import MOST_LEVELS, Value, decode_loosely, encode
from app.errors import Untrusted

Fields = Mapping[str, Value]

_KEYS = {"kind", "subject", "salt", "at", "time", "set", "over"}
_LONGEST_NAME = 200
MOST_OVER = 1_000
_PAST_U64 = 2**64
_ID_SIZE = 16
_LEVELS = MOST_LEVELS - 1  # it travels in a list of changes


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """Fields set in one record, over the values that their author saw.

    `record` is 16 bytes, or None for an immutable record, which is exactly this change. `at` is a
    hybrid logical clock, `time` the PC's clock in ms since 1970 with its believed error in ms.
    `over` holds sorted ids of 32 bytes, up to 1,000 a field, and names no field that `set` does
    not. `id` is SHA-256 of `encoded`, the bytes as they travel.
    """

    kind: str
    subject: bytes
    record: bytes | None
    salt: bytes
    at: int
    time: tuple[int, int | None]
    set: Fields
    over: Mapping[str, tuple[bytes, ...]]
    encoded: bytes
    id: bytes

    @property
    def of(self) -> bytes:
        """The id of the record it belongs to: its own for an immutable record."""
        return self.id if self.record is None else self.record


@dataclass(frozen=True, slots=True, repr=False)
class Edit:
    """What a use case wants written to one record; the vault makes it a change.

    `record` None makes an immutable record.
    """

    kind: str
    subject: bytes
    record: bytes | None
    set: Fields
    over: Mapping[str, Sequence[bytes]]


def make_change(edit: Edit, *, salt: bytes, at: int, time: tuple[int, int | None]) -> Change:
    """The change that this edit becomes at this moment.

    Of more than 1,000 heads of a field it names the first: the others stay in clash with it.
    Raises Untrusted `changes.not_understood` if the edit breaks the envelope.
    """
    content: dict[str, Value] = {
        "kind": edit.kind,
        "subject": edit.subject,
        "salt": salt,
        "at": at,
        "time": list(time),
        "set": dict(edit.set),
        "over": dict(_named(edit.over)),
    }
    if edit.record is not None:
        content["record"] = edit.record
    return read_change(content)


def _named(over: Mapping[str, Sequence[bytes]]) -> Iterator[tuple[str, Value]]:
    for field, ids in over.items():
        if ids:
            yield field, [*sorted(set(ids))[:MOST_OVER]]


def read_change(content: Value) -> Change:
    """The change that a decoded map holds.

    Raises Untrusted `changes.not_understood` if types, sizes or ids are not those of the format.
    """
    if not _is_envelope(content):
        raise Untrusted("changes.not_understood")
    fields = cast("dict[str, Value]", content)
    encoded = encode(fields, levels=_LEVELS)
    ms, error = cast("list[int | None]", fields["time"])
    over = cast("dict[str, list[bytes]]", fields["over"])
    return Change(
        kind=cast(str, fields["kind"]),
        subject=cast(bytes, fields["subject"]),
        record=cast("bytes | None", fields.get("record")),
        salt=cast(bytes, fields["salt"]),
        at=cast(int, fields["at"]),
        time=(cast(int, ms), error),
        set=cast(Fields, fields["set"]),
        over={field: tuple(ids) for field, ids in over.items()},
        encoded=encoded,
        id=sha256(encoded).digest(),
    )


def decode_change(encoded: bytes) -> Change:
    """The change that these bytes are, encoded as they are.

    Raises as `read_change` does, and Untrusted `encoding.not_allowed` for other bytes of the same.
    """
    change = read_change(decode_loosely(encoded))
    if change.encoded != encoded:
        raise Untrusted("encoding.not_allowed")
    return change


def subject_in(encoded: bytes) -> bytes:
    """The subject of a change in its bytes, undecoded: its key is the longest, so it stands last.

    Of bytes that are no change's it is no subject.
    """
    return encoded[-_ID_SIZE:]


def _is_envelope(content: Value) -> bool:
    if not isinstance(content, dict) or set(content) - {"record"} != _KEYS:
        return False
    fields = cast("dict[str, Value]", content)
    return (
        ("record" not in fields or _is_bytes(fields["record"], _ID_SIZE))
        and _is_name(fields["kind"])
        and _is_bytes(fields["subject"], _ID_SIZE)
        and _is_bytes(fields["salt"], 16)
        and _is_u64(fields["at"])
        and _is_time(fields["time"])
        and _is_set(fields["set"])
        and _is_over(fields["over"], cast("dict[str, Value]", fields["set"]))
        and ("record" in fields or not fields["over"])
    )


def _is_bytes(value: Value, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _is_u64(value: Value) -> bool:
    return type(value) is int and 0 <= value < _PAST_U64


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


def _is_time(value: Value) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and _is_u64(value[0])
        and (value[1] is None or _is_u64(value[1]))
    )


def _is_set(value: Value) -> bool:
    return isinstance(value, dict) and all(
        _is_name(field) and _has_no_bytes(item) for field, item in value.items()
    )


def _has_no_bytes(value: Value) -> bool:
    """Most of what stands in it is text, for which nothing is called."""
    items: Iterable[Value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                return False
        items = value.values()
    elif isinstance(value, list):
        items = value
    else:
        return not isinstance(value, bytes)
    for item in items:  # noqa: SIM110 - a generator costs as much again
        if not isinstance(item, str) and not _has_no_bytes(item):
            return False
    return True


def _is_over(value: Value, fields: dict[str, Value]) -> bool:
    return isinstance(value, dict) and all(
        field in fields and _is_id_list(ids) for field, ids in value.items()
    )


def _is_id_list(value: Value) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_OVER:
        return False
    ids = cast("list[bytes]", value)
    return all(_is_bytes(item, 32) for item in value) and ids == sorted(set(ids))
