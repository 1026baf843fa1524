"""Where in the log a change stands again that is here already: an erasure names all its places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from storage.applying import Arrival
from storage.connection import Connection

_ADD = """
    insert or ignore into change_again (space, id, position, part)
    select ?1, ?2, ?3, ?4 where not exists (
        select 1 from change where id = ?2 and space = ?1 and position is ?3 and part is ?4
    )
"""


def keep(
    connection: Connection, space: int, arrivals: Sequence[Arrival], taken: Collection[Arrival]
) -> None:
    """Remember the places of those arrivals that were not taken."""
    new = {id(each) for each in taken}
    rows = [
        (space, each.change.id, each.position, each.part)
        for each in arrivals
        if id(each) not in new and each.position is not None
    ]
    connection.executemany(_ADD, rows)
