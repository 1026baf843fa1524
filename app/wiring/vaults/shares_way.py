"""A personal code in place of the team's shares, for a vault in a space that refuses those.

Everything here waits for the vault: call it off the screen's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from app.errors import Refused
from app.usecases import shares_way
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.slots import is_code_alone, let_shares_in, put_code_alone, ways_of
from storage.spaces import overview
from storage.spaces.overview import DeviceRow
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.protocol.codes import SECRET_SIZE, letters_of
from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.recovering import membership_of


def has_code_alone(vault: Vault) -> bool:
    """Whether its person has said that no team's shares are to open it."""
    return vault.read(lambda reading: is_code_alone(reading.connection)).result()


def make_code_alone(vault: Vault, random: Callable[[int], bytes] = os.urandom) -> str:
    """A personal code, shown once, in place of the one before and of the team's shares."""
    secret = random(SECRET_SIZE)
    put_code_alone(vault, secret)
    tell_colleagues(vault)
    return letters_of(secret)


def allow_shares(vault: Vault) -> None:
    """Let the team's shares open it again, once `keep_slot_current` is called.

    Raises Refused `vault.space_refuses_shares` with the name of a space that takes no such vault.
    """
    refusing = refusing_space(vault)
    if refusing is not None:
        raise Refused("vault.space_refuses_shares", space=refusing)
    let_shares_in(vault)


def refusing_space(vault: Vault) -> str | None:
    """The title of a space of this vault that takes none which a team's shares open."""
    for space, known, own in _spaces(vault):
        if known.no_team_recovery and own is not None:
            return _titles(vault).get(space, "")
    return None


def require_beside(vault: Vault, space: bytes | None) -> None:
    """Raise Refused `space.home_takes_shares` for the home: its own set is what opens vaults."""
    if space is None or space in VaultSpaces(vault).spaces()[:1]:
        raise Refused("space.home_takes_shares")


def tell_colleagues(vault: Vault) -> None:
    """Say in each space beside the home whether shares open this vault, where that is news."""
    is_open = ways_of(vault.file).shares
    for space, _, own in list(_spaces(vault))[1:]:
        if own is not None and own.may_write and _is_told(vault, own.id) is not is_open:
            vault.write(partial(_tell, space=space, device=own.id, is_open=is_open)).result()


def open_to_shares(reading: VaultReading, devices: Sequence[DeviceRow]) -> list[DeviceRow]:
    """Those of a space's PCs whose vaults a team's shares open, as far as they have said so."""
    rows = {row.id: row for row in devices if row.removed_ms is None}
    return [rows[id] for id in shares_way.open_ones(reading, rows)]


def devices_of(reading: VaultReading, space: bytes) -> Sequence[DeviceRow]:
    """The PCs of a space."""
    spaces = overview.read(reading.connection).spaces
    return next((each.devices for each in spaces if each.id == space), ())


def _spaces(vault: Vault) -> Iterator[tuple[bytes, Membership, Device | None]]:
    """The spaces, the home first, with what is known of them and this PC if it belongs."""
    spaces = VaultSpaces(vault)
    for id in spaces.spaces():
        state = spaces.space(id).load()
        known = membership_of(state)
        yield id, known, known.present.get(state.own.device)


def _titles(vault: Vault) -> dict[bytes, str]:
    found = vault.read(lambda reading: overview.read(reading.connection)).result()
    return {each.id: each.title for each in found.spaces}


def _is_told(vault: Vault, device: bytes) -> bool:
    return vault.read(lambda reading: shares_way.told(reading, device)).result()


def _tell(session: VaultSession, *, space: bytes, device: bytes, is_open: bool) -> None:
    shares_way.tell(session, space, device, is_open=is_open)
