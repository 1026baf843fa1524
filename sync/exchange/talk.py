"""What the stages of one exchange share: the space as it is known here, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.errors import Untrusted, YarrowError
from app.ports.exchange import Cursor, Evidence, SpaceState, SpaceStore
from app.ports.looks import LookStore
from app.ports.objects import ObjectStore
from app.ports.parcels import ParcelStore
from sync.asking import Line, Means
from sync.protocol.epochs import check_of
from sync.protocol.heads import Head, read_head, time_of
from sync.protocol.keys import DeviceKeys
from sync.protocol.marks import parse_mark
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import parse_statement

RENEWED = "exchange.history_renewed"
FREEZES = (
    "exchange.history_shorter",
    "exchange.history_differs",
    RENEWED,
    "exchange.history_forked",
    "exchange.history_hidden",
    "exchange.log_altered",
    "exchange.receipt_differs",
)
SERVICE_LOST = ("exchange.history_shorter", "exchange.history_differs", "service.restoring")
"""What the service shows or says where it lost something."""


class Renewed(Untrusted):
    """The service counts its log anew; `theirs` is the head that says so."""

    def __init__(self, theirs: bytes) -> None:
        super().__init__(RENEWED)
        self.theirs = theirs


class Frozen(Untrusted):
    """The service contradicts what it signed before: sync of this space stops, work goes on.

    `theirs` is what it signed now.
    """

    theirs: bytes = b""


@dataclass(slots=True)
class Report:
    """What an exchange did, counted in changes of records, and what is wrong.

    `seconds` are those of each stage; `wait` what the service asked to be left alone for.
    `is_frozen` stays from one exchange to the next until the log shown holds again what it should;
    `frozen_for` is why it was frozen when this one began. `chunks` of attachments moved; with
    `chunks_left` another exchange may move more at once. `skew_ms` is the service's clock less this
    PC's, once all stages are through.
    """

    sent: int = 0
    received: int = 0
    refused: int = 0
    position: int = 0
    problems: list[YarrowError] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    is_frozen: bool = False
    frozen_for: list[YarrowError] = field(default_factory=list)
    was_reached: bool = False
    wait: int = 0
    chunks: int = 0
    chunks_left: bool = False
    skew_ms: int | None = None


@dataclass(slots=True, repr=False)
class Talk:
    """One exchange under way.

    `membership` is that of `cursor`. `announced` are the statements above it, as the service
    listed them up to `announced_to`, and `ahead` what they make of the membership; `head` the
    newest it signed, `head_bytes` as signed. `heard` are marks that were dealt with, `heard_ms` the
    latest time of the service that one of them gives.
    `is_copied` says that a number of this device was met that the vault does not hold, `is_stopped`
    that the pull ended at something that may yet be put right, `most_clashes` how many fields may
    come newly into clash with this PC's before a person is asked, None for any number. `new_keys`
    are content keys that the vault does not hold yet: the next page takes them in. `waiting` are
    the parcels that lie here for this device, by their senders.
    """

    store: SpaceStore
    state: SpaceState
    means: Means
    line: Line
    keys: DeviceKeys
    membership: Membership
    cursor: Cursor
    incarnation: bytes
    seq: int
    content_keys: dict[int, bytes]
    report: Report
    announced: dict[int, bytes] = field(default_factory=dict)
    announced_to: int = 0
    ahead: Membership | None = None
    is_stopped: bool = False
    most_clashes: int | None = None
    marks: tuple[bytes, ...] = ()
    heard: set[bytes] = field(default_factory=set)
    head: Head | None = None
    head_bytes: bytes = b""
    is_copied: bool = False
    heard_ms: int = 0
    new_keys: dict[int, bytes] = field(default_factory=dict)
    objects: ObjectStore | None = None
    looks: LookStore | None = None
    parcels: ParcelStore | None = None
    waiting: Mapping[bytes, bytes] = field(default_factory=dict)

    @property
    def space(self) -> bytes:
        """The space's id."""
        return self.state.id

    @property
    def device(self) -> bytes:
        """This device's id in the space."""
        return self.state.own.device

    @property
    def newest(self) -> Membership:
        """The membership as the newest statement known makes it, read into the vault or not."""
        if self.ahead is not None and self.ahead.position > self.membership.position:
            return self.ahead
        return self.membership

    def key_of(self, epoch: int) -> bytes | None:
        """The content key of an epoch, if it is here and gives the epoch's check."""
        known, key = self.newest.epochs.get(epoch), self.content_keys.get(epoch)
        if known is None or key is None or check_of(key) != known.content.check:
            return None
        return key

    def require_key(self, epoch: int) -> bytes:
        """The content key of an epoch; raises Untrusted `sync.wrong_epoch_key` without it."""
        key = self.key_of(epoch)
        if key is None:
            raise Untrusted("sync.wrong_epoch_key")
        return key

    def read_head(self, signed: bytes) -> Head:
        """A head of this space that the service signed; raises Untrusted."""
        head = read_head(signed, self.state.service.signing)
        if head.space != self.space:
            raise Untrusted("sync.wrong_space")
        return head

    def freeze(self, code: str, *, theirs: bytes, ours: bytes | None = None) -> Frozen:
        """The failure of a service that contradicts itself, with the evidence kept.

        `ours` is what this device holds against it, the head at its cursor unless given.
        """
        held = self.cursor.head if ours is None else ours
        self.store.keep_evidence(Evidence(code, held, theirs, self.means.now_ms()))
        frozen = Frozen(code, position=self.cursor.position)
        frozen.theirs = theirs
        return frozen

    def restart(self) -> None:
        """Take up anew what the vault keeps, because it was changed underneath."""
        anew = begin(self.store, self.means, self.report)
        self.state, self.membership, self.cursor = anew.state, anew.membership, anew.cursor
        self.incarnation, self.seq = anew.incarnation, anew.seq
        self.content_keys, self.heard, self.heard_ms = anew.content_keys, anew.heard, anew.heard_ms
        self.announced, self.announced_to, self.ahead = {}, 0, None
        self.new_keys, self.marks = {}, ()
        self.head, self.head_bytes = None, b""

    def renumber(self) -> None:
        """Begin a new incarnation: what was sealed and has no receipt is sealed again."""
        self.incarnation = self.means.random(len(self.incarnation))
        self.seq = 0
        self.store.begin_incarnation(self.incarnation, self.means.place)


