"""Files that are here again after they were erased: something arrived that had not seen it."""

from __future__ import annotations

import json

from storage.connection import Connection
from storage.sensitivity import own_devices

_OF_ONE = """
    select max(e.done_ms) from erasure e
    where e.subject = ? and e.record is null and exists (
        select 1 from record r where r.subject = e.subject and r.space = e.space
    )
"""
_HERE_AGAIN = """
    select e.subject, max(e.done_ms) from erasure e
    where e.subject is not null and e.record is null and exists (
        select 1 from record r where r.subject = e.subject and r.space = e.space
    ) and not exists (
        select 1 from record r where r.subject = e.subject and r.created_ms > e.done_ms
            and r.device in (select value from json_each(?))
    )
    group by e.subject order by 2
"""


def here_again(connection: Connection) -> list[tuple[bytes, int]]:
    """Each file that is here again after it was erased, and when it was (ms since 1970).

    Without those in which the vault's own person has written since: she has decided.
    """
    mine = json.dumps(sorted(own_devices(connection)))
    return [(subject, ms) for subject, ms in connection.execute(_HERE_AGAIN, (mine,))]


def erased_before(connection: Connection, subject: bytes) -> int | None:
    """When a file that is here was erased last, ms since 1970; None if it never was."""
    found = connection.execute(_OF_ONE, (subject,)).fetchone()[0]
    return None if found is None else int(found)
