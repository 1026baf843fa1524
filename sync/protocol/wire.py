"""The conversation with the service, version 1: paths, statuses, and the body of each request.

All requests are POST with a CBOR body; `to_body` and `from_body` turn a body into bytes and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from app.domain.encoding import decode, encode
from sync.protocol.segments import LARGEST_GROUP
from sync.protocol.shapes import Count, Hash, PublicKey, SignedBytes, Size, from_map, to_map
from sync.protocol.statements import LARGEST_STATEMENT

T = TypeVar("T")

LARGEST_BODY = 12 * 1024 * 1024
LARGEST_APPEND = 4 * 1024 * 1024
MOST_HASHES_TOLD = 10_000

TIME_PATH = "/v1/time"
SPACES_PATH = "/v1/spaces"
PACKAGE_PATH = "/v1/package"

Entry = Annotated[bytes, Size(1, LARGEST_STATEMENT)]
Group = Annotated[bytes, Size(1, LARGEST_GROUP)]
Package = Annotated[bytes, Size(1, 16 * 1024)]
Locator = Annotated[bytes, Size(16, 16)]
Permit = Annotated[str, Size(1, 100)]


class Ask(StrEnum):
    """What can be asked about one space: the last part of the path."""

    HELLO = "hello"
    STATEMENTS = "statements"
    LOG = "log"
    HASHES = "hashes"
    APPEND = "append"
    STATEMENT = "statement"
    JOIN = "join"
    MARK = "mark"
    OBJECTS = "objects"
    KEEP_CHUNK = "keep_chunk"
    CHUNK = "chunk"
    EVENTS = "events"
    REFILL = "refill"
    OFFER = "offer"
    INTRODUCTION = "introduction"
    OF_TEAM = "of_team"
    POST = "post_parcel"
    PARCELS = "parcels"
    PARCEL = "parcel"
    TAKEN = "parcel_taken"
    STATES = "parcel_states"
    KEEP_WARD_PAGE = "keep_ward_page"
    WARD_PAGE = "ward_page"


class Status(StrEnum):
    """How a request ended, as the answer's `status` says it."""

    OK = "ok"
    NOT_SIGNED = "not_signed"
    WRONG_TIME = "wrong_time"
    UNKNOWN_SPACE = "unknown_space"
    NO_STANDING = "no_standing"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NUMBER_TAKEN = "number_taken"
    OUT_OF_ORDER = "out_of_order"
    AFTER_REFUSED = "after_refused"
    NOT_NEWEST = "not_newest"
    BAD_REQUEST = "bad_request"
    INVITE_UNKNOWN = "invite_unknown"
    INVITE_USED = "invite_used"
    INVITE_EXPIRED = "invite_expired"
    NO_PACKAGE = "no_package"
    NO_PERMIT = "no_permit"
    ERASURE_DONE = "erasure_done"
    RESTORING = "restoring"
    DAMAGED = "damaged"
    NOT_INTRODUCED = "not_introduced"
    TEAM_CLOSED = "team_closed"
    OTHER_EPOCH = "other_epoch"


def space_path(space: bytes, ask: Ask) -> str:
    """The path of a request about one space."""
    return f"/v1/s/{space.hex()}/{ask}"


def to_body(body: Any) -> bytes:
    """A request's body as bytes."""
    return encode(to_map(body))


def from_body(cls: type[T], data: bytes) -> T:
    """A request's body; raises Untrusted `sync.not_understood` or `encoding.not_allowed`."""
    return from_map(cls, decode(data))


@dataclass(frozen=True, slots=True)
class Nothing:
    """The body of a request or answer that says nothing more."""


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """Who the service is: its signing key, the pin of its TLS key and that of a spare."""

    signing: PublicKey
    pins: tuple[Hash, Hash]


@dataclass(frozen=True, slots=True)
class SpacesRequest:
    """Make a space; signed by the key in the statement, a `create`."""

    statement: Entry
    permit: Permit | None


@dataclass(frozen=True, slots=True)
class SpacesAnswer:
    """The receipt for the first entry, and the head it left."""

    receipt: SignedBytes
    head: SignedBytes


@dataclass(frozen=True, slots=True)
class HelloRequest:
    """How far this device has read, and the running hash it has there."""

    position: int
    running: Hash


@dataclass(frozen=True, slots=True)
class HelloAnswer:
    """The head, whether that running hash is on this log, and the marks of other devices.

    `waiting` says, by the sender's space, how many parcels lie here that this device has not taken
    in: 8 bytes, big-endian.
    """

    head: SignedBytes
    known: bool
    marks: tuple[SignedBytes, ...]
    waiting: Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class StatementsRequest:
    """The statements after a position."""

    after: int


@dataclass(frozen=True, slots=True)
class StatementsAnswer:
    """Statements with their positions, in order; `more` if others follow the last of them."""

    entries: tuple[tuple[int, Entry], ...]
    head: SignedBytes
    more: bool


@dataclass(frozen=True, slots=True)
class LogRequest:
    """The entries after a position, about `most` bytes of them, at least one."""

    after: int
    most: int


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """Entries in order from `after` + 1, each with its groups.

    A group is None where the service holds it no longer; a statement has no groups. `at` is the
    head at the last of these entries, `head` the newest; they are the same if there is no more.
    """

    entries: tuple[tuple[Entry, tuple[Group | None, ...]], ...]
    at: SignedBytes
    head: SignedBytes
    more: bool


@dataclass(frozen=True, slots=True)
class HashesRequest:
    """The hashes of the entries from `after` + 1 up to a position."""

    after: Count
    up_to: Count


@dataclass(frozen=True, slots=True)
class HashesAnswer:
    """As many as fit, in order; of what may not be read they tell nothing."""

    hashes: Annotated[tuple[Hash, ...], Size(0, MOST_HASHES_TOLD)]


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """Segments in order, each with its groups: `LARGEST_APPEND` bytes together, or one."""

    segments: tuple[tuple[Entry, tuple[Group, ...]], ...]


@dataclass(frozen=True, slots=True)
class AppendAnswer:
    """For each segment in order its signed receipt, or the status it was refused with."""

    results: tuple[tuple[Literal["receipt", "refused"], bytes | str], ...]


@dataclass(frozen=True, slots=True)
class StatementRequest:
    """An `invite` with the package its code opens and the locator, or another statement alone."""

    statement: Entry
    package: Package | None
    locator: Locator | None


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A `join`, signed by the joining device's key."""

    statement: Entry


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """The receipt for a statement."""

    receipt: SignedBytes


@dataclass(frozen=True, slots=True)
class NewestAnswer:
    """With `Status.NOT_NEWEST`: the hash of the statement to follow."""

    newest: Hash


@dataclass(frozen=True, slots=True)
class MarkRequest:
    """This device's newest mark."""

    mark: SignedBytes


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """The package of an invitation, by the locator that its code gives."""

    locator: Locator


@dataclass(frozen=True, slots=True)
class PackageAnswer:
    """The package, the head of the space it is for, and the hash of its newest statement."""

    package: Package
    head: SignedBytes
    newest: Hash
