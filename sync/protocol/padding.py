"""Hides the length of what is sealed among a few sizes, and inflates nothing beyond its limit."""

from __future__ import annotations

import zlib

from app.errors import Untrusted
from sync.protocol.shapes import not_understood

MOST_PLAIN = 8 * 1024 * 1024

_STEPS = (512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192)
_LENGTH_SIZE = 4
_LEVEL = 6
_LOOK_AHEAD = 262  # how far zlib stays away from the end of its window


def padded_size(size: int) -> int:
    """The size that this many bytes are padded to: a step, above 8,192 what PADME gives.

    PADME (Nikitin et al. 2019): for a length of e + 1 bits, itself a number of s bits, the lowest
    e - s bits are rounded up, so that at most 12 % is added.
    """
    for step in _STEPS:
        if size <= step:
            return step
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def pad(content: bytes, multiple: int = 0) -> bytes:
    """length (4 bytes) | content | zeros, up to a padded size or to a multiple of one."""
    size = _LENGTH_SIZE + len(content)
    whole = -(-size // multiple) * multiple if multiple else padded_size(size)
    return len(content).to_bytes(_LENGTH_SIZE, "big") + content + bytes(whole - size)


def unpad(padded: bytes, multiple: int = 0) -> bytes:
    """The content that `pad` padded exactly so; raises Untrusted `sync.not_understood`."""
    end = _LENGTH_SIZE + int.from_bytes(padded[:_LENGTH_SIZE], "big")
    content = padded[_LENGTH_SIZE:end]
    if len(padded) < end or padded != pad(content, multiple):
        raise not_understood()
    return content


def deflate(content: bytes) -> bytes:
    """The content compressed (zlib, RFC 1950).

    Its window is no larger than needed: clearing one of 32 KiB takes longer than a note takes.
    """
    window = min(15, max(10, (len(content) + _LOOK_AHEAD).bit_length()))
    stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, window, min(8, window - 6))
    return stream.compress(content) + stream.flush()


def inflate(compressed: bytes, most: int = MOST_PLAIN) -> bytes:
    """What was compressed; raises Untrusted `sync.too_large` beyond `most`, before it is held."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(compressed, max(most, 0) + 1)
    except zlib.error as error:
        raise not_understood() from error
    if len(content) > most:
        raise Untrusted("sync.too_large")
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise not_understood()
    return content
