"""The level of risk, by shape, word and colour together."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF

from ui.theme.theme import Theme
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look

RiskLevel = Literal["not_assessed", "standard", "medium", "high"]

WORDS: dict[RiskLevel, str] = {
    "not_assessed": "Not assessed",
    "standard": "Standard",
    "medium": "Medium",
    "high": "High",
}
_ICONS: dict[RiskLevel, str] = {
    "not_assessed": "dashc",
    "standard": "circle",
    "medium": "diafill",
    "high": "trifill",
}
_LOOKS: dict[RiskLevel, Look] = {
    "not_assessed": Look("surface", "control", "text3", dashed=True),
    "standard": Look("surface", "control", "text2"),
    "medium": Look("warnTint", "warnLine", "warn"),
    "high": Look("dangerTint", "dangerLine", "danger"),
}


def badge_width(level: RiskLevel, theme: Theme) -> int:
    """The width of a badge in pixels now."""
    return _inline(level).width(theme) + theme.px(18) + 2


def draw_badge(brush: Brush, area: QRectF, level: RiskLevel) -> None:
    """Draw a badge over an area."""
    look = _LOOKS[level]
    brush.box(area, look, radius=brush.theme.px(5))
    _inline(level).draw(brush, area, ink=look.ink)


def _inline(level: RiskLevel) -> Inline:
    words = WORDS[level]
    if level == "not_assessed":
        return Inline(text=words, icon=_ICONS[level], icon_size=13, gap=5)
    return Inline(strong=words, icon=_ICONS[level], icon_size=13, gap=5)
