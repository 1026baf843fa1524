"""How an exchange ended, and what it found that convicts someone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Fact
from app.ports.accounts import Account


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two things that cannot both be true, kept as they were signed."""

    code: str
    ours: bytes
    theirs: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How an exchange ended: when, what is wrong as codes with facts, whether it froze.

    `skew_ms` is the service's clock less this PC's; None where it was not learned to the end.
    """

    at_ms: int
    problems: tuple[tuple[str, Mapping[str, Fact]], ...] = ()
    is_frozen: bool = False
    was_reached: bool = True
    account: Account = Account()
    skew_ms: int | None = None
