"""Post what was sealed here, and learn what the team has taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.errors import Refused, Untrusted
from app.ports.door import DoorState, DoorStore, SealedRecord
from sync.asking import Line, Means, ServiceRefused
from sync.door.reading import line_of, read_on, service_of
from sync.door.settings import ask_page
from sync.protocol.mailing import MOST_ASKED, PostRequest, StatesAnswer, StatesRequest
from sync.protocol.membership import Membership
from sync.protocol.parcels import parse_taken
from sync.protocol.wire import Ask, Nothing, Status, space_path
from sync.steps import Conversation

_MOST_AGAIN = 50
_CHANCE = 16
_REFUSED = (Status.NUMBER_TAKEN, Status.TOO_LARGE, Status.BAD_REQUEST)


@dataclass(slots=True)
class DoorReport:
    """What one turn did: how many records were received, taken in, and are left here."""

    received: int = 0
    taken: int = 0
    left: int = 0


def send(store: DoorStore, means: Means) -> Conversation[DoorReport]:
    """Read who belongs, ask after what was received, post what waits.

    What the service does not take is kept and shown as refused, and offered again each time: its
    limits may have been set anew, and nobody at a ward PC could send it again. Raises as
    `reading.read_on` does, and Refused `door.cut_off` for a PC that was removed: what waits there
    a member takes in at it.
    """
    report = DoorReport()
    known = yield from read_on(store, means)
    door = store.door()
    if door.device not in known.present:
        raise Refused("door.cut_off")
    line = line_of(door, service_of(door, known), means)
    yield from _ask(store, line, known, report)
    yield from _post(store, line, report)
    yield from ask_page(store, line, known)
    report.left = len(store.to_send())
    return report


def _post(store: DoorStore, line: Line, report: DoorReport) -> Conversation[None]:
    space = store.door().space
    path = space_path(space, Ask.POST)
    unposted: ServiceRefused | None = None
    for record in [*store.to_send(), *_some_of(store.refused(), line.means)]:
        asked = PostRequest(space, record.id, record.epoch, record.sealed)
        try:
            yield from line.ask(path, asked, Nothing)
        except ServiceRefused as refused:
            if refused.status == Status.OTHER_EPOCH:
                # Sealed to a key that its service has lost: it waits, and holds up no other.
                unposted = refused
                continue
            if refused.status not in _REFUSED:
                raise
            store.keep_state(record.id, DoorState.REFUSED, refused.code)
        else:
            store.keep_state(record.id, DoorState.RECEIVED)
            report.received += 1
    if unposted is not None:
        raise unposted


def _some_of(refused: Sequence[SealedRecord], means: Means) -> Sequence[SealedRecord]:
    """As many as one contact offers again, others each time: those that are never taken are not to
    keep the rest from being offered.
    """
    chance = means.random(_CHANCE)
    return sorted(refused, key=lambda each: sha256(chance + each.id).digest())[:_MOST_AGAIN]


def _ask(store: DoorStore, line: Line, known: Membership, report: DoorReport) -> Conversation[None]:
    space = store.door().space
    path = space_path(space, Ask.STATES)
    received = [row.id for row in store.rows() if row.state is DoorState.RECEIVED]
    for some in _portions(received):
        answer = yield from line.ask(path, StatesRequest(space, tuple(some)), StatesAnswer)
        for id, (stage, word) in zip(some, answer.states, strict=False):
            if word is not None and _is_word_for(known, id, word):
                store.keep_state(id, DoorState.TAKEN)
                report.taken += 1
            elif word is None and stage == "unknown":
                # A service that was put back from an older copy has lost it: it goes again.
                store.keep_state(id, DoorState.WAITING)


def _is_word_for(known: Membership, id: bytes, word: bytes) -> bool:
    """Whether a PC that belongs to the team now, and writes in it, signed that it took this in."""
    try:
        taken, signed = parse_taken(word)
        device = known.present.get(taken.device)
        if device is None or not (device.holds_key and device.may_write):
            return False
        signed.check(device.keys.sign)
    except Untrusted:
        return False
    return (taken.sender, taken.to, taken.parcel) == (known.space, known.space, id)


def _portions(ids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for at in range(0, len(ids), MOST_ASKED):
        yield ids[at : at + MOST_ASKED]
