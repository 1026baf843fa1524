"""What was announced of each log, held against what exchanges then found.

An announcement is not signed. It may bring an exchange forward and nothing else, and one that
proves empty makes the next of them wait longer, so that whoever lies gains next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

FIRST_SECONDS = 0.05
LONGEST_SECONDS = 60.0
_MOST_DOUBLINGS = 11


class Announcements:
    """By space, the greatest position heard of and the one known; any thread may call."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._heard: dict[bytes, int] = {}
        self._known: dict[bytes, int] = {}
        self._under_way: Mapping[bytes, int] = {}
        self._empty = 0

    @property
    def is_behind(self) -> bool:
        """Whether something was announced that no exchange has fetched or proved empty."""
        with self._turn:
            return any(self._is_new(space, position) for space, position in self._heard.items())

    @property
    def wait(self) -> float:
        """How long to wait, in seconds, before an exchange for an announcement's sake."""
        return min(FIRST_SECONDS * (1 << min(self._empty, _MOST_DOUBLINGS)), LONGEST_SECONDS)

    def hear(self, space: bytes, position: int) -> bool:
        """Take note of an announced position; whether it is news."""
        with self._turn:
            self._heard[space] = max(position, self._heard.get(space, 0))
            return self._is_new(space, position)

    def begin(self) -> None:
        """An exchange begins: it is to fetch all that was announced until now."""
        with self._turn:
            self._under_way = {
                space: position
                for space, position in self._heard.items()
                if self._is_new(space, position)
            }

    def end(self, known: Mapping[bytes, int], *, was_reached: bool) -> None:
        """It ended with these positions known; what it did not find there was announced falsely."""
        with self._turn:
            self._known.update(known)
            false = {s: p for s, p in self._under_way.items() if self._is_new(s, p)}
            if self._under_way:
                self._empty = self._empty + 1 if false else 0
            for space, position in false.items():
                if was_reached and self._heard.get(space) == position:
                    del self._heard[space]

    def _is_new(self, space: bytes, position: int) -> bool:
        return position > self._known.get(space, 0)
