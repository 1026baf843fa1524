"""One style sheet for the whole program, filled from a theme's colours and scale."""

from __future__ import annotations

import re
from string import Template

import resources
from ui.theme.scale import Scale
from ui.theme.tokens import Colours

_LENGTH = re.compile(r"(px|half)(\d+)")


class _Values(dict[str, str]):
    """Colours by token; lengths made on demand: `px34`, and `half30` for a pill's corner.

    Qt draws square corners once a radius exceeds half the real height. So a pill's radius is
    worked out from its whole-pixel inner height and its two edges of one pixel.
    """

    def __init__(self, colours: Colours, scale: Scale) -> None:
        super().__init__(colours)
        self._scale = scale

    def __missing__(self, key: str) -> str:
        length = _LENGTH.fullmatch(key)
        if length is None:
            raise KeyError(key)
        size = self._scale.px(int(length[2]))
        return f"{(size + 2) // 2}px" if length[1] == "half" else f"{size}px"


def style_sheet(colours: Colours, scale: Scale) -> str:
    """The rules of `resources/themes/yarrow.qss` in these colours at this scale."""
    return Template(resources.read_text("themes/yarrow.qss")).substitute(_Values(colours, scale))
