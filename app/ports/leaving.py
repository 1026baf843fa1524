"""What leaving a space needs of the vault, once a lead has removed this device from it."""

from __future__ import annotations

from typing import Protocol


class LeavingStore(Protocol):
    """One space, about to be left."""

    def unsent(self) -> int:
        """How many changes have no receipt, those that were refused among them."""

    def last_own(self) -> int:
        """The position of this device's last segment by receipt or reading; 0 without any."""

    def others_read_to(self) -> int:
        """The furthest that another device is known to have read, by its own signature."""

    def forget(self) -> None:
        """Destroy the keys, records and objects of the space; other spaces stay."""
