"""Vaults that are made once and copied, and keys that are derived once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from storage.keys import FLOOR, open_slot
from storage.making import make_vault

_made: dict[tuple[str, str, bool], dict[str, bytes]] = {}

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
