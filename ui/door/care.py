"""What whoever looks after a ward PC says of it, and what the program does then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ward PC stands: its name, and what is filled in on each page, blank if it is not.

    `setting` is a kind of place, `site` the code of one, `role` who usually asks there.
    """

    name: str = ""
    setting: str = ""
    site: str = ""
    is_training: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SetUpWish:
    """What is typed to make a PC a ward PC; `code` is a lead's."""

    code: str
    address: str
    short_code: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class CareCalls:
    """What the lock screen can ask for; each Future is done on another thread.

    `address` is the service that IT has set, or that the PC has now. `kinds` are the kinds of
    place, `roles` who may ask, codes and words. `set_up` gives six words to compare with the lead.
    `change_code` takes a lead's code and the new short code, `take_away` a lead's code, blank for
    what was cut off.
    """

    set_up: Callable[[SetUpWish], Future[Sequence[str]]]
    change_code: Callable[[str, str], Future[object]]
    take_away: Callable[[str], Future[object]]
    kinds: Callable[[], Sequence[tuple[str, str]]]
    roles: Callable[[], Sequence[tuple[str, str]]]
    address: str = ""
    standing: Standing = field(default_factory=Standing)
