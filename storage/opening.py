"""Open a vault with its passphrase; wrong tries wait, longer each time, and lose nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import Damaged, Refused, WrongPassphrase, YarrowError
from app.ports import Access
from storage import access_log, damage_note, rekeying, vault_file
from storage.backup import taking_place
from storage.hardening import keep_memory_private
from storage.keys import FLOOR, Kdf, Random, Slot, make_slot, open_slot, raised
from storage.objects.checking import tidy
from storage.passphrases import wait_s
from storage.process_lock import ProcessLock
from storage.session import Clock, VaultSession
from storage.unlocked import RECORDS, Slots, Vault
from storage.vault_file import VaultFile

_MOST_WRONG_KEPT = 100


def pc_clock() -> int:
    """The PC's clock, ms since 1970."""
    return time.time_ns() // 1_000_000


def day_of(ms: int) -> str:
    """The day (YYYY-MM-DD) that a vault file keeps of a moment."""
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def open_vault(
    path: Path,
    passphrase: str,
    *,
    clock: Clock = pc_clock,
    random: Random = os.urandom,
    floor: Kdf = FLOOR,
) -> Vault:
    """Open the vault in this folder; a slot below the `floor` is made anew with what was typed.

    Raises WrongPassphrase `vault.wrong_passphrase`, Refused `vault.wait` (with `seconds`),
    `vault.in_use` or `vault.newer`, NotFound `vault.not_there`, or Damaged.
    """

    def key_of(content: VaultFile) -> bytes:
        return _unlock(content, passphrase)

    vault = open_with(path, key_of, clock=clock, random=random, passphrase=passphrase)
    _raise_to(floor, vault, passphrase)
    return vault


def open_with(
    path: Path,
    key_of: Callable[[VaultFile], bytes],
    *,
    clock: Clock = pc_clock,
    random: Random = os.urandom,
    tried: str = "wrong_passphrase",
    passphrase: str | None = None,
) -> Vault:
    """Open the vault in this folder with the key that `key_of` finds; raises as `open_vault` does.

    A WrongPassphrase from `key_of` counts as a try, and is logged as `tried`, one of
    `vault_file.WAYS`, once it is open. With
    the `passphrase` a new vault key is made if one is wanted.
    """
    keep_memory_private()
    taking_place.finish(path.absolute(), day=day_of(clock()))
    vault_file.read(path)
    lock = ProcessLock.take(path)
    try:
        vault = _open(path, key_of, lock=lock, clock=clock, random=random, tried=tried)
        return vault if passphrase is None else _with_new_key(vault, passphrase, lock, clock)
    except BaseException:
        lock.release()
        raise


def seconds_to_wait(path: Path, *, clock: Clock = pc_clock) -> int:
    """Whole seconds until the next passphrase may be tried."""
    return wait_s(vault_file.read(path).wrong_ms, clock())


def _open(
    path: Path,
    key_of: Callable[[VaultFile], bytes],
    *,
    lock: ProcessLock,
    clock: Clock,
    random: Random,
    tried: str,
) -> Vault:
    content = _with_times_not_ahead(path, vault_file.read(path), clock())
    wait = wait_s(content.wrong_ms, clock())
    if wait:
        raise Refused("vault.wait", seconds=wait)
    key = _try(path, content, key_of, clock=clock, tried=tried)
    rekeying.settle(path, key, vault=content.vault)
    _require_records(path)
    # A vault that takes no writes cannot log them yet.
    left = content.wrong if damage_note.is_noted(path) else ()
    after = replace(content.with_wrong(left), last_unlock=day_of(clock()))
    vault = Vault(path, after, key=key, lock=lock, clock=clock, random=random)
    if content.wrong_ms and not vault.is_read_only:
        _log_wrong(vault, content.wrong)
    if not vault.is_read_only:
        _tidy(vault, clock())
    # With the try before it, this is the second generation with these ways in: what a change of
    # them that was cut short had left of others is gone.
    with suppress(OSError):
        vault_file.write(path, vault.file)
    return vault


