"""Whether a parcel is what it says: sealed to us, of a team we know, by a PC that belongs to it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.parcels import Parcel
from app.errors import Refused, Untrusted
from app.ports.parcels import Brought, ParcelStore
from sync.asking import ServiceRefused
from sync.exchange import teams
from sync.exchange.talk import Talk
from sync.protocol.cose import Signed
from sync.protocol.epochs import open_inbox
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
WRITER = "writer"


def prove(talk: Talk, store: ParcelStore, given: Brought) -> Conversation[Brought | None]:
    """What a parcel holds, or why it is kept apart; None while no key here opens it yet."""
    epoch = talk.newest.epochs.get(given.epoch)
    if epoch is not None and talk.key_of(given.epoch) is None:
        return None
    try:
        opened = _open(talk, given)
    except Untrusted as failure:
        is_newer = failure.code == "sync.newer_program"
        return replace(given, why=NEWER if is_newer else NOT_OPENED)
    why, device = yield from _judge(talk, store, given, opened)
    content, _ = opened
    if why not in ("", REMOVED):
        return replace(given, why=why, device=content.device)
    parcel = Parcel(
        given.id, talk.space, given.sender, content.answers, content.fields, content.basis
    )
    return replace(given, arrived=parcel, device=device, why=why)


def _open(talk: Talk, given: Brought) -> tuple[Content, Signed]:
    way = Way(given.sender, talk.space, given.id, given.epoch)
    content, signed = open_parcel(inbox_of(talk, given.epoch), given.sealed, way)
    if not is_of_way(content, way):
        raise Untrusted("sync.cannot_open")
    return content, signed


def inbox_of(talk: Talk, epoch: int) -> KeyPair:
    """The inbox key pair of an epoch; raises Untrusted `sync.cannot_open` where there is none."""
    known, key = talk.newest.epochs.get(epoch), talk.key_of(epoch)
    if known is None or key is None:
        raise Untrusted("sync.cannot_open")
    pair = open_inbox(key, known.content.inbox, known.place)
    if pair.public != known.content.inbox.public:
        raise Untrusted("sync.cannot_open")
    return pair


def _judge(
    talk: Talk, store: ParcelStore, given: Brought, opened: tuple[Content, Signed]
) -> Conversation[tuple[str, bytes]]:
    """Why it is kept apart, empty if it is proven, and the device that sent it."""
    content, signed = opened
    is_own = given.sender == talk.space
    introduced = talk.newest.introduced.get(given.sender)
    if not is_own and (introduced is None or introduced.is_closed):
        return UNKNOWN if introduced is None else ENDED, content.device
    try:
        head = read_head(content.head, talk.state.service.signing)
        if head.space != given.sender:
            return UNPROVEN, content.device
        known = yield from _known(talk, store, given.sender, head)
        device = standing_of(known, content.device, head, is_own=is_own)
        signed.check(device.keys.sign)
    except (Untrusted, ServiceRefused):
        return UNPROVEN, content.device
    if not is_own:
        store.keep_seen(given.sender, head.position, ())
    is_removed = known.devices[content.device].removed is not None
    return REMOVED if is_removed else "", content.device


def _known(talk: Talk, store: ParcelStore, sender: bytes, head: Head) -> Conversation[Membership]:
    """Who belongs to the sender's team: its statements up to the head, and those known above."""
    if sender == talk.space:
        if head.position > talk.cursor.position:
            raise Untrusted("sync.no_standing")
        return talk.newest
    if store.seen_of(sender) >= head.position:
        return teams.known(store, sender)
    try:
        return (yield from teams.read_on(talk, store, sender))
    except Refused as refused:
        raise Untrusted("sync.no_standing") from refused


def standing_of(known: Membership, device: bytes, head: Head, *, is_own: bool) -> Device:
    """The device as it stood at a head: a writer's in our own space, else one that writes.

    Raises Untrusted `sync.no_standing`.
    """
    found = known.standing(device, head.position + 1)
    if found is None or not (found.role == WRITER if is_own else found.may_write):
        raise Untrusted("sync.no_standing")
    return found
