"""Which files here are one person's, read at once for what has to follow all of them."""

from __future__ import annotations

import json

from app.domain.joining import SAME, all_joined, pair_of
from storage.connection import Connection

_SAID = """
    select id, subject, json(state) from record
    where kind = ?1 and is_away = 0 and coalesce(state ->> ('$.' || ?1), 'no') <> 'no'
"""
_SPACES = """
    select r.id, r.space from json_each(?) wanted
    join record r on r.id = unhex(wanted.value) where r.kind = 'person'
"""


def files_beside(connection: Connection) -> dict[bytes, tuple[bytes, ...]]:
    """For each file that is joined, the others of its person in the same space.

    One that was put away counts: who wrote in it worked with that person all the same.
    """
    said = connection.execute(_SAID, (SAME,)).fetchall()
    told = [pair_of(id, subject, json.loads(state)) for id, subject, state in said]
    found: dict[bytes, tuple[bytes, ...]] = {}
    for whole in all_joined([each for each in told if each is not None]):
        given = json.dumps([each.hex() for each in whole.files])
        spaces = dict(connection.execute(_SPACES, (given,)).fetchall())
        for file, space in spaces.items():
            found[file] = tuple(each for each in spaces if each != file and spaces[each] == space)
    return found
