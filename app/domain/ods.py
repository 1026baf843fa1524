"""The shape of ODS codes, by which organisations and sites of the NHS are named."""

from __future__ import annotations

import re
from enum import StrEnum

_SHAPE = re.compile(r"[0-9A-Z]{1,9}")
_PRACTICE = re.compile(r"[A-Z][0-9]{5}")
_BRANCH = re.compile(r"[A-Z][0-9]{8}")
_TRUST_LENGTH = 3
_SITE_LENGTH = 5


class OdsShape(StrEnum):
    """What a code can name, as far as its shape tells."""

    TRUST = "trust"
    TRUST_SITE = "trust_site"
    PRACTICE = "practice"
    BRANCH = "branch"
    OTHER = "other"


def read_ods_code(typed: str) -> str | None:
    """The code in capitals, or None if it is not one to nine letters and digits."""
    code = typed.strip(" ")
    code = code.upper() if code.isascii() else code
    return code if _SHAPE.fullmatch(code) else None


def ods_shape(code: str) -> OdsShape:
    """What a code of capitals and digits can name: a trust, its site, a practice, its branch."""
    if _PRACTICE.fullmatch(code):
        return OdsShape.PRACTICE
    if _BRANCH.fullmatch(code):
        return OdsShape.BRANCH
    by_length = {_TRUST_LENGTH: OdsShape.TRUST, _SITE_LENGTH: OdsShape.TRUST_SITE}
    return by_length.get(len(code), OdsShape.OTHER)
