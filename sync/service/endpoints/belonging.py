"""Who belongs: statements of devices, joins, and the packages that codes open."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.protocol.members import InvitationState
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.shapes import to_map
from sync.protocol.statements import (
    Create,
    Erase,
    Invite,
    Join,
    Keep,
    Part,
    Recover,
    Restored,
    Stated,
    Statement,
    parse_statement,
)
from sync.protocol.wire import (
    JoinRequest,
    NewestAnswer,
    PackageAnswer,
    PackageRequest,
    ReceiptAnswer,
    StatementRequest,
    Status,
)
from sync.service import erasing, mail, packages, restoring, store
from sync.service.call import Call
from sync.service.proof import prove_newcomer
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.store import Tip
from sync.service.taking import (
    kept_at,
    known_statement,
    lock_space,
    receipt,
    statement_entry,
    take,
)

LONGEST_OPEN_MS = 72 * 60 * 60 * 1000


def make_statement(call: Call) -> ReceiptAnswer:
    """Take what a device states that belongs: an `invite` with its package, others alone.

    The package of every invitation that it ends goes. A `restored` begins the next generation: the
    space is whole again, whatever was lost. A `recover` is taken before it is: nobody else could
    state that where no lead is left. Raises Refusal `bad_request`, `no_standing`,
    `not_newest`, `invite_used`, `invite_unknown`.
    """
    asked = call.read(StatementRequest)
    stated = _parsed(asked.statement)
    said = stated.content
    if isinstance(said, Create | Join) or said.by != call.device:
        raise Refusal(Status.BAD_REQUEST)
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        known = known_statement(connection, call, tip=tip, stated=stated, device=call.device)
        if known is None:
            known = _take(connection, call, tip=tip, stated=stated, entry=asked.statement)
            if isinstance(said, Invite):
                _keep_package(connection, call, asked=asked, said=said, invite=stated.hash)
    if isinstance(said, Erase):
        _erase(call)
    return ReceiptAnswer(known)


def join(call: Call) -> ReceiptAnswer:
    """Take a `join` under an invitation that is open by the service's clock, and end it.

    Raises Refusal `bad_request`, `not_signed`, `not_newest`, `invite_unknown`, `invite_used`,
    `invite_expired`, `too_many`.
    """
    call.count(call.service.rates.newcomer)
    asked = call.read(JoinRequest)
    stated = _parsed(asked.statement)
    said = stated.content
    if not isinstance(said, Join):
        raise Refusal(Status.BAD_REQUEST)
    prove_newcomer(call, device=said.device, key=said.keys.sign)
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        known = known_statement(connection, call, tip=tip, stated=stated, device=said.device)
        if known is None:
            _check_open(call, call.service.memberships.at(connection, tip), said.invite)
            known = _take(connection, call, tip=tip, stated=stated, entry=asked.statement)
    return ReceiptAnswer(known)


def fetch_package(call: Call) -> PackageAnswer:
    """The package of an open invitation; used, ended and never made are answered alike.

    Raises Refusal `no_package`, `too_many`.
    """
    call.count(call.service.rates.package)
    asked = call.read(PackageRequest)
    with call.service.store.reading() as connection:
        found = packages.find_package(connection, asked.locator, now_ms=call.now_ms)
        tip = None if found is None else store.tip(connection, found.space)
        if found is None or tip is None:
            raise Refusal(Status.NO_PACKAGE)
        newest = call.service.memberships.at(connection, tip).newest
    return PackageAnswer(found.sealed, call.head(tip), newest)


def _parsed(statement: bytes) -> Stated:
    with refusing_untrusted():
        return parse_statement(statement)


def _take(connection: Connection, call: Call, *, tip: Tip, stated: Stated, entry: bytes) -> bytes:
    """Append a statement that the membership allows, end what it ends, and sign for it."""
    said = stated.content
    _require_open(connection, tip, said)
    device = said.device if isinstance(said, Create | Join) else said.by
    membership = call.service.memberships.at(connection, tip)
    if said.previous != membership.newest:
        raise Refusal(Status.NOT_NEWEST, body=to_map(NewestAnswer(membership.newest)))
    if isinstance(said, Keep):
        erasing.require_in_time(membership, said, call.now_ms)
    if isinstance(said, Erase):
        erasing.require_dated_now(said, call.now_ms)
    with refusing_untrusted():
        after = apply(membership, stated, tip.position + 1)
    for invite in set(ended(after)) - set(ended(membership)):
        packages.end_package(connection, call.space, invite)
    if isinstance(said, Part):
        mail.close(connection, call.space, said.team)
    new = statement_entry(call, stated, entry=entry, device=device)
    tip = take(connection, call, before=tip, new=new)
    if isinstance(said, Restored):
        tip = restoring.renew(connection, tip, said.generation)
    return receipt(call, tip, kept=kept_at(tip, stated.hash), device=device)


def _require_open(connection: Connection, tip: Tip, said: Statement) -> None:
    """A log that is not whole goes on from where it stands, as who states it has read it; who is
    made a lead by a recovery set may be the only one who can state that.
    """
    if isinstance(said, Restored):
        if (said.position, said.running) != (tip.position, tip.running):
            raise Refusal(Status.BAD_REQUEST)
    elif not isinstance(said, Recover):
        restoring.require_whole(connection, tip.space)


def _erase(call: Call) -> None:
    """Carry out what is due, once the statement is sure: what fails here is done at a `hello`."""
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        membership = call.service.memberships.at(connection, tip)
        erasing.carry_out(connection, membership, call.now_ms, folder=call.objects_folder)


def ended(membership: Membership) -> list[bytes]:
    """The invitations that are open no longer."""
    is_open = InvitationState.OPEN
    return [hash for hash, each in membership.invitations.items() if each.state is not is_open]


def _check_open(call: Call, membership: Membership, invite: bytes) -> None:
    """Refuse an invitation whose time is over; clients have no clock that all could trust."""
    known = membership.invitations.get(invite)
    if known is None:
        raise Refusal(Status.INVITE_UNKNOWN)
    if known.state == "used":
        raise Refusal(Status.INVITE_USED)
    if known.state in ("cancelled", "lapsed"):
        raise Refusal(Status.INVITE_UNKNOWN)
    if known.expires <= call.now_ms:
        raise Refusal(Status.INVITE_EXPIRED)


def _keep_package(
    connection: Connection, call: Call, *, asked: StatementRequest, said: Invite, invite: bytes
) -> None:
    packages.drop_expired(connection, now_ms=call.now_ms)
    if said.expires - call.now_ms > LONGEST_OPEN_MS:
        raise Refusal(Status.BAD_REQUEST)
    if asked.package is None or asked.locator is None:
        return
    is_taken = packages.is_locator_taken(connection, said.locator)
    is_other = packages.hash_locator(asked.locator) != said.locator
    if is_taken or is_other:
        raise Refusal(Status.BAD_REQUEST)
    packages.keep_package(
        connection,
        packages.Package(call.space, asked.package),
        locator_hash=said.locator,
        invite=invite,
        expires=said.expires,
    )
