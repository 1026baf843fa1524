"""How broad a window is for the text in it, so that large text and small windows fold alike."""

from __future__ import annotations

from enum import IntEnum


class Breadth(IntEnum):
    """Ordered from the narrowest to the broadest."""

    FOLDED = 0
    """Under 920: the rail is a Menu button, rows are stacked."""
    NARROW = 1
    """Under 1200: the panel slides over the work."""
    NORMAL = 2
    WIDE = 3
    """From 1600: words stand beside the rail's icons, panels and rows are larger."""


def breadth_of(width: int, text_scale: float) -> Breadth:
    """The breadth of a window this many pixels wide at this text scale."""
    effective = width / text_scale
    return Breadth(sum(effective >= limit for limit in (920, 1200, 1600)))
