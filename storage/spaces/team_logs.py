"""Teams that a space was introduced to, and their statements as far as they were checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from app.domain.encoding import Value
from app.domain.parcels import Team
from storage import settings
from storage.connection import Connection
from storage.vault import Vault

T = TypeVar("T")
_TEAM_ROWS = "select team, name, phone, is_closed from team where space = ?"
_KEEP_TEAM = """
    insert into team (space, team, name, phone, is_closed) values (?, ?, ?, ?, ?)
    on conflict do update set name = excluded.name, phone = excluded.phone,
        is_closed = excluded.is_closed
"""
_STATEMENTS = """
    select position, entry from team_statement where space = ? and team = ? order by position
"""
_SEEN = "select coalesce(max(seen), 0) from team where space = ? and team = ?"
_KEEP_SEEN = "update team set seen = max(seen, ?) where space = ? and team = ?"
_ADD_STATEMENT = """
    insert or ignore into team_statement (space, team, position, entry) values (?, ?, ?, ?)
"""
_FORGET_STATEMENTS = "delete from team_statement where space = ? and team = ?"
# What was sealed to a key of a log that is read anew is sealed again, before it is sent.
_SEAL_ANEW = "update parcel_sent set epoch = 0 where space = ? and team = ?"
_SET_SEEN = "update team set seen = ? where space = ? and team = ?"


class VaultTeamLogs:
    """The part of `app.ports.parcels.ParcelStore` about other teams themselves."""

    def __init__(self, vault: Vault, *, nr: int) -> None:
        self._vault, self._nr = vault, nr

    def keep_teams(self, teams: Sequence[Team]) -> None:
        """Keep the teams as the statements of the space tell of them now."""
        known = set(self._read(lambda rows: rows.execute(_TEAM_ROWS, (self._nr,)).fetchall()))
        told = [(each.id, each.name, each.phone, int(each.is_closed)) for each in teams]
        news = [row for row in told if row not in known]
        if news:
            self._write(
                lambda rows: rows.executemany(_KEEP_TEAM, [(self._nr, *row) for row in news])
            )

    def keep_introduced(self, positions: Mapping[bytes, int]) -> None:
        """Keep where each team was introduced last, and forget the log of one that was anew."""
        told: dict[str, Value] = {team.hex(): at for team, at in positions.items()}
        name = f"introduced/{self._nr}"
        before = self._read(lambda rows: settings.read(rows, name))
        known = cast("dict[str, Value]", before) if isinstance(before, dict) else {}
        moved = {team for team, at in told.items() if known.get(team, at) != at}
        anew = [team for team in positions if team.hex() in moved]

        def keep(rows: Connection) -> None:
            for team in anew:
                _forget_log(rows, self._nr, team, seen=0)
            settings.write(rows, name, dict(told))

        if told != known:
            self._write(keep)

    def statements_of(self, team: bytes) -> tuple[tuple[int, bytes], ...]:
        """Another team's statements, as far as they were checked here."""
        return tuple(
            self._read(lambda rows: rows.execute(_STATEMENTS, (self._nr, team)).fetchall())
        )

    def seen_of(self, team: bytes) -> int:
        """The furthest position that was shown of another team's log."""
        return int(self._read(lambda rows: rows.execute(_SEEN, (self._nr, team)).fetchone()[0]))

    def keep_seen(self, team: bytes, position: int, entries: Sequence[tuple[int, bytes]]) -> None:
        """Keep statements that were checked, and how far that log was seen to reach."""

        def keep(rows: Connection) -> None:
            rows.execute(_KEEP_SEEN, (position, self._nr, team))
            rows.executemany(_ADD_STATEMENT, [(self._nr, team, *each) for each in entries])

        if entries or position > self.seen_of(team):
            self._write(keep)

    def keep_anew(self, team: bytes, position: int, entries: Sequence[tuple[int, bytes]]) -> None:
        """The same in the place of all before."""

        def keep(rows: Connection) -> None:
            _forget_log(rows, self._nr, team, seen=position)
            rows.executemany(_ADD_STATEMENT, [(self._nr, team, *each) for each in entries])

        self._write(keep)

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._vault.read_here(lambda reading: work(reading.connection))

    def _write(self, work: Callable[[Connection], object]) -> None:
        self._vault.write_here(lambda session: work(session.connection))


def _forget_log(rows: Connection, space: int, team: bytes, *, seen: int) -> None:
    rows.execute(_FORGET_STATEMENTS, (space, team))
    rows.execute(_SEAL_ANEW, (space, team))
    rows.execute(_SET_SEEN, (seen, space, team))
