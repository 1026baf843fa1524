"""Which copy of a vault makes a backup: two PCs can go on with one vault that was restored."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from app.domain.encoding import Value, encode
from storage import settings
from storage.connection import Connection
from storage.spaces.place import account

SETTING = "backups"
COPY, WHERE = "copy", "where"
_WHERE_DIGITS = 16


def where_of(vault: Path) -> str:
    """What another PC, another user or another folder does not have, in hex.

    A folder made anew in the same place, as a repair does, goes on as the same copy.
    """
    known = encode([str(vault.resolve()), platform.node(), account()])
    return sha256(known).hexdigest()[:_WHERE_DIGITS]


def forget_copy(connection: Connection) -> None:
    """The vault begins anew somewhere: it is another copy than the one that was backed up."""
    kept = settings.read(connection, SETTING)
    if isinstance(kept, Mapping) and COPY in kept:
        left: dict[str, Value] = {
            str(name): each for name, each in kept.items() if name not in (COPY, WHERE)
        }
        settings.write(connection, SETTING, left)
