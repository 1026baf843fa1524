"""The tag that says whose words a line holds: fact, said, or opinion."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from ui.theme.scale import CAPTION, STRONG
from ui.widgets.painting import Brush, Look

LineKind = Literal["fact", "said", "opinion"]

WORDS: dict[LineKind, str] = {"fact": "Fact", "said": "Said", "opinion": "Opinion"}
ICONS: dict[LineKind, str] = {"fact": "eye", "said": "quote", "opinion": "bulb"}
LOOKS: dict[LineKind, Look] = {
    "fact": Look("surface", "line2", "text2"),
    "said": Look("accentTint", "accentLine", "accentText"),
    "opinion": Look("decideTint", "decideLine", "decide", dashed=True),
}
WIDTH, HEIGHT = 76, 20
"""The tag's size in pixels at 100 %."""


def draw_tag(brush: Brush, at: QPointF, kind: LineKind) -> None:
    """Draw a tag with its upper left corner at a point."""
    theme, look = brush.theme, LOOKS[kind]
    area = QRectF(at.x(), at.y(), theme.px(WIDTH), theme.px(HEIGHT))
    brush.box(area, look, radius=theme.px(4))
    icon_at = QPointF(area.left() + theme.px(6), area.center().y() - theme.px(13) / 2)
    brush.icon(ICONS[kind], icon_at, ink=look.ink, size=13)
    words = area.adjusted(theme.px(23), 0, 0, 0)
    brush.words(WORDS[kind], words, font=theme.font(CAPTION, STRONG), ink=look.ink)
