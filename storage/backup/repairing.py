"""A damaged vault made good from what it still holds; the rest comes from elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged
from storage import vault_file
from storage.backup import mending, taking_place
from storage.backup.assembling import finish_folder, key_of
from storage.keys import Random
from storage.opening import day_of, open_vault, pc_clock
from storage.process_lock import ProcessLock
from storage.record_key import RecordKey
from storage.session import Clock
from storage.unlocked import RECORDS
from storage.vault_file import VaultFile

_NAME_BYTES = 4
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
    """Makes a damaged vault anew in a folder beside it, which then takes its place.

    `watch` may raise to stop it while nothing has changed yet.
    """

    def __init__(
        self,
        path: Path,
        content: VaultFile,
        key: RecordKey,
        *,
        clock: Clock = pc_clock,
        random: Random = os.urandom,
        watch: Callable[[], object] = int,
    ) -> None:
        self._path, self._content, self._key = path, content, key
        self._clock, self._random, self._watch = clock, random, watch

    def run(self, found: tuple[Damaged, ...]) -> Repaired:
        """Do it, with the vault closed."""
        lock = ProcessLock.take(self._path)
        try:
            building, changes, has_service = self._build()
        finally:
            lock.release()
        try:
            aside = finish_folder(
                self._path,
                building,
                self._content,
                self._key,
                objects=(self._path,),
                day=day_of(self._clock()),
            )
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return Repaired(found, changes, aside, has_service)

    def _build(self) -> tuple[Path, int, bool]:
        name = self._random(_NAME_BYTES).hex()
        building = taking_place.building_place(self._path, name)
        building.mkdir(mode=0o700)
        try:
            changes = mending.make_from_readable(
                self._key, self._path / RECORDS, building / RECORDS, random=self._random
            )
            connection = self._key.open(building / RECORDS, query_only=True)
            has_service = bool(connection.execute(_SPACES).fetchone()[0])
            connection.close()
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        return building, changes, has_service
