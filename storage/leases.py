"""What this PC does not show of its spaces: those whose lease ran out, or that it was removed from.

One gate for all reading: what use cases read passes through it, and nothing of it is destroyed.
What this PC wrote since then is shown. Changes are never kept from being written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.leases import LEASE_DAYS, Hidden, Lease
from app.domain.team_settings import SETTINGS
from storage.connection import Connection
from storage.folding import LARGEST_INTEGER

# A vault from before leases were kept counts from when the service was last reached.
_LEASES = """
    select m.space, max(coalesce(nullif(m.head_ms, 0), m.reached_ms, 0), m.reopened_ms),
        coalesce(m.lease_days, ?), m.removed_at is not null,
        coalesce(
            (select max(d.removed_ms) from device d where d.space = m.space and d.is_own), ?
        )
    from membership m
"""
# What a team has set, its numbers to ring and its forms, is about no person and goes on holding.
HIDES_RECORD = f"""
    select 1 from json_each({{closed}}) c join device d on d.nr = r.device
    where c.value ->> 0 = r.space and not (d.is_own and r.created_ms >= c.value ->> 1)
        and r.subject <> x'{SETTINGS.hex()}'
"""  # noqa: S608 - no value of a person's
"""Whether a record `r` is not read now."""
HIDES_LINE = """
    select 1 from json_each({closed}) c join record r on r.space = c.value ->> 0
    where r.subject = {line}.subject and {line}.ms < c.value ->> 1
"""
"""Whether a line of the access log is about a file that is not read now, from before that."""
_SHOWN = f"""
    select r.nr from json_each(?1) wanted join record r on r.nr = wanted.value
    where not exists ({HIDES_RECORD.format(closed="?2")})
"""  # noqa: S608 - no value of a person's
_COUNT = f"""
    select r.space, count(distinct r.subject) from record r
    where exists ({HIDES_RECORD.format(closed="?1")}) group by r.space
"""  # noqa: S608
_OF_FILE = f"""
    select max(c.value ->> 1) from record r join json_each(?1) c on c.value ->> 0 = r.space
    where r.subject = ?2 and exists ({HIDES_RECORD.format(closed="?1")})
"""  # noqa: S608
_BY_ID = "select nr from record where id = ?"
_TITLE = "select id, title from space where nr = ?"


def leases(connection: Connection) -> dict[int, Lease]:
    """How each space stands, by its row number; one never heard of has no lease yet."""
    return {
        space: Lease(opened_ms, days, removed_ms if is_removed else None)
        for space, opened_ms, days, is_removed, removed_ms in connection.execute(
            _LEASES, (LEASE_DAYS, LARGEST_INTEGER)
        )
        if opened_ms or is_removed
    }


class Gate:
    """What may be shown at one moment, of everything that is read in one transaction.

    `listed` is for other questions in SQL: the row number of each closed space with since when,
    as JSON.
    """

    def __init__(self, connection: Connection, now_ms: int) -> None:
        self._connection = connection
        self._closed: dict[int, tuple[int, Lease]] = {}
        for space, lease in leases(connection).items():
            since_ms = lease.closed_since(now_ms)
            if since_ms is not None:
                self._closed[space] = since_ms, lease
        self.listed = json.dumps([[space, since] for space, (since, _) in self._closed.items()])

    @property
    def is_open(self) -> bool:
        """Whether all of the vault is read, as it almost always is."""
        return not self._closed

    def shown(self, numbers: Sequence[int]) -> list[int]:
        """Those of these records that may be shown, by their row numbers, in their order."""
        if self.is_open:
            return list(numbers)
        rows = self._connection.execute(_SHOWN, (json.dumps(list(numbers)), self.listed))
        found = {row[0] for row in rows}
        return [nr for nr in numbers if nr in found]

    def hides(self, id: bytes) -> bool:
        """Whether a record with this id is here and none of that name may be shown."""
        if self.is_open:
            return False
        numbers = [row[0] for row in self._connection.execute(_BY_ID, (id,))]
        return bool(numbers) and not self.shown(numbers)

    def hidden_in(self, subject: bytes) -> int | None:
        """Since when something of a file is not shown, None where all of it is."""
        if self.is_open:
            return None
        found = self._connection.execute(_OF_FILE, (self.listed, subject)).fetchone()[0]
        return None if found is None else int(found)

    def hidden(self) -> tuple[Hidden, ...]:
        """Each space that is not read, the vault's first space first."""
        if self.is_open:
            return ()
        counts = dict(self._connection.execute(_COUNT, (self.listed,)).fetchall())
        return tuple(
            Hidden(
                *self._named(space),
                since_ms,
                counts.get(space, 0),
                lease.days,
                lease.removed_ms is not None,
            )
            for space, (since_ms, lease) in sorted(self._closed.items())
        )

    def _named(self, space: int) -> tuple[bytes, str]:
        id, title = self._connection.execute(_TITLE, (space,)).fetchone()
        return id, title
