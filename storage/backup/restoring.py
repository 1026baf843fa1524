"""A vault put back from a backup, beside whatever newer work is there; nothing is overwritten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import Damaged, NotFound, Refused, WrongPassphrase
from storage import vault_file
from storage.backup import container, mending, taking_place
from storage.backup.adding import add_missing
from storage.backup.assembling import NO_WAY, Proof, complete, key_of
from storage.backup.fitting import fits
from storage.backup.source import Source, content_of
from storage.backup.stopping import Stop
from storage.connection import Connection
from storage.failures import told
from storage.hardening import keep_memory_private
from storage.keys import Random
from storage.migrations import migrate
from storage.opening import day_of, open_vault, open_with, pc_clock
from storage.process_lock import ProcessLock
from storage.record_key import RecordKey
from storage.session import Clock, VaultSession
from storage.unlocked import RECORDS, Vault, unlock
from storage.vault_file import VaultFile

_NAME_BYTES = 4
_DAMAGED = ("vault.damaged", "vault.records_lost", "vault.plain", "vault.file_damaged")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to.

    `how` is `new` (the backup stands where nothing was), `added` (the vault that was there has
    what it lacked) or `mended` (it was damaged: all that could be read of it and the backup stand
    there now). `changes` came from the backup or could be read; `aside` is where the damaged
    folder is now.
    """

    how: str
    changes: int
    is_whole: bool
    aside: Path | None = None