def begin(store: SpaceStore, means: Means, report: Report) -> Talk:
    """The start of an exchange, from what the vault keeps."""
    state = store.load()
    keys = DeviceKeys.from_bytes(state.own.keys)
    report.position = state.cursor.position
    report.is_frozen = state.is_frozen
    report.frozen_for = [Frozen(code, **facts) for code, facts in state.problems if code in FREEZES]
    return Talk(
        store=store,
        state=state,
        means=means,
        line=Line(state.service.signing, state.own.device, keys.sign, means, state.skew_ms),
        keys=keys,
        membership=fold(state.id, dict(state.statements)),
        cursor=state.cursor,
        incarnation=state.own.incarnation,
        seq=state.own.seq,
        content_keys=dict(state.content_keys),
        report=report,
        heard=set(state.marks.values()),
        heard_ms=max(
            (time_of(parse_mark(mark)[0].head) for mark in state.marks.values()), default=0
        ),
    )


def fold(space: bytes, statements: Mapping[int, bytes]) -> Membership:
    """The membership that the statements kept of a space make, by their positions.

    What was folded from the same bytes before is given again: each was checked by this process.
    """
    return _folded(space, tuple(statements.items()))


@lru_cache(maxsize=8)
def _folded(space: bytes, statements: tuple[tuple[int, bytes], ...]) -> Membership:
    membership = Membership(space)
    for position, entry in statements:
        membership = apply(membership, parse_statement(entry), position)
    return membership
