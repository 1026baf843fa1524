"""One page of the program as the frame knows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, eq=False)
class Place:
    """A page, its harmless name, and how it is reached.

    `title` is its word in the rail, `heading` a longer one for the bar if it needs one.
    `alt_number` is the digit of its Alt key; without one the place is not in the rail. `under` is
    the key of the place that Back leads to and whose rail item is lit. `panel` fills the right
    side.
    """

    key: str
    title: str
    icon: str
    alt_number: int | None
    widget: QWidget
    panel: QWidget | None = None
    under: str = ""
    heading: str = ""
