"""What an exchange leaves for ward PCs: the settings that hold there, and which have them."""

from __future__ import annotations

from typing import Protocol


class WardPageStore(Protocol):
    """The pages for the ward PCs of one space; each call is one transaction."""

    def settings(self, *, most: int) -> bytes:
        """The team's places, choices, numbers and authorised words, an encoded list of
        [kind, fields]; without the words where it would have more bytes with them.
        """

    def left_for(self, door: bytes) -> bytes:
        """What `keep_left` was told last for a ward PC, empty for nothing."""

    def keep_left(self, door: bytes, digest: bytes) -> None:
        """The service holds what this hash is of, for a ward PC."""
