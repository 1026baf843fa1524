"""Whether a parcel is what it says: sealed to us, of a team we know, by a PC that belongs to it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.parcels import Parcel
from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceState
from app.ports.parcels import Brought, ParcelStore
from sync.asking import ServiceRefused
from sync.exchange import teams
from sync.exchange.talk import Talk, fold
from sync.protocol.cose import Signed
from sync.protocol.epochs import check_of, open_inbox
from sync.protocol.heads import Head, read_head
from sync.protocol.keys import KeyPair
from sync.protocol.membership import Device, Membership
from sync.protocol.parcels import Content, Way, is_of_way, open_parcel
from sync.steps import Conversation

NOT_OPENED = "parcels.not_opened"
NEWER = "parcels.newer"
UNKNOWN = "parcels.sender_unknown"
ENDED = "parcels.sender_ended"
UNPROVEN = "parcels.sender_unproven"
REMOVED = "parcels.sender_removed"
DOOR_REMOVED = "parcels.door_removed"
_Opened = tuple[Content, Signed]


def prove(talk: Talk, store: ParcelStore, given: Brought) -> Conversation[Brought | None]:
    """What a parcel holds, or why it is kept apart; None while no key here opens it yet."""
    known = talk.newest
    if talk.key_of(given.epoch) is None and _may_come(known, given.epoch):
        return None
    try:
        opened = _open(known, talk.key_of(given.epoch), given)
    except Untrusted as failure:
        return _unopened(given, failure)
    introduced = known.introduced.get(given.sender)
    is_own = given.sender == talk.space
    if not is_own and (introduced is None or introduced.is_closed):
        return _kept_apart(given, opened, UNKNOWN if introduced is None else ENDED)
    try:
        head = _head(opened, given, talk.state.service.signing)
        team = yield from _known(talk, store, given.sender, head)
        proven = _judged(given, opened, team, head)
    except (Untrusted, ServiceRefused):
        return _kept_apart(given, opened, UNPROVEN)
    if not is_own:
        store.keep_seen(given.sender, head.position, ())
    return proven


def prove_from_door(state: SpaceState, given: Brought) -> Brought:
    """The same for a parcel of a ward's door to its own space, from what the vault keeps alone."""
    known = fold(state.id, dict(state.statements))
    key = state.content_keys.get(given.epoch)
    try:
        opened = _open(known, key, given)
    except Untrusted as failure:
        return _unopened(given, failure)
    try:
        return _judged(given, opened, known, _head(opened, given, state.service.signing))
    except Untrusted:
        return _kept_apart(given, opened, UNPROVEN)


def _may_come(known: Membership, epoch: int) -> bool:
    """Whether the key of an epoch may reach us yet: a lead may have begun it a moment ago."""
    return epoch in known.epochs or epoch > max(known.epochs)


def _open(known: Membership, key: bytes | None, given: Brought) -> _Opened:
    """What is in it; raises Untrusted unless a key of ours opens it, sealed for this very way."""
    way = Way(given.sender, known.space, given.id, given.epoch)
    content, signed = open_parcel(_inbox_of(known, key, given.epoch), given.sealed, way)
    if not is_of_way(content, way):
        raise Untrusted("sync.cannot_open")
    return content, signed


def _inbox_of(known: Membership, key: bytes | None, epoch: int) -> KeyPair:
    made = known.epochs.get(epoch)
    if made is None or key is None or check_of(key) != made.content.check:
        raise Untrusted("sync.cannot_open")
    pair = open_inbox(key, made.content.inbox, made.place)
    if pair.public != made.content.inbox.public:
        raise Untrusted("sync.cannot_open")
    return pair


def _head(opened: _Opened, given: Brought, signing: bytes) -> Head:
    head = read_head(opened[0].head, signing)
    if head.space != given.sender:
        raise Untrusted("sync.wrong_space")
    return head


def _judged(given: Brought, opened: _Opened, known: Membership, head: Head) -> Brought:
    """What it proves to be; raises Untrusted if its device did not stand there, or not sign it."""
    content, signed = opened
    device = standing_of(known, content.device, head, is_own=content.sender == content.to)
    signed.check(device.keys.sign)
    parcel = Parcel(
        given.id, content.to, given.sender, content.answers, content.fields, content.basis
    )
    removed = DOOR_REMOVED if device.is_door else REMOVED
    why = removed if known.devices[device.id].removed is not None else ""
    return replace(given, arrived=parcel, device=device.id, why=why)


def _unopened(given: Brought, failure: Untrusted) -> Brought:
    is_newer = failure.code == "sync.newer_program"
    return replace(given, why=NEWER if is_newer else NOT_OPENED)


def _kept_apart(given: Brought, opened: _Opened, why: str) -> Brought:
    return replace(given, device=opened[0].device, why=why)


def _known(talk: Talk, store: ParcelStore, sender: bytes, head: Head) -> Conversation[Membership]:
    """Who belongs to the sender's team: its statements up to the head, and those known above."""
    if sender == talk.space:
        if head.position > talk.cursor.position:
            raise Untrusted("sync.no_standing")
        return talk.newest
    if store.seen_of(sender) >= head.position:
        return teams.known(store, sender)
    try:
        known = yield from teams.read_on(talk, store, sender)
    except Refused as refused:
        raise Untrusted("sync.no_standing") from refused
    if store.seen_of(sender) < head.position:
        raise Untrusted("parcels.team_rolled_back")  # who was removed there may be kept back
    return known


def standing_of(known: Membership, device: bytes, head: Head, *, is_own: bool) -> Device:
    """The device as it stood at a head: a ward's door in our own space, else one that writes.

    Raises Untrusted `sync.no_standing`.
    """
    found = known.standing(device, head.position + 1)
    if found is None or not (found.is_door if is_own else found.may_write):
        raise Untrusted("sync.no_standing")
    return found
