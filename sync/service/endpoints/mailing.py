"""Parcels: one left for a space, those that lie here for it, and who took them in."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import Connection

from sync.protocol.mailing import (
    MOST_LISTED,
    ParcelAnswer,
    ParcelRequest,
    ParcelsAnswer,
    ParcelsRequest,
    PostRequest,
    StatesAnswer,
    StatesRequest,
    TakenRequest,
)
from sync.protocol.membership import Membership
from sync.protocol.parcels import Taken, parse_taken
from sync.protocol.wire import Nothing, Status
from sync.service import mail, store
from sync.service.call import Call
from sync.service.endpoints.introducing import require_introduced
from sync.service.mail import Address
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.spaces import standing_next
from sync.service.store import Tip
from sync.service.taking import FULL_WAIT_SECONDS, lock_space


def post(call: Call) -> Nothing:
    """Keep a parcel for a space that introduced the asking one to itself, or for the same space.

    The same again is answered again. Raises Refusal `not_introduced`, `team_closed`,
    `no_standing`, `other_epoch` for a key that is not that space's newest (for the same space: that
    never was, if its log lost nothing), `number_taken` for other bytes under the id, `too_many`.
    """
    asked = call.read(PostRequest)
    at = Address(asked.to, call.space, asked.parcel)
    with call.service.store.writing() as connection:
        tip = store.lock(connection, asked.to)
        if tip is None:
            raise Refusal(Status.TEAM_CLOSED)
        membership = call.service.memberships.at(connection, tip)
        _require_sender(connection, call, to=asked.to)
        _require_allowed(connection, call, tip)
        known = mail.hash_of(connection, at)
        if known is None:
            _require_epoch(membership, asked.epoch, is_own=asked.to == call.space)
            _require_room(connection, call, at, len(asked.sealed))
            mail.keep(
                connection,
                at,
                asked.sealed,
                epoch=asked.epoch,
                device=call.device,
                now_ms=call.now_ms,
            )
        elif known != sha256(asked.sealed).digest():
            raise Refusal(Status.NUMBER_TAKEN)
    return Nothing()


def list_parcels(call: Call) -> ParcelsAnswer:
    """The parcels that this device has not taken in; what is too old goes first."""
    asked = call.read(ParcelsRequest)
    with call.service.store.writing() as connection:
        lock_space(connection, call)
        mail.drop_old(connection, call.space, now_ms=call.now_ms)
        found = mail.listed(
            connection, call.space, call.device, after=asked.after, most=MOST_LISTED + 1
        )
    return ParcelsAnswer(tuple(found[:MOST_LISTED]), more=len(found) > MOST_LISTED)


def hand_out(call: Call) -> ParcelAnswer:
    """A parcel for this space."""
    asked = call.read(ParcelRequest)
    with call.service.store.reading() as connection:
        at = Address(call.space, asked.sender, asked.parcel)
        return ParcelAnswer(mail.read(connection, at))


def take(call: Call) -> Nothing:
    """Keep this device's words for what it took in; a parcel that all took in goes.

    Raises Refusal `bad_request` for the words of another, `no_standing` for who may not write.
    """
    words = call.read(TakenRequest).taken
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        membership = call.service.memberships.at(connection, tip)
        device = standing_next(membership, call.device, tip)
        if not device.may_write:
            raise Refusal(Status.NO_STANDING)
        everyone = _writers(membership)
        for word in words:
            said = _checked(call, word, device.keys.sign)
            at = Address(call.space, said.sender, said.parcel)
            mail.keep_word(connection, at, call.device, word, now_ms=call.now_ms)
            mail.let_go(connection, at, everyone)
    return Nothing()


def states(call: Call) -> StatesAnswer:
    """What became of parcels from this space to another."""
    asked = call.read(StatesRequest)
    with call.service.store.reading() as connection:
        tip = store.tip(connection, asked.to)
        is_closed = tip is None or _is_closed(connection, call, tip)
        writers = () if tip is None else _writers(call.service.memberships.at(connection, tip))
        found = []
        for parcel in asked.parcels:
            at = Address(asked.to, call.space, parcel)
            word = mail.word_of(connection, at, writers)
            is_here = mail.hash_of(connection, at) is not None
            stage = "waiting" if is_here else "closed" if is_closed else "unknown"
            found.append(("taken" if word else stage, word))
    return StatesAnswer(tuple(found))  # type: ignore[arg-type]


def _writers(membership: Membership) -> Collection[bytes]:
    """The devices that belong to a space now and write in it."""
    return [id for id, each in membership.present.items() if each.may_write]


def _checked(call: Call, word: bytes, key: bytes) -> Taken:
    with refusing_untrusted():
        said, signed = parse_taken(word)
        signed.check(key)
    if (said.to, said.device) != (call.space, call.device):
        raise Refusal(Status.BAD_REQUEST)
    return said


def _require_sender(connection: Connection, call: Call, *, to: bytes) -> None:
    """Refuse who could prove nothing there: a ward's PC writes home, others to other teams."""
    own = store.tip(connection, call.space)
    if own is None:
        raise Refusal(Status.UNKNOWN_SPACE)
    device = standing_next(call.service.memberships.at(connection, own), call.device, own)
    if not (device.is_door if to == call.space else device.may_write):
        raise Refusal(Status.NO_STANDING)


def _require_allowed(connection: Connection, call: Call, tip: Tip) -> None:
    if tip.space != call.space:
        require_introduced(connection, call, tip)


def _is_closed(connection: Connection, call: Call, tip: Tip) -> bool:
    known = call.service.memberships.at(connection, tip).introduced.get(call.space)
    return known is not None and known.is_closed


def _require_epoch(membership: Membership, epoch: int, *, is_own: bool) -> None:
    newest = max(membership.epochs)
    # A log that lost something does not know all its epochs: its PCs may have that key still.
    is_of_the_space = epoch in membership.epochs or bool(membership.renewed)
    if epoch != newest and not (is_own and is_of_the_space):
        raise Refusal(Status.OTHER_EPOCH)


def _require_room(connection: Connection, call: Call, at: Address, size: int) -> None:
    limits = call.service.settings.limits
    mail.drop_old(connection, at.space, now_ms=call.now_ms)
    room = mail.room(connection, at, call.device)
    is_full = room.parcels >= limits.parcels or room.bytes + size > limits.parcel_bytes
    if is_full or room.of_sender >= limits.parcels_of_sender:
        raise Refusal(Status.TOO_MANY, wait=FULL_WAIT_SECONDS)
