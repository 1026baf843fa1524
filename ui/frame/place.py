"""One page of the program as the frame knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, eq=False)
class Place:
    """A page, its harmless name, and how it is reached.

    `title` is its word in the rail, `heading` a longer one for the bar if it needs one, `subtitle`
    what always stands quietly beside it.
    `alt_number` is the digit of its Alt key; without one the place is not in the rail. `under` is
    the key of the place that Back leads to and whose rail item is lit. `widget` makes the page and
    `panel` what fills the right side: each is called once, when the place is first shown. `parts`
    makes beforehand, a step at a time, what would take too long with them. `draft_kept` tells the
    time at which what is typed there was kept, empty once nothing of it is.
    """

    key: str
    title: str
    icon: str
    alt_number: int | None
    widget: Callable[[], QWidget]
    panel: Callable[[], QWidget] | None = None
    under: str = ""
    heading: str = ""
    subtitle: str = ""
    parts: Callable[[], Iterator[object]] | None = None
    draft_kept: SignalInstance | None = None
