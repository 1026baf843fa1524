"""What the desk asks of others, and what a person settles on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from app.domain.clashes import Clash, Desk, Settled
from app.domain.encoding import Value
from ui.forms.drafts import Draft, DraftCalls
from ui.settle.sides import Compared


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person settles on: the version of one change, or a value written anew.

    `heads` are the changes that were shown. `draft` is what the value was kept as, forgotten with
    the settlement.
    """

    record: bytes
    field: str
    heads: tuple[bytes, ...]
    value: Value
    change: bytes | None = None
    reason: str = ""
    draft: bytes | None = None


@dataclass(frozen=True, slots=True)
class SettleCalls:
    """What the desk asks for; each but `drafts` gives a Future.

    `kept` gives the draft of a clash, if there is one; `compare` is work for another thread.
    """

    load: Callable[[], Future[Desk]]
    compare: Callable[[Clash], Future[Compared]]
    kept: Callable[[str], Future[Draft | None]]
    settle: Callable[[Choice], Future[None]]
    reopen: Callable[[Settled], Future[None]]
    drafts: DraftCalls
