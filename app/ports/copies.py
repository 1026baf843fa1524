"""Copies of one vault that go on side by side."""

from __future__ import annotations

from typing import Protocol


class CopyStore(Protocol):
    """What one space of a vault knows of copies of it."""

    def note_copied(self) -> None:
        """Tell the space's leads, by a line of the access log, that a copy of this vault sends in
        its name; once a day.
        """
