"""What the page New asks of the program."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

from app.domain.drafting import NewRecord
from app.domain.encoding import Value
from ui.forms.drafts import DraftCalls
from ui.identify.earlier import Look, nothing_earlier
from ui.identify.whom import Likely, Match, nobody_likely


class Recorded(Protocol):
    """What a save made."""

    @property
    def id(self) -> bytes:
        """The record's id."""

    @property
    def subject(self) -> bytes:
        """The file it stands in."""


@dataclass(frozen=True, slots=True)
class IdentifyCalls:
    """What the page asks of the program; each answers later, on another thread.

    `match` finds people of this PC by words, None where nobody can be looked for, `likely` those
    that someone new is likely, `earlier` when somebody was recorded before. `save` gives a Recorded
    (futures are not covariant), `remember`
    keeps place, role and mode for next time.
    """

    match: Match | None
    save: Callable[[NewRecord], Future[Any]]
    remember: Callable[[dict[str, Value]], object]
    drafts: DraftCalls
    likely: Likely = nobody_likely
    earlier: Look = nothing_earlier
