"""The file of a form pack, read as text."""

from __future__ import annotations

from pathlib import Path

from app.errors import Refused

_MOST_BYTES = 2_000_000


def pack_text(file: Path) -> str:
    """The text of a form pack's file; raises Refused `settings.pack_file`."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise Refused("settings.pack_file")
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("settings.pack_file") from error
