"""Whether a SNOMED CT identifier can be one: its length, its partition, its check digit."""

from __future__ import annotations

# Verhoeff's tables: products of the symmetries of a pentagon, and the permutation of a place.
_TIMES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_MOVED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_CONCEPTS = ("00", "10")


def is_concept(code: str) -> bool:
    """Whether these are 6 to 18 digits of a concept, international or of an extension."""
    if not (code.isascii() and code.isdigit() and 6 <= len(code) <= 18) or code[0] == "0":
        return False
    check = 0
    for place, sign in enumerate(reversed(code)):
        digit = int(sign)
        for _ in range(place % 8):
            digit = _MOVED[digit]
        check = _TIMES[check][digit]
    return check == 0 and code[-3:-1] in _CONCEPTS
