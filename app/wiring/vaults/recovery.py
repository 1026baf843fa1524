"""Ways back into a vault whose passphrase is forgotten: a team's shares, or a personal code.

Everything here waits for the vault or for the passphrase's slow derivation: call it off the
screen's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from app.domain.encoding import Value
from app.errors import Damaged, Refused, Untrusted, WrongPassphrase
from app.usecases.recovering import How, note_recovered
from app.wiring.vaults.shares_way import has_code_alone, refusing_space, tell_colleagues
from storage import settings
from storage.keys import CodeSlot, Kdf, RecoverySlot, calibrate, open_code_slot
from storage.opening import open_with
from storage.passphrases import require_good
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.slots import change_passphrase, drop_recovery, put_code, put_recovery, recovery_of
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from storage.vault_file import VaultFile
from sync.protocol.codes import SECRET_SIZE, letters_of, read_code
from sync.protocol.membership import Membership
from sync.protocol.recovery import (
    RecoveryKeys,
    RecoverySet,
    open_slot,
    seal_slot,
    set_id,
)
from sync.protocol.shares import SEED_SIZE, hash_share, join_shares, read_share, split_seed
from sync.recovering import membership_of

_REHEARSED = "rehearsed"
KeyOf = Callable[[VaultFile], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class MadeSet:
    """A new recovery set: its shares, a line of words each, and what may be known of it."""

    shares: tuple[str, ...]
    set: RecoverySet


class ShareState(StrEnum):
    """What a share is good for in a space."""

    IN_FORCE = "in_force"
    RETIRED = "retired"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """When a share of a set was last seen to be there: ms since 1970, and the set's id."""

    at_ms: int
    set: bytes


def make_set(random: Callable[[int], bytes] = os.urandom) -> MadeSet:
    """A set that no space knows so far; its seed exists in here alone."""
    seed = random(SEED_SIZE)
    shares = split_seed(seed)
    return MadeSet(shares, RecoverySet.of(RecoveryKeys.from_seed(seed), shares))


def home_membership(vault: Vault) -> tuple[bytes, Membership] | None:
    """The vault's home space and what is known of it here; None before any space."""
    spaces = VaultSpaces(vault)
    ids = spaces.spaces()
    return (ids[0], membership_of(spaces.space(ids[0]).load())) if ids else None


def keep_slot_current(vault: Vault) -> bool:
    """Let the recovery set of the home space, and no other, open the vault.

    None does where its person has a code alone, and none begins to where a space of the vault
    refuses it. To be done after unlocking and after each exchange. Gives whether a set opens it
    now. A log that cannot be trusted changes nothing.
    """
    slot = recovery_of(vault.file)
    if vault.is_read_only:
        return slot is not None
    with suppress(Untrusted):
        home = home_membership(vault)
        wanted = None if home is None or has_code_alone(vault) else _wanted(*home)
        if slot is None and wanted is not None and refusing_space(vault):
            wanted = None
        if wanted is None and slot is not None:
            drop_recovery(vault)
        elif home is not None and wanted is not None and not _is_same(slot, wanted):
            _put(vault, wanted, home[1])
        tell_colleagues(vault)
        return wanted is not None
    return slot is not None


def _wanted(space: bytes, known: Membership) -> RecoverySlot | None:
    if known.recovery is None:
        return None
    retired = tuple(each.set for each in known.retired)
    return RecoverySlot(space, known.recovery.set, retired, b"")


def _is_same(slot: RecoverySlot | None, wanted: RecoverySlot) -> bool:
    return slot is not None and (slot.space, slot.set) == (wanted.space, wanted.set)


def _put(vault: Vault, wanted: RecoverySlot, known: Membership) -> None:
    if known.recovery is None:
        return
    public, space = known.recovery.keys.hpke, wanted.space
    put_recovery(vault, wanted, lambda key: seal_slot(public, key, vault=vault.id, space=space))


def state_of_share(known: Membership, share: str) -> ShareState:
    """Whether a share that `read_share` read belongs to the set in force, an older, or none."""
    hash = hash_share(share)
    if known.recovery is not None and hash in known.recovery.shares:
        return ShareState.IN_FORCE
    if any(hash in each.shares for each in known.retired):
        return ShareState.RETIRED
    return ShareState.OTHER


