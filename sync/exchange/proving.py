"""Whether a parcel is what it says: sealed to us, of a team we know, by a PC that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.parcels import Parcel
from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceState
from app.ports.parcels import Brought, ParcelStore
from sync.asking import ServiceRefused
from sync.exchange import teams
from sync.exchange.former import Log, log_of, logs
from sync.exchange.talk import Talk, fold
from sync.protocol.cose import Signed
from sync.protocol.heads import Head, read_head
from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.protocol.parcels import Content, Way, is_of_way, open_parcel
from sync.steps import Conversation

NOT_OPENED = "parcels.not_opened"
NEWER = "parcels.newer"
UNKNOWN = "parcels.sender_unknown"
ENDED = "parcels.sender_ended"
UNPROVEN = "parcels.sender_unproven"
REMOVED = "parcels.sender_removed"
DOOR_REMOVED = "parcels.door_removed"
DOOR_LOST = "parcels.door_lost"
NOT_VOUCHED = "parcels.door_not_vouched"
_Opened = tuple[Content, Signed]


def prove(
    talk: Talk, store: ParcelStore, given: Brought, read_on: set[bytes]
) -> Conversation[Brought | None]:
    """What a parcel holds, or why it is kept apart; None while no key here opens it yet.

    `read_on` are the teams whose statements were asked for in this exchange: a heap of parcels
    asks for them once.
    """
    known = talk.newest
    found = logs(talk.state, Log(known, talk.content_keys))
    try:
        opened = _open(found, given)
    except Untrusted as failure:
        return None if may_open_later(talk, given.epoch) else _unopened(given, failure)
    introduced = known.introduced.get(given.sender)
    is_own = given.sender == talk.space
    if not is_own and (introduced is None or introduced.is_closed):
        return _kept_apart(given, opened, UNKNOWN if introduced is None else ENDED)
    try:
        head = _head(opened, given, talk.state.service.signing)
        if is_own:
            _require_read(talk, head)
            return _judged(given, opened, found, head)
        team = yield from _known(talk, store, given.sender, head, read_on)
        proven = _judged(given, opened, [Log(team, {})], head)
    except (Untrusted, ServiceRefused):
        return _kept_apart(given, opened, UNPROVEN)
    store.keep_seen(given.sender, team.reach_of(head), ())
    return proven


def prove_from_door(state: SpaceState, given: Brought) -> Brought:
    """The same for a parcel of a ward's door to its own space, from what the vault keeps alone."""
    known = fold(state.id, dict(state.statements))
    found = logs(state, Log(known, state.content_keys))
    try:
        opened = _open(found, given)
    except Untrusted as failure:
        return _unopened(given, failure)
    try:
        return _judged(given, opened, found, _head(opened, given, state.service.signing))
    except Untrusted:
        return _kept_apart(given, opened, UNPROVEN)


def read_unproven(state: SpaceState, given: Brought) -> Brought:
    """What a parcel holds that says it is of a ward PC of this space, though nothing proves it.

    It is for a lead's eyes, and stays kept apart until she takes it in knowingly. Raises Untrusted
    where no key here opens it.
    """
    known = fold(state.id, dict(state.statements))
    content, _ = _open(logs(state, Log(known, state.content_keys)), given)
    if content.sender != content.to:
        raise Untrusted("sync.no_standing")
    parcel = Parcel(given.id, content.to, given.sender, None, content.fields, content.basis)
    return replace(given, arrived=parcel, device=content.device, why=NOT_VOUCHED)


def may_open_later(talk: Talk, epoch: int) -> bool:
    """Whether the key of an epoch may reach us yet: a lead may have begun it a moment ago."""
    known = talk.newest.epochs
    return talk.key_of(epoch) is None and (epoch in known or epoch > max(known))


def may_open_now(talk: Talk, epoch: int) -> bool:
    """Whether this PC has, or had before a loss, a key of an epoch of this number."""
    is_lost = any(epoch in lost.content_keys for lost in talk.state.lost)
    return is_lost or talk.key_of(epoch) is not None


