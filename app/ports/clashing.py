"""A person's word that however many clashes are to be taken in."""

from __future__ import annotations

from typing import Protocol


class ClashStore(Protocol):
    """Keeps that word with a space until it has been done."""

    def awaits_clashes(self) -> bool:
        """Whether a person said that however many clashes are to be taken in."""

    def await_clashes(self, *, awaited: bool) -> None:
        """Keep that a person said so, or that it has been done."""
