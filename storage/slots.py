"""The ways into an open vault: changed one at a time, so that one of them always opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from storage import rekeying, settings
from storage.connection import Connection
from storage.keys import AnySlot, CodeSlot, Kdf, RecoverySlot, Slot, make_code_slot, make_slot
from storage.passphrases import require_good
from storage.unlocked import Vault
from storage.vault_file import VaultFile

Slots = tuple[AnySlot, ...]
_CODE_ALONE = "code_alone"
OFFER_CODE = "offer_code"
"""The setting of a vault just made in the window, until its person was offered a code."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways there are into a vault, as vault.json says without being opened."""

    passphrase: bool
    code: bool
    shares: bool


def ways_of(content: VaultFile) -> Ways:
    """The ways into the vault with this file."""
    kinds = {slot.kind for slot in content.slots}
    return Ways("passphrase" in kinds, "code" in kinds, "recovery" in kinds)


def change_passphrase(
    vault: Vault, passphrase: str, *, kdf: Kdf, name: str = "", new_key: bool = False
) -> None:
    """Let this passphrase open the vault in place of the one before.

    With `new_key` the next unlock makes a new vault key, to which this passphrase is the only way.

    Takes as long as unlocking does. Raises Refused as `passphrases.require_good` does, `vault.
    read_only`, or `vault.half_changed` where the second copy could not be written.
    """
    require_good(passphrase, name)

    def prepare(key: bytes) -> Callable[[Slots], Slots]:
        slot = make_slot(passphrase, key, vault=vault.id, kdf=kdf, random=vault.random)
        return lambda slots: (slot, *_others(slots, Slot))

    vault.change_slots(prepare)
    if new_key:
        vault.write(lambda session: rekeying.want(session.connection)).result()


def put_code(vault: Vault, secret: bytes) -> None:
    """Let a personal code (16 random bytes) open the vault in place of the one before."""

    def prepare(key: bytes) -> Callable[[Slots], Slots]:
        slot = make_code_slot(secret, key, vault=vault.id, random=vault.random)
        return lambda slots: (*_others(slots, CodeSlot), slot)

    vault.change_slots(prepare)


def put_code_alone(vault: Vault, secret: bytes) -> None:
    """The same, and no team's shares open it from now on, until `let_shares_in`.

    The code is in the vault's file before the shares are out of it, both in one step.
    """

    def prepare(key: bytes) -> Callable[[Slots], Slots]:
        slot = make_code_slot(secret, key, vault=vault.id, random=vault.random)
        return lambda slots: (*_others(_others(slots, CodeSlot), RecoverySlot), slot)

    vault.change_slots(prepare)
    vault.write(lambda session: settings.write(session.connection, _CODE_ALONE, 1)).result()


def let_shares_in(vault: Vault) -> None:
    """A team's shares may open it again; the slot for them comes with `keep_slot_current`."""
    vault.write(lambda session: settings.write(session.connection, _CODE_ALONE, 0)).result()


def is_code_alone(connection: Connection) -> bool:
    """Whether its person has said that no team's shares are to open it."""
    return bool(settings.read(connection, _CODE_ALONE))


def put_recovery(vault: Vault, slot: RecoverySlot, seal: Callable[[bytes], bytes]) -> None:
    """Let a team's recovery set open the vault, and no other set; `seal` wraps the vault key."""

    def prepare(key: bytes) -> Callable[[Slots], Slots]:
        sealed = replace(slot, sealed=seal(key))
        return lambda slots: (*_others(slots, RecoverySlot), sealed)

    vault.change_slots(prepare)


def drop_recovery(vault: Vault) -> None:
    """Let no recovery set open the vault any more."""
    vault.change_slots(lambda _key: lambda slots: _others(slots, RecoverySlot))


def recovery_of(content: VaultFile) -> RecoverySlot | None:
    """The slot of a team's recovery set, None if there is none."""
    return next((slot for slot in content.slots if isinstance(slot, RecoverySlot)), None)


def _others(slots: Slots, kind: type[AnySlot]) -> Slots:
    return tuple(slot for slot in slots if not isinstance(slot, kind))
