"""What the panel of the team is told, put together from the vault in one consistent view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from app.domain.encoding import Value
from app.domain.leases import LEASE_DAYS
from app.errors import Untrusted
from app.ports.exchange import SpaceState
from app.wiring.team.introducing import others
from app.wiring.vaults.shares_way import open_to_shares
from storage import settings, space_rows
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.spaces import membership_rows, overview
from storage.spaces.overview import DeviceRow, SpaceOverview, is_copied
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync import holding
from sync.exchange.done import ON_SPARE
from sync.going_on import LOST, GoneOn
from sync.protocol.epochs import SealedName
from sync.protocol.members import WRITER, Invitation, InvitationState
from sync.protocol.membership import Membership
from sync.recovering import may_lead, membership_of
from ui.team.facts import (
    DeviceFacts,
    HeldFacts,
    InvitationFacts,
    JoinedFacts,
    PersonFacts,
    SpaceFacts,
    TeamFacts,
)
from ui.team.going_on import WentOn
from ui.team.wording import UNNAMED_PC

_KNOWN = "joins_known"


def facts(reading: VaultReading, now_ms: int) -> TeamFacts:
    """Every space, its home first; what only a log that holds can tell is left out otherwise."""
    known = known_joins(reading)
    found = overview.read(reading.connection)
    return TeamFacts(tuple(_space(reading, each, known, now_ms) for each in found.spaces))


def known_joins(reading: VaultReading) -> dict[str, int]:
    """Up to which position this lead knows who joined, by the space's id in hex."""
    kept = settings.read(reading.connection, _KNOWN)
    fields = cast("dict[str, Value]", kept) if isinstance(kept, dict) else {}
    return {space: at for space, at in fields.items() if isinstance(at, int)}


def held_facts(vault: Vault, space: bytes) -> Sequence[HeldFacts]:
    """What of a space is held and not decided on; waits for the vault."""
    found = holding.held(VaultSpaces(vault).space(space))
    spaces = vault.read(lambda reading: overview.read(reading.connection)).result().spaces
    rows = {row.id: row for each in spaces if each.id == space for row in each.devices}
    return [
        HeldFacts(
            position=each.position,
            person="" if each.device not in rows else rows[each.device].person,
            pc="" if each.device not in rows else rows[each.device].pc,
            why=each.why,
            may_adopt=each.may_be_adopted,
            opens=each.opens,
        )
        for each in found
    ]


def know_joins(session: VaultSession, space: bytes, position: int) -> None:
    """Keep that who joined up to a position is known."""
    kept: dict[str, Value] = {**known_joins(session), space.hex(): position}
    settings.write(session.connection, _KNOWN, kept)


def went_on(space: SpaceFacts, gone: GoneOn) -> WentOn:
    """What going on undid, by the names of the PCs as they were known before."""
    names = {each.id: each.pc or UNNAMED_PC for each in (*space.devices, *space.former)}
    return WentOn(
        tuple(names.get(id, UNNAMED_PC) for id in gone.to_invite),
        tuple(names.get(id, UNNAMED_PC) for id in gone.to_remove),
    )


def _space(
    reading: VaultReading, space: SpaceOverview, known: Mapping[str, int], now_ms: int
) -> SpaceFacts:
    nr = space_rows.space_nr(reading.connection, space.id)
    state = membership_rows.read(reading.connection, nr, space.id)
    is_removed = any(each.is_own and each.removed_ms is not None for each in space.devices)
    is_lead = not is_removed and any(map(_leads, space.devices))
    try:
        membership = membership_of(state)
    except Untrusted:
        membership = Membership(space.id)
    service_ms = now_ms + state.skew_ms
    return SpaceFacts(
        id=space.id,
        title=space.title,
        url=space.url,
        is_home=space.is_home,
        is_lead=is_lead,
        is_removed=is_removed,
        people=_people(space, state.own.author),
        former=tuple(_device(each) for each in space.devices if each.removed_ms is not None),
        invitations=tuple(_invitations(membership, state, service_ms)) if is_lead else (),
        joined=tuple(_joined(space, membership, state, known)) if is_lead else (),
        unheard=_unheard(space, membership) if is_lead else (),
        held=space.held,
        waits=state.own.device if not state.content_keys else None,
        others=others(reading, space.id, is_lead=is_lead),
        grace_days=0 if membership.policy is None else membership.policy.erase_grace,
        has_lost=any(code in LOST for code, _ in space.problems),
        refuses_shares=membership.no_team_recovery,
        copied=_copied(space, now_ms) if is_lead else (),
        may_lead=not is_lead and may_lead(membership, state.own.device),
        open_to_shares=_open_to_shares(reading, space) if is_lead else (),
        is_on_spare=any(code == ON_SPARE for code, _ in space.problems),
        lease_days=LEASE_DAYS if membership.policy is None else membership.policy.lease_days,
    )


