"""Files that are here again after they were erased: something arrived that had not seen it."""

from __future__ import annotations

from storage.connection import Connection

_OF_ONE = """
    select max(e.done_ms) from erasure e
    where e.subject = ? and e.record is null and exists (
        select 1 from record r where r.subject = e.subject and r.space = e.space
    )
"""


def erased_before(connection: Connection, subject: bytes) -> int | None:
    """When a file that is here was erased last, ms since 1970; None if it never was."""
    found = connection.execute(_OF_ONE, (subject,)).fetchone()[0]
    return None if found is None else int(found)
