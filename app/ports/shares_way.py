"""Whether two of a team's recovery shares open this vault."""

from __future__ import annotations

from typing import Protocol


class SharesWay(Protocol):
    """The way into a vault that some spaces refuse."""

    def is_open_to_shares(self) -> bool:
        """Whether the vault's file keeps a slot for the recovery set of a team."""
