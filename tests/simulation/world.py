"""What one seed decides: time, chance, whether faults happen, and the trace of what was done."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

START_MS = 1_795_000_000_000
DAY_MS = 24 * 60 * 60 * 1000
YEAR_MS = 365 * DAY_MS


@dataclass
class World:
    """One simulated team; `is_calm` once faults have stopped.

    `asked_for_good` are requests that somebody may make at every exchange from then on.
    """

    seed: str
    now_ms: int = START_MS
    is_calm: bool = False
    trace: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    asked_for_good: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def say(self, *words: object) -> None:
        """Add a line to the trace; nothing in it may hang on bytes that the system drew."""
        self.trace.append(" ".join(map(str, words)))

    def has(self, likely: float) -> bool:
        """Whether something that happens this often happens now; never once it is calm."""
        return self.chance.random() < likely and not self.is_calm

    def count(self, fault: str) -> None:
        """Count a fault that was really made."""
        self.faults[fault] = self.faults.get(fault, 0) + 1
