"""Say as a lead where the history of a space goes on, when no PC has what its service lost; by two
shares of the recovery set where no lead is left to say it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect, hello, membership, pull, renewing, stated
from sync.exchange.talk import SERVICE_LOST, Frozen, Report, Talk, begin
from sync.protocol.heads import Head, running
from sync.protocol.membership import Membership
from sync.protocol.recovery import RecoveryKeys, set_id
from sync.protocol.statements import ByDevice, Recover, Restored
from sync.protocol.wire import (
    AppendAnswer,
    AppendRequest,
    Ask,
    LogAnswer,
    LogRequest,
    Status,
    space_path,
)
from sync.recovering import require_set
from sync.stating import require_lead, say
from sync.steps import Conversation

LOST = (*SERVICE_LOST, *stated.LOST)
"""What is told where the service has lost something, a statement of this PC's too."""
_PAGE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class GoneOn:
    """From which position history goes on, how many places above it were lost, and what that undid.

    `to_invite` are devices that had joined since, `to_remove` those that had been removed since and
    belong again: a lead has to do both anew.
    """

    position: int
    lost: int
    to_invite: tuple[bytes, ...]
    to_remove: tuple[bytes, ...]


def go_on(store: SpaceStore, means: Means, *, for_others: bool = False) -> Conversation[GoneOn]:
    """Give back what is here, and state that the log goes on from where the service has it then.

    With `for_others` it is stated though nothing is lost as far as this PC can see: another PC had
    read what the service has not. On a log that is whole it changes no position.

    Raises Refused `space.nothing_lost`, `space.not_lead_to_state`, `space.changed_meanwhile`.
    """
    talk = begin(store, means, Report())
    require_lead(talk)
    return (yield from _go_on(talk, None, for_others=for_others))


def recover_and_go_on(store: SpaceStore, keys: RecoveryKeys, means: Means) -> Conversation[GoneOn]:
    """The same when no lead is left: make this device a lead's first, by the keys of the recovery
    set that is in force both here and in the log as the service has it.

    A PC that is lost is never heard from, so a service that was put back would take nothing more.
    Raises Refused as `go_on` and `recovering.recover` do.
    """
    talk = begin(store, means, Report())
    require_set(talk, talk.membership, keys)
    return (yield from _go_on(talk, keys, for_others=False))


def _go_on(talk: Talk, keys: RecoveryKeys | None, *, for_others: bool) -> Conversation[GoneOn]:
    yield from connect.run(talk)
    yield from check.run(talk)
    head = yield from _lost_head(talk, for_others=for_others)
    shared = yield from renewing.last_shared(talk, head)
    known, read = yield from renewing.read_on(talk, renewing.membership_at(talk, shared))
    if keys is not None and talk.device not in known.leads:
        yield from _become_lead(talk, known, keys)
        head = yield from _newest(talk)
        known, more = yield from renewing.read_on(talk, known)
        read += more
    trusted = renewing.trusted_in(talk, read, shared=shared)
    if talk.device not in known.leads or not (trusted is None or talk.device in trusted):
        raise Refused("space.not_lead_to_state")
    yield from _require_same(talk, head, shared)
    before, lost = talk.membership, talk.cursor.position - shared
    yield from _said(talk, _statement(talk, known, head))
    yield from hello.run(talk)
    yield from membership.run(talk)
    yield from pull.run(talk)
    return GoneOn(
        shared,
        lost,
        tuple(sorted(set(before.present) - set(known.present))),
        tuple(sorted(set(known.present) - set(before.present) & set(before.devices))),
    )


def _become_lead(talk: Talk, known: Membership, keys: RecoveryKeys) -> Conversation[None]:
    """By the log as the service has it; where this was cut off it is there already."""
    require_set(talk, known, keys)
    made = Recover(known.newest, talk.device, set_id(keys.public), talk.means.now_ms())
    yield from _said(talk, made, key=keys.sign)


def _said(
    talk: Talk, content: ByDevice, *, key: Ed25519PrivateKey | None = None
) -> Conversation[None]:
    """State it; raises Refused `space.changed_meanwhile` where the log has moved on."""
    try:
        yield from say(talk, content, key=key)
    except ServiceRefused as refused:
        if refused.status not in (Status.NOT_NEWEST, Status.BAD_REQUEST):
            raise
        raise Refused("space.changed_meanwhile") from refused


def _statement(talk: Talk, known: Membership, head: Head) -> Restored:
    return Restored(
        previous=known.newest,
        by=talk.device,
        generation=head.generation + 1,
        position=head.position,
        running=head.running,
        time=talk.means.now_ms(),
    )


def _lost_head(talk: Talk, *, for_others: bool) -> Conversation[Head]:
    """The service's head, once it has back what this PC holds; raises `space.nothing_lost`."""
    try:
        yield from hello.run(talk)
    except Frozen as frozen:
        if frozen.code not in LOST:
            raise
        if frozen.code == LOST[0]:
            # What was given back a moment ago has moved it on.
            return (yield from _newest(talk))
        return talk.read_head(frozen.theirs)
    is_known = for_others or stated.was_told(talk) or (yield from _waits(talk))
    if talk.head is None or not is_known:
        raise Refused("space.nothing_lost")
    return talk.head


def _waits(talk: Talk) -> Conversation[bool]:
    """Whether the service waits for what another PC was shown to have read."""
    path = space_path(talk.space, Ask.APPEND)
    try:
        yield from talk.line.ask(path, AppendRequest(()), AppendAnswer)
    except ServiceRefused as refused:
        if refused.status != Status.RESTORING:
            raise
        return True
    return False


def _newest(talk: Talk) -> Conversation[Head]:
    path = space_path(talk.space, Ask.LOG)
    asked = LogRequest(talk.cursor.position, _PAGE_BYTES)
    answer = yield from talk.line.ask(path, asked, LogAnswer)
    return talk.read_head(answer.head)


def _require_same(talk: Talk, head: Head, shared: int) -> Conversation[None]:
    """Read what stands above the shared position: she states what she has seen.

    Raises Untrusted `exchange.log_altered`.
    """
    position, before = shared, talk.store.running_at(shared) or talk.space
    path = space_path(talk.space, Ask.LOG)
    while position < head.position:
        answer = yield from talk.line.ask(path, LogRequest(position, _PAGE_BYTES), LogAnswer)
        if not answer.entries:
            break
        for entry, _ in answer.entries:
            if position < head.position:
                position, before = position + 1, running(before, sha256(entry).digest())
    if (position, before) != (head.position, head.running):
        raise Untrusted("exchange.log_altered", position=shared + 1)
