"""The access log's line about what a command is going to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.errors import Refused
from app.ports import Session
from storage.vault import Vault

_NO_ROOM = frozenset({"vault.disk_full", "vault.not_stored"})


def note(vault: Vault, work: Callable[[Session], Any]) -> None:
    """Write it before anything is shown; a damaged vault takes no writes and is looked at as it is.

    Raises Refused `access.not_noted` if the disk does not take it: nothing is shown unnoted.
    """
    if vault.is_read_only:
        return
    try:
        vault.write(work).result()
    except Refused as error:
        if error.code in _NO_ROOM:
            raise Refused("access.not_noted") from error
        raise
