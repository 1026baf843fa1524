"""Every row of a table that can be read, from a file of which parts cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlcipher3 import dbapi2

from app.errors import Damaged
from storage.backup import table_sql
from storage.connection import Connection

Row = tuple[Any, ...]
Open = Callable[[], Connection]

_SINGLE_STEPS = 6
_LAST = 2**62
_AT_ONCE = (200, 14, 1)


class Readable:
    """Reads rows round what is damaged; `lost` counts the places that gave nothing.

    A codec error leaves a connection of no more use, so each begins a new one. `open` gives one,
    and raises Damaged if not even the list of tables can be read.
    """

    def __init__(self, open: Open) -> None:
        self._open = open
        self._connection: Connection | None = None
        self.lost = 0

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def columns(self, table: str) -> list[str]:
        """The stored columns of a table, none if it is not there."""
        found = self._try(table_sql.COLUMNS, (table,))
        return [row[0] for row in found or ()]

    def rows(self, table: str, columns: list[str]) -> Iterator[tuple[int, Row]]:
        """Row number and values of each readable row, in order."""
        wanted = ["rowid", *columns]
        sql = table_sql.select(table, wanted, "where rowid >= ? order by rowid limit ?")
        at: int | None = 0
        while at is not None and at < _LAST:
            found = self._some(sql, at)
            if found is None:
                at = self._next(sql, at)
                continue
            if not found:
                return
            yield from ((row[0], row[1:]) for row in found)
            at = found[-1][0] + 1

    def keyed_rows(self, table: str, columns: list[str], key: str) -> list[Row]:
        """The readable rows of a small table without row numbers, from both ends."""
        found: dict[Row, None] = {}
        for order in ("asc", "desc"):
            try:
                sql = table_sql.select(table, columns, f"order by {key} {order}")
                for row in self._connected().execute(sql):
                    found[tuple(row)] = None
            except (dbapi2.DatabaseError, Damaged):
                self.lost += 1
                self.close()
            else:
                break
        return list(found)

    def _some(self, sql: str, at: int) -> list[Row] | None:
        """As many rows from here as can be read at once, None if not even the first can."""
        for count in _AT_ONCE:
            found = self._try(sql, (at, count))
            if found is not None:
                return found
        return None

    def _next(self, sql: str, at: int) -> int | None:
        """The first row number after a bad place from which reading goes on."""
        self.lost += 1
        for step in range(1, _SINGLE_STEPS):
            if self._try(sql, (at + step, 1)) is not None:
                return at + step
        low, step = at + _SINGLE_STEPS, 1
        while self._try(sql, (low + step, 1)) is None:
            step *= 2
            if low + step > _LAST:
                return None
        return self._boundary(sql, low + step // 2, low + step)

    def _boundary(self, sql: str, bad: int, good: int) -> int:
        while good - bad > 1:
            middle = (good + bad) // 2
            if self._try(sql, (middle, 1)) is None:
                bad = middle
            else:
                good = middle
        return good

    def _try(self, sql: str, parameters: tuple[object, ...]) -> list[Row] | None:
        """The rows of a statement, None if a page of it cannot be read."""
        with suppress(dbapi2.DatabaseError, Damaged):
            return self._connected().execute(sql, parameters).fetchall()
        self.close()
        return None

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._open()
        return self._connection