def _leads(device: DeviceRow) -> bool:
    """Whether this is this PC and may state things: one that waits to be admitted may not."""
    return device.is_own and not device.waits and device.role == "lead"


def _people(space: SpaceOverview, own: bytes) -> tuple[PersonFacts, ...]:
    people: dict[bytes, list[DeviceRow]] = {}
    for device in space.devices:
        if device.removed_ms is None:
            author = own if device.is_own else device.author
            people.setdefault(author, []).append(device)
    return tuple(
        PersonFacts(rows[0].person, author == own, tuple(_device(row) for row in rows))
        for author, rows in people.items()
    )


def _device(row: DeviceRow) -> DeviceFacts:
    return DeviceFacts(
        id=row.id,
        pc=row.pc,
        role=row.role,
        is_own=row.is_own,
        added_ms=row.added_ms,
        heard_ms=row.mark_ms,
        removed_ms=row.removed_ms,
        is_waiting=row.waits,
    )


def _invitations(
    membership: Membership, state: SpaceState, service_ms: int
) -> Iterator[InvitationFacts]:
    authors = membership.authors
    for each in membership.invitations.values():
        if each.state is InvitationState.OPEN and service_ms < each.expires:
            yield InvitationFacts(
                id=each.hash,
                name=_name(each, state),
                role=each.role,
                until_ms=each.expires - state.skew_ms,
                is_own=each.author.id in authors,
                at_distance=each.distance,
            )


def _name(invitation: Invitation, state: SpaceState) -> str:
    sealed: SealedName = invitation.author.name
    key = state.content_keys.get(sealed.place.epoch)
    if key is None:
        return ""
    try:
        return sealed.open(key)
    except Untrusted:
        return ""


def _unheard(space: SpaceOverview, membership: Membership) -> tuple[str, ...]:
    """The PCs that are not known to have read of the last removal."""
    at = max((each.removed or 0 for each in membership.devices.values()), default=0)
    return tuple(
        row.pc or row.person
        for row in space.devices
        if at
        and row.removed_ms is None
        and not row.is_own
        and (row.read_to or 0) < at
        and row.role != WRITER
    )


def _copied(space: SpaceOverview, now_ms: int) -> tuple[str, ...]:
    """The PCs whose vault was lately in use as two copies, by their names."""
    return tuple(
        ", ".join(filter(None, (row.person, row.pc)))
        for row in space.devices
        if row.removed_ms is None and is_copied(row, now_ms)
    )


def _open_to_shares(reading: VaultReading, space: SpaceOverview) -> tuple[str, ...]:
    rows = open_to_shares(reading, space.devices)
    return tuple(", ".join(filter(None, (row.person, row.pc))) for row in rows)


def _joined(
    space: SpaceOverview, membership: Membership, state: SpaceState, known: Mapping[str, int]
) -> Iterator[JoinedFacts]:
    """Who has come since this lead last said that she knows everyone, or came herself."""
    devices = membership.devices
    own = devices.get(state.own.device)
    after = max(known.get(space.id.hex(), 0), 0 if own is None else own.added)
    rows = {row.id: row for row in space.devices}
    for device in devices.values():
        row = rows.get(device.id)
        is_other = device.author != state.own.author
        in_the_room = device.admitted == device.added
        is_here = row is not None and device.removed is None
        if row is None or not (is_here and in_the_room and is_other and device.added > after):
            continue
        yield JoinedFacts(
            row.person, row.pc, row.added_ms or 0, device.added, is_door=device.is_door
        )
