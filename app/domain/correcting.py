"""A saved record that is being corrected: what stood in it when the person began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from app.domain.encoding import Value

CORRECTS = "corrects"
"""Under this name a draft keeps what it corrects, beside its answers."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record, its answers and the heads of its fields as they were on the screen."""

    record: bytes
    subject: bytes
    stands: Mapping[str, Value]
    heads: Mapping[str, tuple[bytes, ...]]

    def edits(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """What these answers change, None for what they take out."""
        names = [*self.stands, *(name for name in answers if name not in self.stands)]
        return {
            name: answers.get(name) for name in names if answers.get(name) != self.stands.get(name)
        }

    def packed(self) -> Value:
        """As a draft keeps it."""
        heads: dict[str, Value] = {name: [*ids] for name, ids in self.heads.items()}
        packed: dict[str, Value] = {
            "record": self.record,
            "subject": self.subject,
            "stands": dict(self.stands),
            "heads": heads,
        }
        return packed


def unpack(value: Value) -> Corrected | None:
    """What a draft corrects, None if it is a record of its own."""
    if not isinstance(value, dict):
        return None
    kept = cast("dict[str, Value]", value)
    heads = cast("dict[str, list[bytes]]", kept["heads"])
    return Corrected(
        cast(bytes, kept["record"]),
        cast(bytes, kept["subject"]),
        cast("dict[str, Value]", kept["stands"]),
        {name: tuple(ids) for name, ids in heads.items()},
    )
