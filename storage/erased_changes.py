"""The ids that erased changes left behind: what they name is not taken in again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage.connection import Connection

_ANY = "select exists (select 1 from erased_change)"
_AMONG = """
    select id from erased_change
    where id in (select unhex(value) from json_each(?)) and space = ?
"""


def among(connection: Connection, space: int, ids: Sequence[bytes]) -> frozenset[bytes]:
    """Those of these ids that were erased from a space, by its row number."""
    if not connection.execute(_ANY).fetchone()[0]:
        return frozenset()
    listed = json.dumps([id.hex() for id in ids])
    return frozenset(row[0] for row in connection.execute(_AMONG, (listed, space)))
