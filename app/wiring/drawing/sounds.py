"""Sound without what is written beside it; the sound itself is not decoded and stays as it is."""

from __future__ import annotations

from app.errors import Refused

Cleaned = tuple[bytes, int]
"""The bytes that are kept, and how long it lasts in seconds."""
_KEPT_CHUNKS = (b"fmt ", b"fact", b"data")


def wav(content: bytes) -> Cleaned:
    """A WAV with format and points alone."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise Refused("attachment.not_understood")
    kept: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(content):
        name, size = (
            content[place : place + 4],
            int.from_bytes(content[place + 4 : place + 8], "little"),
        )
        if name in _KEPT_CHUNKS and name not in kept:
            kept[name] = content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    form, points = kept.get(b"fmt ", b""), kept.get(b"data", b"")
    rate = int.from_bytes(form[8:12], "little")
    if len(form) < 16 or not points or not rate:
        raise Refused("attachment.not_understood")
    kept[b"fmt "] = form[:40]
    body = b"".join(_chunk(name, kept[name]) for name in _KEPT_CHUNKS if name in kept)
    whole = b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WAVE" + body
    return whole, len(points) // rate


def flac(content: bytes) -> Cleaned:
    """A FLAC with its stream's facts and seek table; every other block becomes empty padding."""
    start = tag_end(content)
    if content[start : start + 4] != b"fLaC":
        raise Refused("attachment.not_understood")
    end = len(content) - (128 if content[-128:-125] == b"TAG" else 0)
    kept, place, is_last, facts = [b"fLaC"], start + 4, False, b""
    while not is_last:
        head = content[place : place + 4]
        size = int.from_bytes(head[1:4], "big")
        block = content[place + 4 : place + 4 + size]
        if len(head) < 4 or len(block) < size:
            raise Refused("attachment.not_understood")
        is_last, kind = bool(head[0] & 0x80), head[0] & 0x7F
        facts = block if kind == 0 else facts
        is_kept = kind in (0, 3)
        kept.append(bytes([head[0] if is_kept else (head[0] & 0x80) | 1]) + head[1:])
        kept.append(block if is_kept else bytes(size))
        place += 4 + size
    if len(facts) < 18 or content[place : place + 1] != b"\xff":
        raise Refused("attachment.not_understood")
    return b"".join(kept) + content[place:end], _flac_seconds(facts)


def tag_end(content: bytes) -> int:
    """Where the ID3v2 tags at the start end."""
    place = 0
    while content[place : place + 3] == b"ID3" and len(content) >= place + 10:
        size = 0
        for byte in content[place + 6 : place + 10]:
            size = size << 7 | (byte & 0x7F)
        place += 10 + size + (10 if content[place + 5] & 0x10 else 0)
    return place


def _flac_seconds(facts: bytes) -> int:
    bits = int.from_bytes(facts[10:18], "big")
    rate, samples = bits >> 44, bits & (1 << 36) - 1
    return samples // rate if rate else 0


def _chunk(name: bytes, content: bytes) -> bytes:
    padding = bytes(len(content) % 2)
    return name + len(content).to_bytes(4, "little") + content + padding
