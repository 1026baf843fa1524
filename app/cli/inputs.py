"""What a command takes in whole, from a file or standard input: a device or a pipe may never end.

A pipe is taken like a file, as shells make one of a command's output: so there is a limit, and no
question what kind of file it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from app.errors import Refused

_MIB = 1024 * 1024
MOST_BYTES = 64 * _MIB
LONGEST_LINE = 16 * _MIB
_MOST_SECRET = 64 * 1024
_MOST_BLANK = 1_000


def whole(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """All of a file; raises Refused `input.too_long` for one of more bytes than this."""
    with path.open("rb") as stream:
        return _bounded(stream, most)


def secret(path: Path) -> bytes:
    """All of a file that holds one code or passphrase; raises Refused `input.too_long`."""
    return whole(path, most=_MOST_SECRET)


def whole_standard_input() -> bytes:
    """All of it, nothing if it is closed; raises Refused `input.too_long`."""
    return b"" if sys.stdin is None else _bounded(sys.stdin.buffer, MOST_BYTES)


def line_of_input() -> str:
    """One line of standard input with its end, nothing at the end of all.

    Raises Refused `input.too_long`, `input.not_text`.
    """
    if sys.stdin is None:
        return ""
    line = sys.stdin.buffer.readline(_MOST_SECRET + 1)
    if len(line) > _MOST_SECRET:
        raise Refused("input.too_long", most=size_told(_MOST_SECRET))
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("input.not_text") from error


def line_that_says_something() -> str:
    """The next line that is not blank, as `line_of_input`; nothing after very many that are."""
    for _ in range(_MOST_BLANK):
        line = line_of_input()
        if line.strip() or not line:
            return line
    return ""


def size_told(count: int) -> str:
    """So many bytes, in words."""
    return f"{count // _MIB} MiB" if count >= _MIB else f"{count // 1024} KiB"


def _bounded(stream: BinaryIO, most: int) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Refused("input.too_long", most=size_told(most))
    return content
