"""Open a vault with its passphrase; wrong tries wait, longer each time, and lose nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import Damaged, Refused, WrongPassphrase
from app.ports import Access
from storage import access_log, vault_file
from storage.backup import taking_place
from storage.hardening import keep_memory_private
from storage.keys import Random, open_slot
from storage.passphrases import wait_s
from storage.process_lock import ProcessLock
from storage.session import Clock, VaultSession
from storage.unlocked import RECORDS, Vault
from storage.vault_file import VaultFile

_MOST_WRONG_KEPT = 100


def pc_clock() -> int:
    """The PC's clock, ms since 1970."""
    return time.time_ns() // 1_000_000


def day_of(ms: int) -> str:
    """The day (YYYY-MM-DD) that a vault file keeps of a moment."""
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def open_vault(
    path: Path, passphrase: str, *, clock: Clock = pc_clock, random: Random = os.urandom
) -> Vault:
    """Open the vault in this folder.

    Raises WrongPassphrase `vault.wrong_passphrase`, Refused `vault.wait` (with `seconds`),
    `vault.in_use` or `vault.newer`, NotFound `vault.not_there`, or Damaged.
    """
    keep_memory_private()
    taking_place.finish(path, day=day_of(clock()))
    vault_file.read(path)
    lock = ProcessLock.take(path)
    try:
        return _open(path, passphrase, lock=lock, clock=clock, random=random)
    except BaseException:
        lock.release()
        raise


def seconds_to_wait(path: Path, *, clock: Clock = pc_clock) -> int:
    """Whole seconds until the next passphrase may be tried."""
    return wait_s(vault_file.read(path).wrong_ms, clock())


def _open(path: Path, passphrase: str, *, lock: ProcessLock, clock: Clock, random: Random) -> Vault:
    content = _with_times_not_ahead(path, vault_file.read(path), clock())
    wait = wait_s(content.wrong_ms, clock())
    if wait:
        raise Refused("vault.wait", seconds=wait)
    try:
        key = _unlock(content, passphrase)
    except WrongPassphrase:
        wrong = (*content.wrong_ms, clock())[-_MOST_WRONG_KEPT:]
        vault_file.write(path, replace(content, wrong_ms=wrong))
        raise
    _require_records(path)
    after = replace(content, last_unlock=day_of(clock()), wrong_ms=())
    vault = Vault(path, after, key=key, lock=lock, clock=clock, random=random)
    if content.wrong_ms and not vault.is_read_only:
        _log_wrong(vault, content.wrong_ms)
    if vault.file != content:
        vault_file.write(path, vault.file)
    return vault


def _require_records(path: Path) -> None:
    """Opening would make a new, empty file in place of one that is lost, and call it a vault."""
    file = path / RECORDS
    if not file.exists() or not file.stat().st_size:
        raise Damaged("vault.records_lost")


def _unlock(content: VaultFile, passphrase: str) -> bytes:
    """The key from the first slot that opens; a vault without slots opens for nobody."""
    wrong = WrongPassphrase("vault.wrong_passphrase")
    for slot in content.slots:
        if slot.kind == "passphrase":
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
    vault_file.write(path, moved)
    return moved


def _log_wrong(vault: Vault, wrong_ms: Sequence[int]) -> None:
    def note(session: VaultSession) -> None:
        for ms in wrong_ms:
            entry = Access(ms, "", "wrong_passphrase", b"", None, "")
            access_log.note(session.connection, entry)

    vault.write(note).result()
