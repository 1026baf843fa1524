"""Erase for the whole team: send what waits, write again what stays, state it, carry it out."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.erasure import BACKUP_DAYS, Certificate
from app.errors import YarrowError
from app.ports.erasing import Target
from app.usecases.retention import erasing as rules
from storage.spaces import overview
from storage.spaces.erasures import Done
from storage.spaces.overview import DeviceRow, SpaceOverview
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync import erasing
from sync.exchange.erasing import open_thing_of
from sync.exchange.talk import fold
from sync.protocol.erasing import DAY_MS, due_ms
from sync.protocol.kinds.erasing import ErasedThing
from sync.protocol.marks import parse_mark
from sync.protocol.members import Erasure
from sync.protocol.membership import Membership
from sync.runner import SyncLane


def erase(vault: Vault, lane: SyncLane, target: Target, reason: str) -> bytes:
    """Have it erased; gives the erasure's id. Waits for the network and for the vault.

    Raises as `app.usecases.erasing.require_erasable` and `sync.erasing.erase` do, and the first
    problem of an exchange that did not bring everything across.
    """
    space = vault.read(lambda reading: rules.require_erasable(reading, target, reason)).result()
    _exchange(lane)
    store = VaultSpaces(vault).space(space)
    others = store.erasures.named(target).others
    if others:
        vault.write(lambda session: rules.write_again(session, target.subject, others)).result()
        _exchange(lane)
    lane.about(
        lambda store, means: erasing.erase(store, target, reason, means, written_again=others),
        space=space,
    ).result()
    vault.write(
        lambda session: session.note_access(
            "erased", target.subject, record=target.record, detail=""
        )
    ).result()
    _exchange(lane)
    known = fold(space, dict(store.load().statements)).erasures
    return max(known.values(), key=lambda each: each.position).hash


def keep(vault: Vault, lane: SyncLane, erasure: bytes) -> bool:
    """Have another lead's erasure taken back; False if it was already."""
    space = next(
        (each.id for each in _spaces(vault) if erasure in _membership(vault, each.id).erasures),
        None,
    )
    return lane.about(
        lambda store, means: erasing.keep(store, erasure, means), space=space
    ).result()


def certificates(vault: Vault) -> list[Certificate]:
    """What is known of every erasure in the vault's spaces, newest first in each."""
    return [each for space in _spaces(vault) for each in _of_space(vault, space)]


def _of_space(vault: Vault, space: SpaceOverview) -> Iterator[Certificate]:
    store = VaultSpaces(vault).space(space.id)
    membership = _membership(vault, space.id)
    done = store.erasures.all_done()
    state = store.load()
    counts = {device: parse_mark(mark)[0].erasures for device, mark in state.marks.items()}
    in_order = sorted(membership.erasures.values(), key=lambda each: each.position)
    effective = [each.hash for each in in_order if not each.is_kept]
    for erasure in reversed(in_order):
        number = effective.index(erasure.hash) + 1 if erasure.hash in effective else 0
        here = done.get(erasure.hash)
        confirmed, waiting, never = [], [], []
        for device in space.devices:
            known = membership.devices.get(device.id)
            if known is not None and (known.is_door or known.added > erasure.position):
                continue  # it holds nothing of the file
            if number and (counts.get(device.id, 0) >= number or (device.is_own and here)):
                confirmed.append(_name(device))
            elif device.removed_ms is not None:
                never.append(_name(device))
            else:
                waiting.append(_name(device))
        thing = open_thing_of(erasure, state.content_keys.get(erasure.place.epoch))
        yield _certificate(
            erasure,
            here,
            thing,
            space,
            state.own.author,
            (tuple(confirmed), tuple(waiting), tuple(never)),
        )


def _certificate(
    erasure: Erasure,
    here: Done | None,
    thing: ErasedThing | None,
    space: SpaceOverview,
    own: bytes,
    pcs: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> Certificate:
    people = {own if device.is_own else device.author: device.person for device in space.devices}
    confirmed, waiting, never = pcs
    about = thing or here
    return Certificate(
        id=erasure.hash,
        subject=None if about is None else about.subject,
        kind=None if about is None else about.kind,
        record=None if about is None else about.record,
        reason="" if about is None else about.reason,
        by=people.get(erasure.author, ""),
        at_ms=erasure.time,
        due_ms=due_ms(erasure),
        is_kept=erasure.is_kept,
        done_ms=None if here is None else here.done_ms,
        confirmed=confirmed,
        waiting=() if erasure.is_kept else waiting,
        never=never,
        backups_end_ms=None if here is None else here.done_ms + BACKUP_DAYS * DAY_MS,
        has_arrived_after=here is not None and here.has_arrived_after,
        is_own=erasure.author == own,
    )


def _exchange(lane: SyncLane) -> None:
    totals = lane.sync().result()
    for problem in totals.problems:
        if isinstance(problem, YarrowError):
            raise problem


def _spaces(vault: Vault) -> tuple[SpaceOverview, ...]:
    return vault.read(lambda reading: overview.read(reading.connection)).result().spaces


def _membership(vault: Vault, space: bytes) -> Membership:
    return fold(space, dict(VaultSpaces(vault).space(space).load().statements))


def _name(device: DeviceRow) -> str:
    return ", ".join(part for part in (device.person, device.pc) if part) or device.id.hex()
