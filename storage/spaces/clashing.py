"""How many fields an exchange brings into clash with what this PC wrote, and a person's leave."""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage import settings
from storage.connection import Connection

_OWN = """
    select lower(hex(c.id)) from json_each(?) wanted join change c on c.id = unhex(wanted.value)
    join device d on d.nr = c.device where d.is_own
"""
_SPACES = "select space from membership"
_AWAITED = "clashes_awaited/{space}"


def with_own(connection: Connection, fields: Sequence[Sequence[bytes]]) -> int:
    """In how many of these fields, given by their heads, one was written on this PC.

    What clashes between colleagues is counted where they work: a PC that joins a space meets all
    of theirs at once.
    """
    heads = sorted({id.hex() for ids in fields for id in ids})
    if not heads:
        return 0
    own = {row[0] for row in connection.execute(_OWN, (json.dumps(heads),))}
    return sum(any(id.hex() in own for id in ids) for ids in fields)


def are_awaited(connection: Connection, space: int) -> bool:
    """Whether a person said that however many clashes are to be taken into a space."""
    return settings.read(connection, _AWAITED.format(space=space)) is True


def await_everywhere(connection: Connection) -> None:
    """Let the next exchange of each space take in however many clashes there are."""
    for (space,) in connection.execute(_SPACES).fetchall():
        keep_awaited(connection, space, awaited=True)


def keep_awaited(connection: Connection, space: int, *, awaited: bool) -> None:
    """Keep that a person said so, or that it has been done."""
    settings.write(connection, _AWAITED.format(space=space), awaited)
