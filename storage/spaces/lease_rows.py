"""The lease of a space, as exchanges and a lead's words change it (`app.ports.leasing`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from app.domain.encoding import Value
from app.domain.leases import Lease
from app.ports.leasing import Asked
from storage import settings
from storage.connection import Connection
from storage.leases import leases
from storage.vault import Vault

T = TypeVar("T")
_KEPT = "select head_ms, lease_days from membership where space = ?"
_RENEW = "update membership set head_ms = ?, lease_days = ? where space = ?"
_REMOVE = "update membership set removed_at = ? where space = ? and removed_at is null"
_REMOVE_DEVICE = """
    update device set removed_ms = ? where space = ? and is_own and removed_ms is null
"""
_REOPEN = "update membership set reopened_ms = ? where space = ?"
_ASKED = "asked_to_reopen"
_SELDOM_MS = 3_600_000


class VaultLease:
    """The lease of a space of an open vault; see `app.ports.leasing.LeaseStore`."""

    def __init__(self, vault: Vault, *, nr: int, id: bytes) -> None:
        self._vault, self._nr, self._id = vault, nr, id

    def lease(self) -> Lease:
        """How it stands."""
        return self._vault.read_here(
            lambda reading: leases(reading.connection).get(self._nr, Lease(0))
        )

    def renew_lease(self, *, head_ms: int, days: int) -> None:
        """Keep when the service signed last; within the hour of the last time nothing is written:
        an exchange every minute is not worth a write each.
        """
        kept_ms, kept_days = self._vault.read_here(
            lambda reading: reading.connection.execute(_KEPT, (self._nr,)).fetchone()
        )
        if abs(head_ms - kept_ms) >= _SELDOM_MS or days != kept_days:
            self._write(lambda rows: rows.execute(_RENEW, (head_ms, days, self._nr)))

    def end_by_removal(self, position: int) -> None:
        """Read nothing here from now on."""

        def end(rows: Connection, now_ms: int) -> None:
            if rows.execute(_REMOVE, (position, self._nr)).rowcount:
                rows.execute(_REMOVE_DEVICE, (now_ms, self._nr))

        self._vault.write_here(lambda session: end(session.connection, session.now_ms()))

    def asked(self) -> Asked | None:
        """What was asked for last and not answered."""
        kept = self._vault.read_here(lambda reading: _all_asked(reading.connection))
        found = kept.get(self._id.hex())
        return Asked(*cast("list[int]", found)) if isinstance(found, list) else None

    def keep_asked(self, asked: Asked | None) -> None:
        """Keep what is asked for, in place of what was."""
        self._write(lambda rows: self._keep_asked(rows, asked))

    def reopen(self, at_ms: int) -> None:
        """It counts from then."""

        def work(rows: Connection) -> None:
            rows.execute(_REOPEN, (at_ms, self._nr))
            self._keep_asked(rows, None)

        self._write(work)

    def _keep_asked(self, rows: Connection, asked: Asked | None) -> None:
        kept = _all_asked(rows)
        kept.pop(self._id.hex(), None)
        if asked is not None:
            kept[self._id.hex()] = [asked.number, asked.at_ms]
        settings.write(rows, _ASKED, kept)

    def _write(self, work: Callable[[Connection], T]) -> T:
        return self._vault.write_here(lambda session: work(session.connection))


def _all_asked(rows: Connection) -> dict[str, Value]:
    """By the space's id in hex, what was asked for and when."""
    kept = settings.read(rows, _ASKED)
    return cast("dict[str, Value]", kept) if isinstance(kept, dict) else {}
