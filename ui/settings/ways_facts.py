"""What the section Ways in is told and may ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WaysFacts:
    """Which ways there are into this vault, and what colleagues used.

    `team` is the home space's title, empty before any; `shares_open` says that its recovery set
    opens this vault. `rehearsed` is the day on which a share of the set in force was last checked
    here. `recovered` names who opened a vault without its passphrase, and when. `code_alone` says
    that its person wants no shares to open it.
    """

    has_code: bool = False
    team: str = ""
    has_set: bool = False
    shares_open: bool = False
    is_lead: bool = False
    rehearsed: date | None = None
    recovered: tuple[tuple[str, date], ...] = ()
    code_alone: bool = False


@dataclass(frozen=True, slots=True)
class WaysCalls:
    """What the cards ask for; each gives a Future that fails with what stands in the way.

    `change` takes the old passphrase, the new one, and whether somebody may know the old.
    `make_code` takes the passphrase, or None right after the vault was made, and gives the code;
    `make_code_alone` takes the passphrase and gives a code in place of the team's shares, which
    `allow_shares` lets in again.
    `check` gives a sentence about a share. `make_set` takes the passphrase and gives the shares
    of a set that is in force then. `invite_own` gives a code for another PC of this person.
    """

    facts: Callable[[], Future[WaysFacts]]
    guesses: Callable[[str], Future[int]]
    change: Callable[[str, str, bool], Future[object]]
    make_code: Callable[[str | None], Future[str]]
    make_code_alone: Callable[[str], Future[str]]
    allow_shares: Callable[[str], Future[object]]
    check: Callable[[str], Future[str]]
    make_set: Callable[[str], Future[Sequence[str]]]
    invite_own: Callable[[], Future[str]]
    share_words: Callable[[], Future[Sequence[str]]]
    today: Callable[[], date]
