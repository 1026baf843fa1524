"""An unlocked vault: written through one lane, read through another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app.domain.encoding import Value
from app.errors import Damaged, Refused, YarrowError
from storage import damage_note, drafts, reserve, settings, vault_file
from storage.acknowledged import Acknowledged
from storage.connection import Connection
from storage.failures import told
from storage.keys import AnySlot, Random
from storage.lanes import Lane
from storage.migrations import migrate, require_known
from storage.objects import checking as objects
from storage.process_lock import ProcessLock
from storage.reading import VaultReading
from storage.rebuilding import rebuild
from storage.record_key import RecordKey
from storage.session import Clock, VaultSession
from storage.statistics import statistics
from storage.vault_file import VaultFile
from storage.verifying import findings, is_derived

Slots = tuple[AnySlot, ...]
T = TypeVar("T")
RECORDS, TRAINING = "records.db", "training"


class Vault:
    """An open vault; `close` it, or use it in a `with` statement.

    Work goes in as a function and comes back as a Future, whose exception is the failure.
    A vault in which damage was found takes no writes.
    """

    def __init__(
        self,
        path: Path,
        content: VaultFile,
        *,
        key: bytes,
        lock: ProcessLock,
        clock: Clock,
        random: Random,
    ) -> None:
        self.path, self._content, self._key = path, content, key
        self._lock, self._clock, self.random = lock, clock, random
        self._acknowledged, self.is_read_only = Acknowledged(), damage_note.is_noted(path)
        self._write_lane = None if self.is_read_only else self._open_write_lane()
        try:
            self._read_lane = self._open_read_lane()
        except BaseException:
            if self._write_lane is not None:
                self._write_lane.close()
            raise
        self._content = replace(content, is_training=self._kept_training())

    @property
    def file(self) -> VaultFile:
        """What stands in clear about this vault."""
        return self._content

    @property
    def id(self) -> bytes:
        """The vault's own id, 16 bytes."""
        return self._content.vault

    @property
    def record_key(self) -> RecordKey:
        """Opens copies of this vault's records, and connections of their own to these."""
        return RecordKey(self._key, self._content.vault)

    @property
    def is_training(self) -> bool:
        """Whether the vault takes only NHS numbers of the 999 range."""
        return self._content.is_training

    @property
    def label(self) -> str:
        """What its person chose to be shown on the lock screen."""
        return self._content.label

    def write(self, work: Callable[[VaultSession], T], *, spare: bool = False) -> Future[T]:
        """Do this in one transaction; the answer comes once it is durable.

        With `spare` a full disk gives up the room that is kept for it. Raises Refused
        `vault.read_only` or `vault.closed`.
        """
        again = partial(reserve.release, self.path) if spare else None
        return self._writing().run(lambda rows: work(self._session(rows)), if_full=again)

    def write_here(self, work: Callable[[VaultSession], T]) -> T:
        """The same at once, on the thread of a caller who waits for it anyway."""
        return self._writing().run_here(lambda rows: work(self._session(rows)))

    def keep_reserve(self) -> None:
        """Keep room for what is being typed, if there is any; writes 2 MiB, once."""
        if not self.is_read_only:
            reserve.keep(self.path)

    def read(self, work: Callable[[VaultReading], T], *, behind: bool = False) -> Future[T]:
        """Do this on a consistent view, maybe `behind` the rest; raises Refused `vault.closed`."""
        return self._read_lane.run(lambda rows: work(self._reading(rows)), behind=behind)

    def read_here(self, work: Callable[[VaultReading], T]) -> T:
        """The same at once, on the thread of a caller who waits for it anyway."""
        return self._read_lane.run_here(lambda rows: work(self._reading(rows)))

    def drop(self, answer: Future[Any]) -> None:
        """Stop a read that nobody wants any more."""
        self._read_lane.drop(answer)

    def digest(self) -> str:
        """The digest over all spaces, 64 hex digits."""
        return self.read(lambda reading: reading.digest()).result()

    def statistics(self) -> dict[str, int]:
        """Counts and sizes, without content."""
        return self.read(lambda each: statistics(each.connection, self.path)).result()

    def verify(self) -> list[Damaged]:
        """What is damaged, none if all is well; with damage the vault takes no more writes."""
        found = self._read_lane.wait_for(self.read(lambda each: findings(each.connection)))
        if found:
            self.note_damage()
        return found

    def verify_objects(self) -> list[Damaged]:
        """What is damaged or lost of attachments; the rest of the vault goes on as it is."""
        named = self.read(lambda reading: objects.named(reading.connection)).result()
        return objects.findings(self.path, named)

    def rebuild(self) -> None:
        """Derive records, heads, search and digests again from the changes."""
        self.write(lambda session: rebuild(session.connection)).result()

    def repair(self) -> None:
        """Derive everything again from the changes, and take writes again.

        Raises the first finding, Damaged, where the damage is not in what is derived.
        """
        found = self.verify()
        if not found:
            self._take_writes()
            return
        if not is_derived(found):
            raise found[0]
        if self._write_lane is None:
            self._write_lane = self._open_write_lane()
        self._write_lane.run(rebuild).result()
        left = self.verify()
        if left:
            raise left[0]
        self._take_writes()

    def change_slots(self, prepare: Callable[[bytes], Callable[[Slots], Slots]]) -> None:
        """Change the ways in; `prepare` is given the vault key, and makes of the old slots the new.

        Waits for the disk. Raises Refused `vault.ways_unchanged`, or `vault.half_changed` if the
        disk took the first generation alone. What is slow is done before the lane.
        """
        change = prepare(self._key)
        self.write(lambda _session: self._put_slots(change)).result()

    def _put_slots(self, change: Callable[[Slots], Slots]) -> None:
        content = replace(self._content, slots=change(self._content.slots))
        is_whole = vault_file.write_ways(self.path, content)
        self._content = content
        if not is_whole:
            raise Refused("vault.half_changed")

    def set_label(self, label: str) -> None:
        """Show this on the lock screen."""
        content = replace(self._content, label=label)
        vault_file.write(self.path, content)
        self._content = content

    def _take_writes(self) -> None:
        damage_note.clear(self.path)
        self.is_read_only = False
        if self._write_lane is None:
            self._write_lane = self._open_write_lane()

    def note_damage(self) -> None:
        """Take no more writes, now and when opened again, until repaired."""
        self.is_read_only = True
        with suppress(OSError):  # found again by whoever reads there
            damage_note.note(self.path)

    def close(self) -> None:
        """Finish what was asked for, close the connections, and let others in."""
        self.close_lanes()
        self._lock.release()

    def close_at_once(self) -> None:
        """The same, but reads are broken off: whoever waits for one is going too."""
        self._read_lane.break_off()
        self.close()

    def close_lanes(self) -> None:
        """Finish what was asked for and close the connections; nobody else is let in so far."""
        self._read_lane.close()
        if self._write_lane is not None:
            self._write_lane.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _kept_training(self) -> bool:
        """As the vault was made; vault.json can be changed without the passphrase."""
        kept: Value = None
        with suppress(YarrowError):  # damage is noted, and the rest of the vault can be read
            kept = self._read_lane.run_here(lambda rows: settings.read(rows, TRAINING))
        return kept if isinstance(kept, bool) else self._content.is_training

    def _reading(self, connection: Connection) -> VaultReading:
        return VaultReading(connection, is_training=self.is_training, clock=self._clock)

    def _session(self, connection: Connection) -> VaultSession:
        return VaultSession(
            connection, is_training=self.is_training, clock=self._clock, random=self.random
        )

    def _writing(self) -> Lane:
        if self._write_lane is None or self.is_read_only:
            raise Refused("vault.read_only")
        self._lock.refresh()
        return self._write_lane

    def _note_if_damaged(self, failure: YarrowError) -> None:
        if failure.code == "vault.damaged":
            self.note_damage()

    def _open_write_lane(self) -> Lane:
        return Lane(
            self._connected(migrate),
            name="yarrow-write",
            begin="begin immediate",
            before=self._acknowledged.expect,
            after=self._after_commit,
            reopen=lambda: self._connected(self._acknowledged.require),
            failed=self._note_if_damaged,
        )

    def _open_read_lane(self) -> Lane:
        def open_one() -> Connection:
            return self._connected(require_known, query_only=True)

        return Lane(
            open_one(),
            name="yarrow-read",
            begin="begin",
            reopen=open_one,
            failed=self._note_if_damaged,
        )

    def _connected(
        self, check: Callable[[Connection], object], *, query_only: bool = False
    ) -> Connection:
        connection = self.record_key.open(self.path / RECORDS, query_only=query_only)
        try:
            with told():
                check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _after_commit(self, connection: Connection) -> None:
        self._acknowledged.keep(connection)
        self._keep_draft_flag(connection)

    def _keep_draft_flag(self, connection: Connection) -> None:
        """The lock screen says that a draft waits; a save never fails for that."""
        has_draft = drafts.is_any(connection)
        if has_draft != self._content.has_draft:
            self._content = replace(self._content, has_draft=has_draft)
            with suppress(OSError):
                vault_file.write(self.path, self._content)


def unlock(path: Path, content: VaultFile, *, key: bytes, clock: Clock, random: Random) -> Vault:
    """Open a vault whose key is known; raises Refused `vault.in_use`, or Damaged."""
    lock = ProcessLock.take(path)
    try:
        return Vault(path, content, key=key, lock=lock, clock=clock, random=random)
    except BaseException:
        lock.release()
        raise
