"""MP4 with sound alone: what is written beside it is overwritten in its place, so offsets hold."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import Refused
from app.wiring.drawing.sounds import Cleaned

_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"}
_KEPT = {
    *(b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"dref", b"stsd", b"stts"),
    *(b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"ctts", b"stss", b"elst", b"mehd", b"trex"),
    *(b"mfhd", b"tfhd", b"tfdt", b"trun", b"sidx", b"nmhd", b"sgpd", b"sbgp", b"pssh"),
}
_MOST_BOXES = 100_000
_MOST_LEVELS = 8
_SOUND = b"soun"
Box = tuple[bytes, int, int, int]
"""Name, where it begins, where its content begins, where it ends."""


def m4a(content: bytes) -> Cleaned:
    """The same bytes with zeros where there were words, times and pictures.

    Raises Refused `attachment.film` for what holds more than sound.
    """
    made = bytearray(content)
    boxes = list(_boxes(content, 0, len(content), 0))
    if b"moov" not in {name for name, *_ in boxes}:
        raise Refused("attachment.not_understood")
    handlers = [content[start + 8 : start + 12] for name, _, start, _ in boxes if name == b"hdlr"]
    if set(handlers) != {_SOUND}:
        raise Refused("attachment.film")
    seconds = 0
    for name, begin, start, end in boxes:
        if name in (b"mvhd", b"tkhd", b"mdhd"):
            seconds = _seconds(content[start:end]) if name == b"mvhd" else seconds
            _without_times(made, start)
        elif name == b"hdlr":
            made[start + 24 : end] = bytes(max(0, end - start - 24))
        elif name not in _KEPT and name not in _INSIDE:
            made[begin + 4 : begin + 8] = b"free"
            made[start:end] = bytes(end - start)
    return bytes(made), seconds


def _boxes(content: bytes, place: int, end: int, level: int) -> Iterator[Box]:
    """Every box, those inside after theirs; raises Refused where one reaches beyond its own."""
    count = 0
    while place < end:
        size, start = int.from_bytes(content[place : place + 4], "big"), place + 8
        name = content[place + 4 : place + 8]
        if size == 1:
            size, start = int.from_bytes(content[place + 8 : place + 16], "big"), place + 16
        elif size == 0 and level == 0:
            size = end - place
        count += 1
        is_unsound = place + size > end or size < start - place or level > _MOST_LEVELS
        if is_unsound or count > _MOST_BOXES:
            raise Refused("attachment.not_understood")
        yield name, place, start, place + size
        if name in _INSIDE:
            yield from _boxes(content, start, place + size, level + 1)
        place += size


def _without_times(made: bytearray, start: int) -> None:
    """When it was made and changed, in a box of either version."""
    length = 16 if made[start] == 1 else 8
    made[start + 4 : start + 4 + length] = bytes(length)


def _seconds(box: bytes) -> int:
    is_long = box[:1] == b"\x01"
    place, size = (20, 8) if is_long else (12, 4)
    scale = int.from_bytes(box[place : place + 4], "big")
    length = int.from_bytes(box[place + 4 : place + 4 + size], "big")
    return min(length // scale, 10**6) if scale else 0