def _try(
    path: Path,
    content: VaultFile,
    key_of: Callable[[VaultFile], bytes],
    *,
    clock: Clock,
    tried: str,
) -> bytes:
    """The key. The try is written down before it is known to be right, and taken back after.

    So ending the program in between gives nobody a try for nothing. A disk that takes nothing
    keeps out only who could have copied the vault anyway, and must not keep out its person. The
    wait begins when the answer is there.
    """

    def note() -> None:
        wrong = (*content.wrong, (clock(), tried))[-_MOST_WRONG_KEPT:]
        with suppress(OSError):
            vault_file.write(path, content.with_wrong(wrong))

    note()
    try:
        return key_of(content)
    except WrongPassphrase:
        note()
        raise
    except BaseException:
        with suppress(OSError):
            vault_file.write(path, content)
        raise


def _with_new_key(vault: Vault, passphrase: str, lock: ProcessLock, clock: Clock) -> Vault:
    """The vault under a new key if its person wanted one; with no room for it, as it was."""
    wanted = vault.read(lambda reading: rekeying.is_wanted(reading.connection)).result()
    if not wanted or vault.is_read_only:
        return vault
    vault.close_lanes()
    kdf = raised(next(slot.kdf for slot in vault.file.slots if isinstance(slot, Slot)))
    content, key = vault.file, vault.record_key.vault_key
    try:
        content, key = rekeying.rekey(
            vault.path, content, key, passphrase, kdf=kdf, random=vault.random
        )
    except (OSError, YarrowError) as error:
        # To go on under the old key would write what the next unlock replaces.
        if vault_file.read(vault.path).slots != content.slots:
            raise Refused("vault.key_half_made") from error
    return Vault(vault.path, content, key=key, lock=lock, clock=clock, random=vault.random)


def _raise_to(floor: Kdf, vault: Vault, passphrase: str) -> None:
    """A slot of before a rise of the floor; that it waits once more loses nothing."""
    old = next((slot for slot in vault.file.slots if isinstance(slot, Slot)), None)
    if old is None or raised(old.kdf, floor) == old.kdf or vault.is_read_only:
        return

    def prepare(key: bytes) -> Callable[[Slots], Slots]:
        kdf = raised(old.kdf, floor)
        slot = make_slot(passphrase, key, vault=vault.id, kdf=kdf, random=vault.random)
        return lambda slots: tuple(slot if each == old else each for each in slots)

    with suppress(OSError, YarrowError):
        vault.change_slots(prepare)


def _require_records(path: Path) -> None:
    """Opening would make a new, empty file in place of one that is lost, and call it a vault."""
    file = path / RECORDS
    if not file.exists() or not file.stat().st_size:
        raise Damaged("vault.records_lost")


def _unlock(content: VaultFile, passphrase: str) -> bytes:
    """The key from the first slot that opens; a vault without slots opens for nobody."""
    wrong = WrongPassphrase("vault.wrong_passphrase")
    for slot in content.slots:
        if isinstance(slot, Slot) and slot.kind == "passphrase":
            try:
                return open_slot(passphrase, slot, vault=content.vault)
            except WrongPassphrase as error:
                wrong = error
    raise wrong


def _with_times_not_ahead(path: Path, content: VaultFile, now_ms: int) -> VaultFile:
    """After a clock was set back the wait begins anew, instead of lasting until it caught up."""
    if not content.wrong_ms or content.wrong_ms[-1] <= now_ms:
        return content
    moved = replace(content, wrong_ms=tuple(min(each, now_ms) for each in content.wrong_ms))
    with suppress(OSError):
        vault_file.write(path, moved)
    return moved


def _tidy(vault: Vault, now_ms: int) -> None:
    """Nobody can be attaching yet; a fault in what is read here shows where it is looked at."""
    with suppress(YarrowError):
        vault.read(lambda each: tidy(each.connection, vault.path, now_ms=now_ms)).result()


def _log_wrong(vault: Vault, tries: Sequence[tuple[int, str]]) -> None:
    def note(session: VaultSession) -> None:
        for ms, what in tries:
            entry = Access(ms, "", what, b"", None, "")
            access_log.note(session.connection, entry)

    vault.write(note).result()
