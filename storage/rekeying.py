"""A new vault key, for a vault whose old passphrase somebody may know.

The records are written anew under it beside the old file, then vault.json gets ways in to the new
key alone, then the new file takes the place of the old. Cut before vault.json, the old key holds
and the new file is taken away at the next unlock; cut after, the next unlock finishes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.errors import Damaged, Refused
from storage import failures, settings, vault_file
from storage.connection import Connection
from storage.durable import sync_folder
from storage.keys import KEY_BYTES, Kdf, Random, make_slot, sub_key
from storage.migrations import require_known
from storage.private_files import keep_private
from storage.record_key import RecordKey
from storage.vault_file import VaultFile

WANTED = "new_key_wanted"
RECORDS = "records.db"
_FRESH = "records.db.new"
_SALT_BYTES = 16
_BESIDE = ("-wal", "-shm", "-journal")
_SAME = "select count(*), coalesce(sum(length(bytes)), 0) from change"


def is_wanted(connection: Connection) -> bool:
    """Whether a new key is to be made at the next unlock by passphrase."""
    return bool(settings.read(connection, WANTED))


def want(connection: Connection) -> None:
    """Have a new key made at the next unlock by passphrase."""
    settings.write(connection, WANTED, 1)


def rekey(
    folder: Path, content: VaultFile, key: bytes, passphrase: str, *, kdf: Kdf, random: Random
) -> tuple[VaultFile, bytes]:
    """Give a vault that nobody has open a new key, with this passphrase as the only way to it.

    Gives what vault.json holds then, and the key. Raises OSError, or Refused `vault.key_not_made`
    where the copy is not whole: the old key holds on.
    """
    new = random(KEY_BYTES)
    try:
        with failures.told():
            _write_anew(folder, key, new, vault=content.vault)
        slot = make_slot(passphrase, new, vault=content.vault, kdf=kdf, random=random)
        after = replace(content, slots=(slot,))
        vault_file.write_ways(folder, after)  # the second copy may follow at the next unlock
    except BaseException:
        if vault_file.read(folder).slots == content.slots:
            _remove(folder / _FRESH)
        raise
    _take_place(folder)
    return after, new


def settle(folder: Path, key: bytes, *, vault: bytes) -> None:
    """Finish a change of keys that was cut short, or take away what it left."""
    fresh = folder / _FRESH
    if not fresh.exists():
        return
    if _holds(folder / RECORDS, key, vault=vault):
        _remove(fresh)
    elif _holds(fresh, key, vault=vault):
        _take_place(folder)


def _holds(path: Path, key: bytes, *, vault: bytes) -> bool:
    """Whether there are records under this key; an empty file opens with any and holds none."""
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        records = _open(path, key, vault=vault, query_only=True)
    except Damaged:
        return False
    try:
        return require_known(records) > 0
    finally:
        records.close()


def _write_anew(folder: Path, key: bytes, new: bytes, *, vault: bytes) -> None:
    fresh = folder / _FRESH
    _remove(fresh)
    keep_private(fresh)
    raw = sub_key(new, "records", vault=vault) + sub_key(
        new, "records-salt", vault=vault, size=_SALT_BYTES
    )
    old = _open(folder / RECORDS, key, vault=vault)
    try:
        version = require_known(old)
        old.execute(f"attach database ? as fresh key \"x'{raw.hex()}'\"", (str(fresh),))
        old.execute("pragma fresh.synchronous = full")
        old.execute("select sqlcipher_export('fresh')").fetchall()
        old.execute(f"pragma fresh.user_version = {version}")
        old.execute("detach database fresh")
        held = old.execute(_SAME).fetchone()
    finally:
        old.close()
    _require_whole(fresh, new, vault=vault, held=held)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _require_whole(fresh: Path, new: bytes, *, vault: bytes, held: object) -> None:
    copy = _open(fresh, new, vault=vault)
    try:
        faults = copy.execute("pragma cipher_integrity_check").fetchall()
        found = copy.execute(_SAME).fetchone()
        settings.write(copy, WANTED, 0)
    finally:
        copy.close()
    if faults or found != held:
        raise Refused("vault.key_not_made")


def _take_place(folder: Path) -> None:
    """What stands beside the old file belongs to it, and its content is in the new one."""
    for ending in _BESIDE:
        (folder / f"{RECORDS}{ending}").unlink(missing_ok=True)
    (folder / _FRESH).replace(folder / RECORDS)
    sync_folder(folder)


def _remove(fresh: Path) -> None:
    for ending in ("", *_BESIDE):
        with suppress(FileNotFoundError):
            fresh.with_name(f"{fresh.name}{ending}").unlink()


def _open(path: Path, key: bytes, *, vault: bytes, query_only: bool = False) -> Connection:
    return RecordKey(key, vault).open(path, query_only=query_only)
