"""The short name of a file that people say aloud: `Y-` and five Crockford characters."""

from __future__ import annotations

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference(subject: bytes) -> str:
    """The reference of a file, from the first 25 bits of its id; two files may share one."""
    bits = int.from_bytes(subject[:4], "big") >> 7
    return "Y-" + "".join(_CROCKFORD[bits >> shift & 31] for shift in (20, 15, 10, 5, 0))
