"""Objects sealed in chunks, so that none can be cut, swapped, mixed, made longer or shorter.

An object is its content padded with zeros and cut into chunks of 1 MiB, the last one shorter. Each
is AES-256-GCM under the object's own key, which seals nothing else: the nonce is the chunk's
number (12 bytes), the associated data `yarrow/object/v1`, the object's id, the number and whether
it is the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.attachment import Sealed
from app.errors import Damaged

CHUNK = 1024 * 1024
KEY_BYTES = 32
ID_BYTES = 16
TAG = 16
_NONCE_BYTES = 12
_LABEL = b"yarrow/object/v1"
_LEAST = 512


class Readable(Protocol):
    """What bytes are read from, up to as many as asked for."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; fewer only at the end."""


def padded_size(size: int) -> int:
    """The size that this many bytes are padded to, at most 12 % more, so that it tells little.

    PADME (Nikitin et al. 2019), as docs/protocol.md 1 pads groups; never less than 512.
    """
    if size <= _LEAST:
        return _LEAST
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def seal(parts: Iterable[bytes], *, key: bytes, id: bytes) -> Iterator[bytes]:
    """The sealed chunks of the content that these parts are together, the last one marked."""
    cipher = AESGCM(key)
    for index, (chunk, is_last) in enumerate(_chunks(parts)):
        bound = _bound(id, index, is_last=is_last)
        yield cipher.encrypt(index.to_bytes(_NONCE_BYTES, "big"), chunk, bound)


def unseal(source: Readable, *, key: bytes, id: bytes, size: int) -> Iterator[bytes]:
    """The content of `size` bytes, chunk by chunk.

    Raises Damaged `attachment.damaged` at the first chunk that is not what was sealed at its
    place, and if there is more or less than was sealed: what came before is then no whole.
    """
    cipher = AESGCM(key)
    left, padded = size, padded_size(size)
    chunks = -(-padded // CHUNK)
    for index in range(chunks):
        is_last = index == chunks - 1
        plain = min(CHUNK, padded - index * CHUNK)
        sealed = _read(source, plain + TAG)
        if is_last and source.read(1):
            raise Damaged("attachment.damaged")
        opened = _open(cipher, sealed, index, _bound(id, index, is_last=is_last))
        yield opened[: min(left, plain)]
        left -= min(left, plain)


def count_chunks(size: int) -> int:
    """How many chunks the object of a content of this size has."""
    return -(-padded_size(size) // CHUNK)


def check_chunk(chunk: bytes, sealed: Sealed, index: int) -> None:
    """Raise Damaged `attachment.damaged` unless this is what was sealed at this place."""
    last = count_chunks(sealed.size) - 1
    plain = min(CHUNK, padded_size(sealed.size) - index * CHUNK)
    if index > last or len(chunk) != plain + TAG:
        raise Damaged("attachment.damaged")
    bound = _bound(bytes.fromhex(sealed.object), index, is_last=index == last)
    _open(AESGCM(bytes.fromhex(sealed.key)), chunk, index, bound)


def _chunks(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The padded content in chunks; one is the last if nothing, nor padding, comes after it."""
    size, held = 0, b""
    for part in parts:
        size += len(part)
        held = held + part if held else part
        while len(held) > CHUNK:
            yield held[:CHUNK], False
            held = held[CHUNK:]
    held += bytes(padded_size(size) - size)
    while len(held) > CHUNK:
        yield held[:CHUNK], False
        held = held[CHUNK:]
    yield held, True


def _bound(id: bytes, index: int, *, is_last: bool) -> bytes:
    return _LABEL + id + index.to_bytes(8, "big") + bytes([is_last])


def _open(cipher: AESGCM, sealed: bytes, index: int, bound: bytes) -> bytes:
    try:
        return cipher.decrypt(index.to_bytes(_NONCE_BYTES, "big"), sealed, bound)
    except InvalidTag as error:
        raise Damaged("attachment.damaged") from error


def _read(source: Readable, size: int) -> bytes:
    """Exactly so many bytes: a shorter chunk could be whole under another size."""
    content = source.read(size)
    while len(content) < size:
        more = source.read(size - len(content))
        if not more:
            raise Damaged("attachment.damaged")
        content += more
    return content
