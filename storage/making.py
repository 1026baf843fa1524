"""Make a vault whole or not at all: built beside its place, then renamed into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from app.errors import Refused
from storage import settings, vault_file
from storage.durable import sync_folder
from storage.hardening import keep_memory_private
from storage.keys import KEY_BYTES, Kdf, Random, calibrate, make_slot
from storage.opening import day_of, pc_clock
from storage.passphrases import require_good
from storage.process_lock import ProcessLock
from storage.session import Clock, VaultSession
from storage.unlocked import TRAINING, Vault, unlock
from storage.vault_file import VaultFile

_ID_BYTES = 16
_ADD_AUTHOR = "insert into author (nr, id, name) values (1, ?, ?)"
_ADD_SPACE = "insert into space (nr, title, is_home) values (1, '', 1)"
_ADD_DEVICE = """
    insert into device (nr, space, author, name, role, is_own, added_ms)
    values (1, 1, 1, '', 'lead', 1, ?)
"""


def make_vault(
    path: Path,
    *,
    name: str,
    passphrase: str,
    training: bool = False,
    calibrate: Callable[[], Kdf] = calibrate,
    clock: Clock = pc_clock,
    random: Random = os.urandom,
) -> Vault:
    """Make a vault for the person of this name in a folder that is not there or empty.

    `calibrate` gives the settings of the passphrase slot. Raises Refused `vault.exists`,
    `vault.name_needed`, or as `passphrases.require_good` does.
    """
    path = path.absolute()
    if not name.strip():
        raise Refused("vault.name_needed")
    require_good(passphrase, name)
    _require_free(path)
    keep_memory_private()
    key = random(KEY_BYTES)
    vault = random(_ID_BYTES)
    slot = make_slot(passphrase, key, vault=vault, kdf=calibrate(), random=random)
    today = day_of(clock())
    content = VaultFile(vault, (slot,), _initials(name), training, last_unlock=today)
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_unfinished(path)
    building = path.with_name(f"{_unfinished(path)}{random(4).hex()}")
    building.mkdir(mode=0o700)
    try:
        build_vault(building, content, name=name, key=key, clock=clock, random=random)
        _take_place(building, path)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return unlock(path, content, key=key, clock=clock, random=random)


def build_vault(
    folder: Path, content: VaultFile, *, name: str, key: bytes, clock: Clock, random: Random
) -> None:
    """Write the files of a new vault into an empty folder, with its person and own space."""
    vault_file.write_both(folder, content)
    with unlock(folder, content, key=key, clock=clock, random=random) as vault:
        vault.write(lambda session: _add_person(session, name)).result()


def _add_person(session: VaultSession, name: str) -> None:
    session.connection.execute(_ADD_AUTHOR, (session.new_id(), name))
    session.connection.execute(_ADD_SPACE)
    settings.write(session.connection, TRAINING, session.is_training)
    session.connection.execute(_ADD_DEVICE, (session.now_ms(),))


def _require_free(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Refused("vault.exists", path=str(path))


def _take_place(building: Path, path: Path) -> None:
    """An empty folder in the way is replaced; Windows wants it gone first."""
    if path.exists():
        path.rmdir()
    building.rename(path)
    sync_folder(path.parent)


def _unfinished(path: Path) -> str:
    return f".{path.name}.making-"


def _clear_unfinished(path: Path) -> None:
    """Take away what an interrupted making left, unless it is going on."""
    for folder in path.parent.glob(f"{_unfinished(path)}*"):
        try:
            ProcessLock.take(folder).release()
        except Refused:
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:3]).upper()
