"""The access log of one space as an exchange sees it (`app.ports.looks`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from app.ports.exchange import EntryState, LogEntry, Sealed
from app.ports.looks import Batch, Line
from storage import look_rows, settings
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.spaces import copies, log_rows, outgoing
from storage.vault import Vault

T = TypeVar("T")
SOON_COUNT = 500


class VaultLooks:
    """The lines of an open vault about one space.

    They wait until the oldest is `patience_ms` old or there are 500, so that looking at files all
    day does not fill the log with one entry a minute.
    """

    def __init__(self, vault: Vault, *, nr: int, patience_ms: int) -> None:
        self._vault, self._nr, self._patience_ms = vault, nr, patience_ms

    def waiting(self, most: int) -> Batch | None:
        """The oldest lines that no segment took along, None if it is not time."""
        if self._vault.read_here(self._is_none_due):
            return None
        return self._write(lambda session: self._waiting(session, most))

    def keep_sealed(self, segment: Sealed, last: int) -> None:
        """Commit a segment with lines."""

        def keep(session: VaultSession) -> None:
            outgoing.keep_sealed(session.connection, self._nr, [segment])
            look_rows.add_batch(
                session.connection,
                self._nr,
                incarnation=segment.incarnation,
                seq=segment.seq,
                last=last,
            )

        self._write(keep)

    def keep_all_apart(self, last: int) -> None:
        """Lines up to a row are about other spaces."""
        self._write(
            lambda session: look_rows.add_batch(
                session.connection, self._nr, incarnation=b"", seq=0, last=last
            )
        )

    def unopened(self, keys: int, most: int) -> list[LogEntry]:
        """Colleagues' entries not tried yet with so many wraps of audit keys."""
        rows = self._vault.read_here(
            lambda reading: look_rows.unopened(
                reading.connection,
                self._nr,
                after=_tried(settings.read(reading.connection, self._name), keys),
                most=most,
            )
        )
        return [
            LogEntry(
                position, hash, running, EntryState.APPLIED, entry, groups=log_rows.unpack(groups)
            )
            for position, hash, running, entry, groups in rows
        ]

    def keep_opened(self, position: int, device: bytes, lines: Sequence[Line]) -> None:
        """Keep the lines of an entry, once."""

        def keep(session: VaultSession) -> None:
            look_rows.keep(
                session.connection, self._nr, position=position, device=device, lines=lines
            )
            copies.keep(session, self._nr, device, lines)

        self._write(keep)

    def keep_tried(self, keys: int, position: int) -> None:
        """Entries up to a position were tried with so many wraps."""
        self._write(
            lambda session: settings.write(session.connection, self._name, [keys, position])
        )

    @property
    def _name(self) -> str:
        return f"looks_tried/{self._nr}"

    def _is_none_due(self, reading: VaultReading) -> bool:
        """Most exchanges find nothing, and need not wait for the disk to know it."""
        rows = reading.connection
        return not look_rows.is_any_dead(rows, self._nr) and self._due(reading) is None

    def _due(self, reading: VaultReading) -> tuple[int, int] | None:
        """The row up to which segments took lines along and the last there is; None: not yet."""
        after = look_rows.taken_to(reading.connection, self._nr)
        oldest_ms, last, count = look_rows.since(reading.connection, after)
        age_ms = reading.now_ms() - oldest_ms
        is_early = count < SOON_COUNT and 0 <= age_ms < self._patience_ms
        return None if not count or is_early else (after, last)

    def _waiting(self, session: VaultSession, most: int) -> Batch | None:
        rows = session.connection
        look_rows.drop_dead(rows, self._nr)
        due = self._due(session)
        if due is None:
            return None
        after, last = due
        found = look_rows.lines_of(rows, self._nr, after=after, most=most)
        lines = tuple(line for _, line in found)
        return Batch(lines, found[-1][0] if len(found) == most else last)

    def _write(self, work: Callable[[VaultSession], T]) -> T:
        return self._vault.write_here(work)


def _tried(kept: object, keys: int) -> int:
    """How far it was tried; from the start with a key that was not here then."""
    known = cast("list[int]", kept) if isinstance(kept, list) else [0, 0]
    return known[1] if known[0] == keys else 0
