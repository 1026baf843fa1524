"""Objects that come in one a line: each as soon as it is there, in portions to save together."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol, cast

from app.cli.inputs import LONGEST_LINE, size_told
from app.errors import Refused

Line = tuple[int, bytes]

_CHUNK = 64 * 1024
_MOST_TOGETHER = 50
_MARK = b"\xef\xbb\xbf"


class Source(Protocol):
    """What bytes are read from."""

    def read1(self, size: int, /) -> bytes:
        """What is there now, at most so many bytes; nothing at the end."""


@contextmanager
def source(named: str) -> Iterator[Source | None]:
    """The file of this name, or standard input for `-`, None if that is closed."""
    if named == "-":
        yield None if sys.stdin is None else cast("Source", sys.stdin.buffer)
    else:
        with Path(named).open("rb") as file:
            yield file


def portions(stream: Source | None) -> Iterator[list[Line]]:
    """Lines that are not blank, with their numbers from 1, a few at a time.

    A portion never waits for more input than it has, so that whoever writes line by line hears
    of each. A text that is one JSON value over several lines is one line. Only line feeds end a
    line: JSON may hold the other signs that Python takes for line ends within its texts.
    """
    chunks = _whole_lines(stream)
    number = 0
    for chunk in _one_value_as_one_line(chunks):
        numbered = [(place, line) for place, line in enumerate(chunk, number + 1) if line.strip()]
        number += len(chunk)
        lines = iter(numbered)
        while portion := list(islice(lines, _MOST_TOGETHER)):
            yield portion


def _whole_lines(stream: Source | None) -> Iterator[list[bytes]]:
    """The lines of each chunk that arrives; the end of one that is cut waits for the next.

    Raises Refused `input.line_too_long` for one that may have no end; those before were given.
    """
    parts: list[bytes] = []
    ended = held = 0
    while stream is not None and (chunk := stream.read1(_CHUNK)):
        parts.append(chunk)
        held += len(chunk)
        if b"\n" in chunk:
            *lines, rest = b"".join(parts).split(b"\n")
            parts, held = [rest], len(rest)
            yield lines if ended else _without_mark(lines)
            ended += len(lines)
        elif held > LONGEST_LINE:
            most = size_told(LONGEST_LINE)
            raise Refused("input.line_too_long", line=ended + 1, most=most)
    if rest := b"".join(parts):
        yield [rest] if ended else _without_mark([rest])


def _without_mark(lines: list[bytes]) -> list[bytes]:
    return [lines[0].removeprefix(_MARK), *lines[1:]]


def _one_value_as_one_line(chunks: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
    """If the first line is no JSON but all lines together are, they are one."""
    for chunk in chunks:
        first = next((line for line in chunk if line.strip()), None)
        if first is None:
            yield chunk
            continue
        if not _is_json(first):
            yield from _one_or_lines(chunk, chunks)
            return
        yield chunk
        yield from chunks


def _one_or_lines(lines: list[bytes], chunks: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
    """All together if that is JSON; what is too long to be one record is so many lines."""
    held = sum(map(len, lines))
    try:
        while held <= LONGEST_LINE and (later := next(chunks, None)) is not None:
            lines += later
            held += sum(map(len, later))
    except Refused:
        yield lines  # each of them stands alone
        raise
    whole = b"\n".join(lines)
    yield [whole] if held <= LONGEST_LINE and _is_json(whole) else lines
    yield from chunks


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.decode())
    except (ValueError, RecursionError):
        return False
    return True
