"""Reads decoded maps into dataclasses, strictly: every field, of its type and size, and no other.

The annotations of a dataclass are its wire format: `Annotated[bytes, Size(32, 32)]` and the names
below, text and bytes with a size, 64-bit unsigned integers or `Count`, booleans, `X | None`,
`tuple[X, ...]`, `tuple[X, Y]`, `Mapping[bytes, X]` (keys as hex text), literals, dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from app.domain.encoding import Value
from app.errors import Untrusted

T = TypeVar("T")
_Reader = Callable[[Value], Any]
_PAST_U64 = 2**64


@dataclass(frozen=True, slots=True)
class Size:
    """The least and greatest length of text, bytes or a list."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Below:
    """What an integer has to be less than."""

    past: int


Count = Annotated[int, Below(2**53)]
"""A number or time (ms) that every PC, database and program can keep exactly."""
Hash = Annotated[bytes, Size(32, 32)]
PublicKey = Annotated[bytes, Size(32, 32)]
HpkePublicKey = Annotated[bytes, Size(1216, 1216)]
DeviceId = Annotated[bytes, Size(16, 16)]
AuthorId = Annotated[bytes, Size(16, 16)]
SubjectId = Annotated[bytes, Size(16, 16)]
ObjectId = Annotated[bytes, Size(16, 16)]
Incarnation = Annotated[bytes, Size(8, 8)]
SealedText = Annotated[bytes, Size(1, 16 * 1024)]
SignedBytes = Annotated[bytes, Size(1, 4096)]


def to_map(record: Any) -> dict[str, Value]:
    """The map that a dataclass is on the wire."""
    return {field.name: _written(getattr(record, field.name)) for field in fields(record)}


def from_map(cls: type[T], value: Value) -> T:
    """The dataclass that a map holds; raises Untrusted `sync.not_understood`."""
    return cast(T, _reader(cast(Hashable, cls))(value))


def read_format(value: Value, format: int) -> dict[str, Value]:
    """The map without its `format`; raises Untrusted `sync.newer_program` if that is another."""
    if not isinstance(value, dict):
        raise not_understood()
    found = dict(cast("dict[str, Value]", value))
    written = found.pop("format", None)
    if type(written) is not int:
        raise not_understood()
    if written != format:
        raise Untrusted("sync.newer_program")
    return found


def not_understood() -> Untrusted:
    """The failure of everything that is not in the format."""
    return Untrusted("sync.not_understood")


def _written(value: object) -> Value:
    if isinstance(value, bytes | str | int):  # most are
        return value
    if is_dataclass(value):
        return to_map(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Mapping):
        return {key.hex(): _written(item) for key, item in value.items()}
    return cast(Value, value)


@cache
def _reader(hint: Any) -> _Reader:
    if is_dataclass(hint):
        return _record(cast(type, hint))
    build = _BUILDERS.get(get_origin(hint) or hint)
    if build is None:
        raise TypeError(f"no wire format for {hint}")
    return build(hint)


def _record(cls: type) -> _Reader:
    hints = get_type_hints(cls, include_extras=True)
    readers = {field.name: _reader(hints[field.name]) for field in fields(cls)}

    def read(value: Value) -> Any:
        if not isinstance(value, dict) or value.keys() != readers.keys():
            raise not_understood()
        found = cast("dict[str, Value]", value)
        return cls(**{name: reader(found[name]) for name, reader in readers.items()})

    return read


def _annotated(hint: Any) -> _Reader:
    inner, allowed = get_args(hint)
    reader = _reader(inner)

    def read(value: Value) -> Any:
        found = reader(value)
        if not _is_within(found, allowed):
            raise not_understood()
        return found

    return read


def _is_within(found: Any, allowed: Size | Below) -> bool:
    if isinstance(allowed, Below):
        return bool(found < allowed.past)
    return allowed.least <= len(found) <= allowed.most


def _union(hint: Any) -> _Reader:
    readers = [_reader(arg) for arg in get_args(hint)]

    def read(value: Value) -> Any:
        for reader in readers:
            with suppress(Untrusted):
                return reader(value)
        raise not_understood()

    return read


def _tuple(hint: Any) -> _Reader:
    inner = get_args(hint)
    endless = inner[-1] is Ellipsis
    readers = [_reader(arg) for arg in inner if arg is not Ellipsis]

    def read(value: Value) -> Any:
        if not isinstance(value, list) or not (endless or len(value) == len(readers)):
            raise not_understood()
        if endless:
            return tuple(readers[0](item) for item in value)
        return tuple(reader(item) for reader, item in zip(readers, value, strict=True))

    return read


def _mapping(hint: Any) -> _Reader:
    key, item = (_reader(arg) for arg in get_args(hint))

    def read(value: Value) -> Any:
        if not isinstance(value, dict):
            raise not_understood()
        return {key(_unhex(name)): item(held) for name, held in value.items()}

    return read


def _unhex(name: object) -> bytes:
    try:
        found = bytes.fromhex(cast(str, name))
    except (TypeError, ValueError) as error:
        raise not_understood() from error
    if found.hex() != name:
        raise not_understood()
    return found


def _literal(hint: Any) -> _Reader:
    allowed = get_args(hint)

    def read(value: Value) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise not_understood()
        return value

    return read


def _exactly(kind: type) -> _Reader:
    def read(value: Value) -> Any:
        if type(value) is not kind or (kind is int and not 0 <= cast(int, value) < _PAST_U64):
            raise not_understood()
        return value

    return read


_BUILDERS: Mapping[Any, Callable[[Any], _Reader]] = {
    Annotated: _annotated,
    UnionType: _union,
    Union: _union,
    tuple: _tuple,
    Mapping: _mapping,
    Literal: _literal,
    bytes: _exactly,
    bool: _exactly,
    int: _exactly,
    str: _exactly,
    NoneType: _exactly,
}
