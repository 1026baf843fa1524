"""What one round of exchanges over all spaces came to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.errors import Unreachable, YarrowError
from sync.asking import ServiceRefused
from sync.exchange.talk import Report


@dataclass(slots=True)
class Totals:
    """The reports of one round over all spaces, together; `wait` in seconds.

    `was_reached` says that the service answered for every space and refused nothing that was asked.
    With `chunks_left` contents of attachments go on with another round.
    """

    sent: int = 0
    received: int = 0
    refused: int = 0
    position: int = 0
    problems: list[YarrowError] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    wait: int = 0
    was_reached: bool = True
    chunks: int = 0
    chunks_left: bool = False

    def add(self, report: Report) -> None:
        """Add what was done in one space; `position` is that of the home space, which is first."""
        self.sent += report.sent
        self.received += report.received
        self.refused += report.refused
        self.position = self.position or report.position
        self.problems += report.problems
        self.wait = max(self.wait, report.wait)
        self.chunks += report.chunks
        self.chunks_left = self.chunks_left or report.chunks_left
        is_refused = any(isinstance(each, Unreachable | ServiceRefused) for each in report.problems)
        self.was_reached = self.was_reached and report.was_reached and not is_refused
        for stage, taken in report.seconds.items():
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + taken, 6)

    def followed_by(self, later: Totals) -> Totals:
        """This round and the one after it together; what is wrong is what was wrong last."""
        both = replace(later, seconds=dict(later.seconds))
        for name in ("sent", "received", "refused", "chunks"):
            setattr(both, name, getattr(self, name) + getattr(later, name))
        for stage, taken in self.seconds.items():
            both.seconds[stage] = round(both.seconds.get(stage, 0.0) + taken, 6)
        return both