def rehearse(vault: Vault, typed: str) -> ShareState:
    """Say what a share is good for, opening nothing; the day is kept if it is of the set in force.

    Raises Refused `space.none`, `space.no_recovery`, or as `read_share` does.
    """
    share = read_share(typed)
    home = home_membership(vault)
    if home is None:
        raise Refused("space.none")
    recovery = home[1].recovery
    if recovery is None:
        raise Refused("space.no_recovery")
    state = state_of_share(home[1], share)
    if state is ShareState.IN_FORCE:
        vault.write(lambda session: _note_rehearsal(session, recovery.set)).result()
    return state


def _note_rehearsal(session: VaultSession, set: bytes) -> None:
    value: dict[str, Value] = {"at": session.now_ms(), "set": set}
    settings.write(session.connection, _REHEARSED, value)


def last_rehearsal(reading: VaultReading) -> Rehearsal | None:
    """The last one noted in this vault, None if there was none."""
    kept = settings.read(reading.connection, _REHEARSED)
    if not isinstance(kept, dict):
        return None
    fields = cast("dict[str, Value]", kept)
    return Rehearsal(cast(int, fields["at"]), cast(bytes, fields["set"]))


def make_code(vault: Vault, random: Callable[[int], bytes] = os.urandom) -> str:
    """A personal code for this vault, in place of the one before; shown to its person once."""
    secret = random(SECRET_SIZE)
    put_code(vault, secret)
    return letters_of(secret)


def keys_of(typed: Sequence[str]) -> RecoveryKeys:
    """The keys that two shares give; raises as `read_share` and `join_shares` do."""
    return RecoveryKeys.from_seed(join_shares([read_share(each) for each in typed]))


def by_shares(typed: Sequence[str]) -> KeyOf:
    """What opens a vault with two shares.

    Raises as `read_share` and `join_shares` do; when it opens, Refused `vault.no_shares_way`, or
    WrongPassphrase `vault.share_retired`, `vault.share_not_ours`.
    """
    keys = keys_of(typed)
    found = set_id(keys.public)

    def key_of(content: VaultFile) -> bytes:
        slot = recovery_of(content)
        if slot is None:
            raise Refused("vault.no_shares_way")
        if found != slot.set:
            is_retired = found in slot.retired
            raise WrongPassphrase("vault.share_retired" if is_retired else "vault.share_not_ours")
        try:
            return open_slot(keys, slot.sealed, vault=content.vault, space=slot.space)
        except Untrusted as error:
            raise Damaged("vault.slot_damaged") from error

    return key_of


def by_code(typed: str) -> KeyOf:
    """What opens a vault with its personal code; raises Refused as `read_code` does.

    When it opens, Refused `vault.no_code_way` or WrongPassphrase `vault.wrong_code`.
    """
    secret = read_code(typed)

    def key_of(content: VaultFile) -> bytes:
        slot = next((each for each in content.slots if isinstance(each, CodeSlot)), None)
        if slot is None:
            raise Refused("vault.no_code_way")
        return open_code_slot(secret, slot, vault=content.vault)

    return key_of


def recover(
    path: Path,
    key_of: KeyOf,
    passphrase: str,
    *,
    how: How,
    calibrate: Callable[[], Kdf] = calibrate,
) -> Vault:
    """Open a vault without its passphrase, and let this new one open it from now on.

    A note of it is in each of its spaces before the new passphrase holds. A damaged vault, which
    takes no changes, opens to be read and repaired and keeps its ways in as they were. Raises
    Refused as `require_good`, and as `open_with` and `key_of` do.
    """
    require_good(passphrase)
    vault = open_with(path, key_of, tried=f"wrong_{how}")
    if vault.is_read_only:
        return vault
    try:
        spaces = VaultSpaces(vault)
        name, ids = spaces.person().name, spaces.spaces()
        require_good(passphrase, name)
        vault.write(lambda session: note_recovered(session, ids, how)).result()
        change_passphrase(vault, passphrase, kdf=calibrate(), name=name)
    except BaseException:
        vault.close()
        raise
    return vault
