"""Which folder, PC and person a vault is used at, so that a copy of it is noticed."""

from __future__ import annotations

import getpass
import platform
from hashlib import sha256
from pathlib import Path

from app.domain.encoding import encode


def place_of(folder: Path) -> bytes:
    """32 bytes that another folder, PC or account, or a restored copy, does not have."""
    found = folder.resolve()
    return sha256(
        encode([str(found), str(found.stat().st_ino), platform.node(), account()])
    ).digest()


def account() -> str:
    """The name of the user, empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
