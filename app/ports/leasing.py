"""How long a space is read here, and what opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.leases import Lease


@dataclass(frozen=True, slots=True)
class Asked:
    """What this PC asked a lead for, by the words that it showed, and when (ms since 1970)."""

    number: int
    at_ms: int


class LeaseStore(Protocol):
    """The lease of one space."""

    def lease(self) -> Lease:
        """How it stands; counted from 0 where nothing was ever heard."""

    def renew_lease(self, *, head_ms: int, days: int) -> None:
        """An exchange brought a head newly signed at this time, and the policy says how long."""

    def end_by_removal(self, position: int) -> None:
        """A statement at this position removed this device: nothing here is read from now on."""

    def asked(self) -> Asked | None:
        """What was asked for last and not answered."""

    def keep_asked(self, asked: Asked | None) -> None:
        """Keep what is asked for, in place of what was; None once it is answered."""

    def reopen(self, at_ms: int) -> None:
        """A lead opened it again: it counts from then, and the answer is used up."""
