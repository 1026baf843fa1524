"""Services that are made once and copied, and words to compare that are derived once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sync.protocol.words import six_words
from sync.service.folder import DATABASE, SETTINGS, make_folder
from tests.databases import address_of, is_elsewhere

_made: dict[str, bytes] = {}

once_said = cache(six_words)
"""In place of `sync.protocol.words.six_words`: Argon2id is most of what making a space takes."""


def put_service(folder: Path, settings: str = "") -> None:
    """Put a service into a folder, open for spaces or set like this; all have the same keys."""
    if not _made:
        make_folder(folder, spaces="open")
        _made.update({path.name: path.read_bytes() for path in folder.iterdir()})
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for part, held in _made.items():
        (folder / part).touch(0o600)
        (folder / part).write_bytes(held)
    text = settings or _made[SETTINGS].decode()
    if is_elsewhere():
        named = address_of(folder / DATABASE)
        text = f'database = "{named}"\n' + text.replace('database = ""\n', "")
    (folder / SETTINGS).write_text(text, encoding="utf-8")
