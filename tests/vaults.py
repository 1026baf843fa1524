"""Vaults that are made once and copied, and keys that are derived once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from storage.keys import FLOOR, open_slot
from storage.making import build_vault, make_vault
from storage.opening import pc_clock
from storage.unlocked import RECORDS, unlock
from storage.vault_file import VaultFile

_made: dict[tuple[str, str, bool], dict[str, bytes]] = {}
_schemas: dict[tuple[bytes, bytes], bytes] = {}

once_opened = cache(open_slot)
"""In place of `storage.opening.open_slot`: Argon2id is most of what an unlocking takes."""


def put_vault(folder: Path, name: str, passphrase: str, *, training: bool = True) -> None:
    """Put the vault of a person of this name into a folder, with the quickest slot allowed."""
    content = _made.get((name, passphrase, training))
    if content is None:
        made = make_vault(
            folder, name=name, passphrase=passphrase, training=training, calibrate=lambda: FLOOR
        )
        made.close()
        content = {path.name: path.read_bytes() for path in folder.iterdir()}
        _made[name, passphrase, training] = content
        return
    folder.mkdir(parents=True, mode=0o700)
    for part, held in content.items():
        (folder / part).write_bytes(held)


def build(folder: Path, content: VaultFile, *, name: str, key: bytes, **given: Any) -> None:
    """Do as `build_vault`, on tables that were made once for each key: most of it is the schema."""
    schema = _schemas.get((key, content.vault))
    if schema is None:
        unlock(folder, content, key=key, clock=pc_clock, random=os.urandom).close()
        _schemas[key, content.vault] = (folder / RECORDS).read_bytes()
    else:
        (folder / RECORDS).touch(0o600)
        (folder / RECORDS).write_bytes(schema)
    build_vault(folder, content, name=name, key=key, **given)
