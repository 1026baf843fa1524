"""Put a recovery set in force for a space, and make a lead with one when no lead is left."""

from __future__ import annotations

from app.errors import Refused, Unreachable, Untrusted, YarrowError
from app.ports.exchange import SpaceState, SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect
from sync.exchange.talk import SERVICE_LOST, Frozen, Report, Talk, begin, fold
from sync.protocol.membership import Membership
from sync.protocol.recovery import RecoveryKeys, RecoverySet, set_id, stated
from sync.protocol.statements import Recover, SetRecovery
from sync.protocol.wire import AppendAnswer, AppendRequest, Ask, Status, space_path
from sync.stating import TRIES, say, state
from sync.stating import read_on as read_on
from sync.steps import Conversation


def set_recovery(store: SpaceStore, made: RecoverySet, means: Means) -> Conversation[None]:
    """Say which set opens from now on; it holds once this ends, and is known here too.

    Raises Refused `space.not_lead_for_recovery`, or `space.recovery_unsure` where the service was
    told and nobody knows whether it heard: then the set may hold, and its shares are to be kept.
    """
    talk = begin(store, means, Report())
    _require_lead(talk)
    yield from connect.run(talk)
    yield from check.run(talk)
    for _ in range(TRIES):
        yield from read_on(talk)
        _require_lead(talk)
        if _is_in_force(talk.membership, made):
            return
        content = _content(talk, made)
        try:
            yield from say(talk, content)
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
            continue
        except (Unreachable, Untrusted) as error:
            raise Refused("space.recovery_unsure") from error
        try:
            yield from read_on(talk)
        except YarrowError as error:
            raise Refused("space.recovery_unsure") from error
        return
    raise Refused("service.not_newest")


def recover(store: SpaceStore, keys: RecoveryKeys, means: Means) -> Conversation[bool]:
    """Make this device a lead's, by the keys of the recovery set in force; False if it is one.

    Raises Refused `space.no_set`, `space.other_set`, `exchange.not_admitted`, and as
    `stating.state` does; `space.recover_lost` where the service has lost something, which is for
    `going_on.recover_and_go_on`: what is stated now would stand where others may have read more.
    """

    def make(talk: Talk) -> Recover | None:
        known = talk.membership
        if talk.device in known.leads:
            return None
        require_set(talk, known, keys)
        return Recover(known.newest, talk.device, set_id(keys.public), talk.means.now_ms())

    try:
        yield from _require_whole(begin(store, means, Report()))
        return (yield from state(store, means, make, by_lead=False, key=keys.sign))
    except (Frozen, ServiceRefused) as error:
        if error.code not in SERVICE_LOST:
            raise
        raise Refused("space.recover_lost") from error


def require_set(talk: Talk, known: Membership, keys: RecoveryKeys) -> None:
    """Raise Refused unless these keys can make this device a lead's, as far as that is known.

    It has to be admitted (`exchange.not_admitted`), and the set in force (`space.no_set`,
    `space.other_set`).
    """
    own = known.present.get(talk.device)
    if own is None or not own.is_admitted:
        raise Refused("exchange.not_admitted")
    if known.recovery is None:
        raise Refused("space.no_set")
    if known.recovery.set != set_id(keys.public):
        raise Refused("space.other_set")


def may_lead(known: Membership, device: bytes) -> bool:
    """Whether two shares could make this device a lead's: there is a set, and it has the key."""
    own = known.present.get(device)
    return known.recovery is not None and own is not None and own.holds_key


def _require_whole(talk: Talk) -> Conversation[None]:
    """Raise ServiceRefused `service.restoring` where it waits for what it was put back without."""
    yield from connect.run(talk)
    path = space_path(talk.space, Ask.APPEND)
    yield from talk.line.ask(path, AppendRequest(()), AppendAnswer)


def membership_of(state: SpaceState) -> Membership:
    """Who belongs to a space, and which recovery set it has, as far as it was read here."""
    return fold(state.id, dict(state.statements))


def _require_lead(talk: Talk) -> None:
    device = talk.membership.devices.get(talk.device)
    if device is None or device.role != "lead":
        raise Refused("space.not_lead_for_recovery")


def _is_in_force(known: Membership, made: RecoverySet) -> bool:
    return known.recovery is not None and known.recovery.keys == made.keys


def _content(talk: Talk, made: RecoverySet) -> SetRecovery:
    epoch = talk.membership.epoch
    key = talk.require_key(epoch.content.epoch)
    return SetRecovery(
        previous=talk.membership.newest,
        by=talk.device,
        recovery=stated(made, key, place=epoch.place, before=epoch.before),
        time=talk.means.now_ms(),
    )
