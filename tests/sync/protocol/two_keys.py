"""Makes a ciphertext that AES-256-GCM accepts under two keys: GCM commits to none (the "invisible
salamander" of Dodis, Grubbs, Ristenpart and Woodage, 2018)."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_REDUCTION = 0xE1 << 120


def accepted_by_both(one: bytes, two: bytes, aad: bytes) -> bytes:
    """A block and a tag for a nonce of 12 zero bytes."""
    hash_keys = [_block(key, bytes(16)) for key in (one, two)]
    masks = [_block(key, bytes(15) + b"\1") for key in (one, two)]
    squares = [_times(hash_key, hash_key) for hash_key in hash_keys]
    without = [_hash(hash_key, aad) ^ mask for hash_key, mask in zip(hash_keys, masks, strict=True)]
    block = _times(without[0] ^ without[1], _inverse(squares[0] ^ squares[1]))
    tag = without[0] ^ _times(block, squares[0])
    return block.to_bytes(16, "big") + tag.to_bytes(16, "big")


def _hash(hash_key: int, aad: bytes) -> int:
    """GHASH of the additional data and one block of zeros."""
    sizes = (len(aad) * 8).to_bytes(8, "big") + (128).to_bytes(8, "big")
    content = aad + bytes(-len(aad) % 16) + bytes(16) + sizes
    reached = 0
    for start in range(0, len(content), 16):
        block = int.from_bytes(content[start : start + 16], "big")
        reached = _times(reached ^ block, hash_key)
    return reached


def _block(key: bytes, block: bytes) -> int:
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return int.from_bytes(encryptor.update(block), "big")


def _times(left: int, right: int) -> int:
    product = 0
    for place in reversed(range(128)):
        if left >> place & 1:
            product ^= right
        right = right >> 1 ^ (_REDUCTION if right & 1 else 0)
    return product


def _inverse(number: int) -> int:
    """The power 2^128 - 2, which is the inverse in GF(2^128)."""
    power, result = number, 1 << 127
    for _ in range(127):
        power = _times(power, power)
        result = _times(result, power)
    return result
