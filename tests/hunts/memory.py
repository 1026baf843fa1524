"""Looks through the memory of a process for bytes, as an administrator can."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_FORMS = ("utf-8", "utf-16-le", "utf-32-le")
MAY_LOOK = sys.platform == "linux" and os.geteuid() == 0
_PART = 16 * 1024 * 1024


def found_in_memory(pid: int, sought: Mapping[str, bytes]) -> set[str]:
    """The names of what lies anywhere in the readable memory of a process."""
    longest = max(map(len, sought.values()))
    found: set[str] = set()
    for part in _parts(pid, overlap=longest):
        found |= {name for name, content in sought.items() if content in part}
    return found


def spellings(words: str) -> dict[str, bytes]:
    """A text as Python and Qt hold it: UTF-8 (and so ASCII and Latin-1), UTF-16, UTF-32."""
    return {f"{words} in {form}": words.encode(form) for form in _FORMS}


def words_in_memory(pid: int, mark: str) -> set[str]:
    """The words that begin with a mark, in any spelling, wherever they lie."""
    words: set[str] = set()
    for part in _parts(pid, overlap=256):
        for form in _FORMS:
            words.update(_words_in(part, mark, form))
    return words


def _words_in(part: bytes, mark: str, form: str) -> Iterator[str]:
    sought, at = mark.encode(form), -1
    while (at := part.find(sought, at + 1)) >= 0:
        following = part[at : at + 256].decode(form, "replace")
        word = re.match("[a-z0-9]+", following)
        if word is not None:
            yield word[0]


def _parts(pid: int, *, overlap: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    try:
        for line in maps:
            span, rights, *_, name = f"{line} -".split(maxsplit=5)
            if rights.startswith("r") and not name.startswith(("[vvar", "[vsyscall")):
                begin, end = (int(each, 16) for each in span.split("-"))
                for at in range(begin, end, _PART):
                    yield _read(memory, at, min(_PART + overlap, end - at))
    finally:
        os.close(memory)


def _read(memory: int, at: int, size: int) -> bytes:
    """What can be read there; a page that was never touched may refuse."""
    try:
        return os.pread(memory, size, at)
    except OSError:
        return b""