class Restoring:
    """One restore of a backup into the folder `path`."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock = pc_clock,
        random: Random = os.urandom,
        stop: Stop | None = None,
    ) -> None:
        self._path = path.absolute()
        self._clock, self._random = clock, random
        self._stop, self._tried = stop or Stop(), ""

    def run(self, file: Path, proof: Proof, *, tried: str = "wrong_passphrase") -> Restored:
        """Restore; `proof` opens the vault of now, or of the day of the backup.

        With another proof than a passphrase a wrong one is logged as `tried`.

        Raises WrongPassphrase, Refused `backup.not_a_backup`, `backup.newer`,
        `backup.other_vault`, `backup.other_key`, `backup.not_a_vault`, `vault.in_use`,
        `vault.wait`, or Damaged `backup.not_as_written`. Then nothing was changed.
        """
        keep_memory_private()
        self._tried = tried
        if self._path.is_file():
            raise Refused("backup.not_a_vault", path=str(self._path))
        taking_place.finish(self._path, day=day_of(self._clock()))
        with container.Opened(file) as backup, told(), self._building() as building:
            content = content_of(backup, building)
            if _is_free(self._path):
                return self._new(backup, content, building, proof)
            return self._beside(backup, content, building, proof)

    def _new(
        self, backup: container.Opened, content: VaultFile, building: Path, proof: Proof
    ) -> Restored:
        key = key_of(content, proof)
        backup.unpack(building, watch=self._stop.watch)
        if not fits(key, building / RECORDS):
            raise Damaged("backup.not_as_written")
        count = self._make_ready(key, building)
        vault_file.write_both(building, replace(content, wrong_ms=()))
        taking_place.offer(building, self._path)
        taking_place.finish(self._path, day=day_of(self._clock()))
        return Restored("new", count, backup.contents.is_whole)

    def _beside(
        self, backup: container.Opened, content: VaultFile, building: Path, proof: Proof
    ) -> Restored:
        there = self._there(content)
        source = Source(backup, content, proof)
        with self._opened(there, content, proof) as vault:
            if isinstance(vault, Vault) and _is_sound(vault):
                return self._add(source, vault, building)
            key = vault.record_key if isinstance(vault, Vault) else vault
        return self._mend(source, there or content, key, building)

    def _add(self, source: Source, vault: Vault, building: Path) -> Restored:
        copy = building / "copy"
        copy.mkdir(mode=0o700)
        theirs = source.unpack(copy, vault.record_key, self._stop)
        self._make_ready(theirs, copy)
        source.backup.unpack_objects(vault.path, watch=self._stop.watch)
        with _opened(theirs, copy / RECORDS) as records:

            def add(session: VaultSession) -> int:
                added = add_missing(records, session.connection, random=self._random)
                if added.changes or added.spaces:
                    mending.finish(session.connection)
                return added.changes

            count = vault.write(add).result()
        vault_file.write(vault.path, vault.file)  # where it was lost, that of the backup
        return Restored("added", count, source.backup.contents.is_whole)

    def _mend(self, source: Source, content: VaultFile, key: RecordKey, building: Path) -> Restored:
        copy = building.with_name(f"{building.name}-copy")
        copy.mkdir(mode=0o700)
        try:
            theirs = source.unpack(copy, key, self._stop)
            count = self._make_ready(theirs, copy)
            try:
                count = mending.make_from_readable(
                    key,
                    self._path / RECORDS,
                    building / RECORDS,
                    copy=(theirs, copy / RECORDS),
                    random=self._random,
                )
            except Damaged as damage:
                if damage.code not in _DAMAGED:
                    raise
                _clear(building)
                (copy / RECORDS).rename(building / RECORDS)
                if theirs != key:  # the ways into the vault lead to a key that opens nothing here
                    content, key = source.content, theirs
            complete(self._path, building, content, key, objects=(self._path, copy))
            aside = taking_place.finish(self._path, day=day_of(self._clock()))
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        return Restored("mended", count, source.backup.contents.is_whole, aside)

    def _make_ready(self, key: RecordKey, folder: Path) -> int:
        """Check and number an unpacked backup anew; gives how many changes it has."""
        connection = key.open(folder / RECORDS)
        try:
            migrate(connection)
            mending.require_sound(connection)
            connection.execute("begin immediate")
            mending.begin_anew(connection, random=self._random)
            connection.execute("commit")
            mending.settle(connection)
            return int(connection.execute("select count(*) from change").fetchone()[0])
        finally:
            connection.close()

    def _there(self, content: VaultFile) -> VaultFile | None:
        """What stands in clear about the vault that is there, None if it cannot be read."""
        try:
            there = vault_file.read(self._path)
        except NotFound as error:
            if not (self._path / RECORDS).exists():
                raise Refused("backup.not_a_vault", path=str(self._path)) from error
            return None
        except Damaged:
            return None
        if there.vault != content.vault:
            raise Refused("backup.other_vault", path=str(self._path))
        return there

    @contextmanager
    def _opened(
        self, there: VaultFile | None, content: VaultFile, proof: Proof
    ) -> Iterator[Vault | RecordKey]:
        """The vault that is there, or the key alone if it does not open."""
        vault = self._open(there, content, proof)
        if isinstance(vault, Vault):
            with vault:
                yield vault
            return
        lock = ProcessLock.take(self._path)
        try:
            yield vault
        finally:
            lock.release()

    def _open(self, there: VaultFile | None, content: VaultFile, proof: Proof) -> Vault | RecordKey:
        if there is not None:
            try:
                return self._open_there(proof)
            except WrongPassphrase:
                # It may be that of the day of the backup, which has the same key inside.
                pass
            except Refused as refused:
                if refused.code not in NO_WAY:
                    raise
            except Damaged as damage:
                if damage.code not in _DAMAGED:
                    raise
                with suppress(WrongPassphrase):
                    return key_of(there, proof)
        return self._open_by_backup(there, content, key_of(content, proof))

    def _open_there(self, proof: Proof) -> Vault:
        if isinstance(proof, str):
            return open_vault(self._path, proof, clock=self._clock, random=self._random)
        return open_with(
            self._path, proof, clock=self._clock, random=self._random, tried=self._tried
        )

    def _open_by_backup(
        self, there: VaultFile | None, content: VaultFile, key: RecordKey
    ) -> Vault | RecordKey:
        try:
            return unlock(
                self._path,
                there or content,
                key=key.vault_key,
                clock=self._clock,
                random=self._random,
            )
        except Damaged as damage:
            if there is None:
                # Neither file says that it is this vault.
                raise Refused("backup.other_vault", path=str(self._path)) from damage
            if damage.code not in _DAMAGED:
                raise
            # Damage, or another key: what is there may be whole and newer.
            if not fits(key, self._path / RECORDS):
                raise Refused("backup.other_key") from damage
            return key

    @contextmanager
    def _building(self) -> Iterator[Path]:
        """A folder beside the place; it is gone afterwards unless it took the place."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        taking_place.clear_unfinished(self._path)
        building = taking_place.building_place(self._path, self._random(_NAME_BYTES).hex())
        building.mkdir(mode=0o700)
        try:
            yield building
        finally:
            shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _opened(key: RecordKey, file: Path) -> Iterator[Connection]:
    connection = key.open(file)
    try:
        yield connection
    finally:
        connection.close()


def _is_sound(vault: Vault) -> bool:
    """Whether it can take what it lacks; what is only derived is put right on the way."""
    try:
        vault.repair()
    except Damaged:
        return False
    return True


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))


def _clear(folder: Path) -> None:
    for file in folder.iterdir():
        if file.is_file():
            file.unlink()