def _open(found: Sequence[Log], given: Brought) -> _Opened:
    """What is in it; raises Untrusted unless a key of ours opens it, sealed for this very way."""
    way = Way(given.sender, found[0].known.space, given.id, given.epoch)
    failures = []
    for log in found:
        try:
            content, signed = open_parcel(log.inbox(given.epoch), given.sealed, way)
            if is_of_way(content, way):
                return content, signed
            raise Untrusted("sync.cannot_open")
        except Untrusted as failure:
            failures.append(failure)
    told = (each for each in failures if each.code != "sync.cannot_open")
    raise next(told, failures[0])


def _head(opened: _Opened, given: Brought, signing: bytes) -> Head:
    head = read_head(opened[0].head, signing)
    if head.space != given.sender:
        raise Untrusted("sync.wrong_space")
    return head


def _judged(given: Brought, opened: _Opened, found: Sequence[Log], head: Head) -> Brought:
    """What it proves to be; raises Untrusted if its device did not stand there, or not sign it."""
    content, signed = opened
    known = log_of(found, head)
    device = standing_of(known, content.device, head, is_own=content.sender == content.to)
    signed.check(device.keys.sign)
    parcel = Parcel(
        given.id, content.to, given.sender, content.answers, content.fields, content.basis
    )
    why = _why_apart(device, known, found[0].known)
    return replace(given, arrived=parcel, device=device.id, why=why, sealed_ms=head.time)


def _why_apart(device: Device, then: Membership, now: Membership) -> str:
    """Why a person has to let it count: its PC was removed, in the log of its time or since; or its
    joining was lost with part of the log, so that no lead could remove it.
    """
    since = [each.devices.get(device.id) for each in (then, now)]
    if any(each is not None and each.removed is not None for each in since):
        return DOOR_REMOVED if device.is_door else REMOVED
    return DOOR_LOST if device.is_door and since[1] is None else ""


def _unopened(given: Brought, failure: Untrusted) -> Brought:
    is_newer = failure.code == "sync.newer_program"
    return replace(given, why=NEWER if is_newer else NOT_OPENED)


def _kept_apart(given: Brought, opened: _Opened, why: str) -> Brought:
    return replace(given, device=opened[0].device, why=why)


def _require_read(talk: Talk, head: Head) -> None:
    known = talk.newest
    if known.counts(head) and head.position > talk.cursor.position:
        raise Untrusted("sync.no_standing")


def _known(
    talk: Talk, store: ParcelStore, sender: bytes, head: Head, read_on: set[bytes]
) -> Conversation[Membership]:
    """Who belongs to the sender's team: its statements up to the head, and those known above."""
    known = teams.known(store, sender)
    if not _is_read(store, known, head):
        if sender in read_on:
            raise Untrusted("parcels.team_rolled_back")
        read_on.add(sender)
        try:
            known = yield from teams.read_on(talk, store, sender)
        except Refused as refused:
            raise Untrusted("sync.no_standing") from refused
        if not _is_read(store, known, head):
            # Who was removed there may be kept back.
            raise Untrusted("parcels.team_rolled_back")
    return known


def _is_read(store: ParcelStore, known: Membership, head: Head) -> bool:
    is_of_time = head.generation <= known.generation
    return is_of_time and known.reach_of(head) <= store.seen_of(known.space)


def standing_of(known: Membership, device: bytes, head: Head, *, is_own: bool) -> Device:
    """The device as it stood at a head: a ward's door in our own space, else one that writes.

    A head of an older generation counts as far as the log goes on from it. Raises Untrusted
    `sync.no_standing`.
    """
    found = known.standing(device, known.reach_of(head) + 1)
    if found is None or not (found.is_door if is_own else found.may_write):
        raise Untrusted("sync.no_standing")
    return found
