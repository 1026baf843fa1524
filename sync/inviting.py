"""Invite one person, in the room or at a distance: a code whose package only it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect
from sync.exchange.talk import Report, Talk, begin
from sync.protocol.codes import letters_of
from sync.protocol.epochs import Place, seal_text
from sync.protocol.invitations import (
    AT_A_DISTANCE_MS,
    IN_THE_ROOM_MS,
    AnyPackage,
    Code,
    DoorPackage,
    FarPackage,
    Package,
    seal_package,
)
from sync.protocol.keys import public_of
from sync.protocol.members import WRITER, Device
from sync.protocol.statements import Invite, Role, sign_statement
from sync.protocol.wire import Status
from sync.stating import TRIES, read_on, say
from sync.steps import Conversation

_ID = 16
_RANDOM = 32


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is let in: a role, and a name unless she says hers; `author` only for oneself.

    `distance` says that she is somewhere else and gets no key before a lead has admitted her,
    `is_lasting` that the code is for one of many ward PCs, which are not all set up at once.
    """

    role: Role
    name: str
    author: bytes
    distance: bool = False
    is_lasting: bool = False


def invite(
    store: SpaceStore,
    means: Means,
    *,
    role: Role,
    name: str,
    distance: bool = False,
    is_lasting: bool = False,
) -> Conversation[str]:
    """The code, as seven groups of four characters, once the service has the invitation.

    Good for 15 minutes, at a distance for 72 hours, and so for a ward PC if it is lasting: it
    opens nothing. Without a name the person invited says hers when she joins. Raises Refused
    `space.not_lead`, `space.door_at_a_distance`, `space.lasting_is_for_doors`.
    """

    def guest(talk: Talk) -> Guest:
        device = talk.membership.devices.get(talk.device)
        if device is None or device.role != "lead":
            raise Refused("space.not_lead")
        if role == WRITER and distance:
            raise Refused("space.door_at_a_distance")
        if is_lasting and role != WRITER:
            raise Refused("space.lasting_is_for_doors")
        return Guest(role, name, talk.means.random(_ID), distance, is_lasting)

    guest(begin(store, means, Report()))  # who is no lead asks nobody for it
    return (yield from _invite(store, means, guest))


def invite_own(store: SpaceStore, means: Means, *, name: str) -> Conversation[str]:
    """A code for another PC of the same person, who needs to be no lead for that.

    Raises Refused `space.not_read_yet` for a vault that has not synced since it joined.
    """
    return _invite(store, means, lambda talk: Guest(_own(talk).role, name, _own(talk).author))


def _invite(store: SpaceStore, means: Means, guest: Callable[[Talk], Guest]) -> Conversation[str]:
    talk = begin(store, means, Report())
    yield from connect.run(talk)
    yield from check.run(talk)
    code = Code.make(means.random)
    for _ in range(TRIES):
        yield from read_on(talk)
        try:
            yield from _send(talk, code, guest(talk))
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
        else:
            return letters_of(code.secret)
    raise Refused("service.not_newest")


def _own(talk: Talk) -> Device:
    """This device; a vault that joined and has not synced yet does not know its role."""
    device = talk.membership.devices.get(talk.device)
    if device is None:
        raise Refused("space.not_read_yet")
    return device


def _send(talk: Talk, code: Code, guest: Guest) -> Conversation[None]:
    epoch = max(talk.membership.epochs)
    key = talk.require_key(epoch)
    is_long = guest.distance or guest.is_lasting
    expires = talk.line.now_ms + (AT_A_DISTANCE_MS if is_long else IN_THE_ROOM_MS)
    said = Invite(
        previous=talk.membership.newest,
        by=talk.device,
        invitation=public_of(code.invitation),
        role=guest.role,
        expires=expires,
        author=guest.author,
        epoch=epoch,
        name=seal_text(
            key,
            guest.name,
            place=Place(talk.space, epoch),
            label="author",
            random32=talk.means.random(_RANDOM),
        ),
        locator=sha256(code.locator).digest(),
        distance=guest.distance,
        time=talk.means.now_ms(),
    )
    invited = sha256(sign_statement(talk.keys.sign, said)).digest()
    package = _package(talk, key, said, invited)
    sealed = seal_package(code, package, random32=talk.means.random(_RANDOM))
    yield from say(talk, said, package=sealed, locator=code.locator)


def _package(talk: Talk, key: bytes, said: Invite, invited: bytes) -> AnyPackage:
    service, policy = talk.membership.service, talk.membership.policy
    if service is None or policy is None:
        raise Untrusted("sync.wrong_space")
    package = Package(
        space=talk.space,
        invite=invited,
        signing=service.key,
        pins=service.pins,
        content_key=key,
        epoch=said.epoch,
        expires=said.expires,
        training=policy.training,
        no_team_recovery=talk.membership.no_team_recovery,
    )
    if said.role == WRITER:
        return DoorPackage.of(package, said.invitation)
    return FarPackage.of(package, said.invitation) if said.distance else package
