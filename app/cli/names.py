"""Names of people and teams as they are given on the command line."""

from __future__ import annotations

import unicodedata

from app.errors import Refused

_LONGEST = 200
_UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}


def a_name(text: str) -> str:
    """The name without blanks around it.

    Raises Refused `input.name` for one that is longer than 200 characters or not one line of text,
    and `input.name_blank` for one that nobody could read.
    """
    name = text.strip()
    if not any(map(_is_seen, name)):
        raise Refused("input.name_blank")
    if len(name) > _LONGEST or any(unicodedata.category(sign) in _UNWRITABLE for sign in name):
        raise Refused("input.name", most=_LONGEST)
    return name


def _is_seen(sign: str) -> bool:
    """Signs of direction and of no width are nothing that anybody could read."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"
