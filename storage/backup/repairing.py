"""A damaged vault made good from what it still holds; the rest comes from elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.errors import Damaged, Refused, YarrowError
from storage import vault_file
from storage.backup import container, daily, mending, rotation, taking_place
from storage.backup.assembling import complete, key_of
from storage.backup.fitting import fits, fits_any
from storage.failures import told
from storage.keys import Random
from storage.opening import day_of, open_vault, pc_clock
from storage.process_lock import ProcessLock
from storage.record_key import RecordKey
from storage.session import Clock
from storage.unlocked import RECORDS, Vault
from storage.vault_file import VaultFile

_NAME_BYTES = 4
_FIRST = 64 * 1024
_SPACES = "select count(*) from membership"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was found, and what came of it.

    `changes` could be read; `aside` is where the damaged folder is now, None if it was put right
    where it lay; `has_service` says whether a service may hold what could not be read.
    """

    found: tuple[Damaged, ...]
    changes: int
    aside: Path | None
    has_service: bool


def repair_vault(
    path: Path, passphrase: str, *, clock: Clock = pc_clock, random: Random = os.urandom
) -> Repaired:
    """Repair from the changes where they lie, else make the records anew from what can be read.

    Raises as `storage.opening.open_vault` does, and Damaged `vault.damaged` if nothing can be
    read at all.
    """
    path = path.absolute()
    found: tuple[Damaged, ...] = ()
    try:
        with open_vault(path, passphrase, clock=clock, random=random) as vault:
            found = tuple(vault.verify())
            key, content = vault.record_key, vault.file
            try:
                vault.repair()
            except Damaged:
                pass
            else:
                return Repaired(found, 0, None, has_service=False)
    except Damaged as damage:
        if damage.code != "vault.damaged":
            raise
        content = vault_file.read(path)
        key = key_of(content, passphrase)
        found = found or (damage,)
    return Remaking(path, content, key, clock=clock, random=random).run(found)


class Remaking:
    """Makes a damaged vault anew in a folder beside it, which then takes its place."""

    def __init__(
        self,
        path: Path,
        content: VaultFile,
        key: RecordKey,
        *,
        clock: Clock = pc_clock,
        random: Random = os.urandom,
    ) -> None:
        self._path, self._content, self._key = path, content, key
        self._clock, self._random = clock, random

    def run(self, found: tuple[Damaged, ...]) -> Repaired:
        """Do it, with the vault closed."""
        lock = ProcessLock.take(self._path)
        try:
            changes, has_service = self.prepare()
        finally:
            lock.release()
        aside = taking_place.finish(self._path, day=day_of(self._clock()))
        return Repaired(found, changes, aside, has_service)

    def prepare(self, backup: Path | None = None) -> tuple[int, bool]:
        """Make it ready, so that the next to open the path finds it; a `backup` fills the gaps.

        The vault may be open, as long as it takes no writes. Gives how many changes it has, and
        whether a service may hold more.
        """
        taking_place.clear_unfinished(self._path)
        name = self._random(_NAME_BYTES).hex()
        building = taking_place.building_place(self._path, name)
        copy = taking_place.building_place(self._path, f"{name}-copy")
        with told(), _gone_after(building, copy):
            building.mkdir(mode=0o700)
            objects = [self._path]
            if backup is not None:
                copy.mkdir(mode=0o700)
                self._unpack(backup, copy)
                objects.append(copy)
            changes = mending.make_from_readable(
                self._key,
                self._path / RECORDS,
                building / RECORDS,
                copy=None if backup is None else (self._key, copy / RECORDS),
                random=self._random,
            )
            has_service = self._has_service(building)
            complete(self._path, building, self._content, self._key, objects=tuple(objects))
        return changes, has_service

    def _unpack(self, backup: Path, copy: Path) -> None:
        with container.Opened(backup) as opened:
            if opened.contents.vault != self._key.vault:
                raise Refused("backup.other_vault", path=str(self._path))
            opened.unpack(copy, watch=int)
        if not fits(self._key, copy / RECORDS):
            raise Refused("backup.other_key")

    def _has_service(self, building: Path) -> bool:
        connection = self._key.open(building / RECORDS, query_only=True)
        try:
            return bool(connection.execute(_SPACES).fetchone()[0])
        finally:
            connection.close()


@contextmanager
def _gone_after(*folders: Path) -> Iterator[None]:
    """Unless one took the place, nothing is left of them."""
    try:
        yield
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def prepare_repair(vault: Vault, backup: Path | None) -> int | None:
    """Repair an open vault that takes no writes; None if that is done where it lay.

    Else the repaired one is ready, with as many changes as are given, for whoever opens the vault
    next. Raises as `Remaking.prepare` does.
    """
    try:
        vault.repair()
    except Damaged:
        return Remaking(vault.path, vault.file, vault.record_key).prepare(backup)[0]
    return None


def newest_backup(vault: Vault) -> Path | None:
    """The newest backup that this vault made by itself under its key of now, if there is one."""
    found = rotation.newest_first(daily.place_of(vault))
    return next((each for each in found if _is_under(vault.record_key, each)), None)


def _is_under(key: RecordKey, backup: Path) -> bool:
    with suppress(YarrowError, OSError), container.Opened(backup) as opened:
        return fits_any(key, BytesIO(opened.beginning(RECORDS, _FIRST)))
    return False
