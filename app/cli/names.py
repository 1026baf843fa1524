"""Names of people and teams as they are given on the command line."""

from __future__ import annotations

import unicodedata

from app.errors import Refused

_LONGEST = 200
_UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}


def a_name(text: str) -> str:
    """The name without blanks around it.

    Raises Refused `input.name` for one that is longer than 200 characters or not one line of text.
    """
    name = text.strip()
    if len(name) > _LONGEST or any(unicodedata.category(sign) in _UNWRITABLE for sign in name):
        raise Refused("input.name", most=_LONGEST)
    return name
