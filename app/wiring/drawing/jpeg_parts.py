"""The parts of a JPEG inside a document: those that only say something are left out."""

from __future__ import annotations

_ADOBE = 0xEE  # says which colours the points are, and is 12 bytes long
_LONE = {0x01, *range(0xD0, 0xD9)}
_SCAN, _END = 0xDA, 0xD9


def without_words(content: bytes) -> bytes:
    """The same points without APP parts and comments; content that is no JPEG stays as it is."""
    if content[:2] != b"\xff\xd8":
        return content
    kept, place = [b"\xff\xd8"], 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == _SCAN:
            kept.append(_to_end(content, place))
            return b"".join(kept)
        if marker in _LONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        length = 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if not _is_word(marker, content[place + 4 : place + length]):
            kept.append(content[place : place + length])
        place += length
    return content


def _to_end(content: bytes, place: int) -> bytes:
    """From the first scan to the last end mark; what comes after that is no part of it."""
    end = content.rfind(b"\xff\xd9")
    return content[place : end + 2] if end > place else content[place:]


def _is_word(marker: int, content: bytes) -> bool:
    if marker == _ADOBE:
        return not (content.startswith(b"Adobe") and len(content) == 12)
    return 0xE0 <= marker <= 0xEF or marker == 0xFE
