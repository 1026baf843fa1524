"""The level of risk, by shape, word and colour together."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

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
_FILLED = Look("dangerFill", "dangerFill", "onDanger")


def badge_width(level: RiskLevel, theme: Theme) -> int:
    """The width of a badge in pixels now."""
    return _inline(level).width(theme) + theme.px(18) + 2


def draw_badge(brush: Brush, area: QRectF, level: RiskLevel, *, filled: bool = False) -> None:
    """Draw a badge over an area; only High has a filled form."""
    look = _FILLED if filled and level == "high" else _LOOKS[level]
    brush.box(area, look, radius=brush.theme.px(5))
    _inline(level).draw(brush, area, ink=look.ink)


class RiskBadge(QPushButton):
    """A badge that can be pressed for the history; `filled` only on a record's own head.

    `since` completes what is spoken, such as "set 15 Nov by Wren Pepperday".
    """

    def __init__(
        self,
        level: RiskLevel,
        theme: Theme,
        *,
        filled: bool = False,
        since: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(WORDS[level], parent)
        self._level: RiskLevel = level
        self._theme, self._filled, self._since = theme, filled, since
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._follow_theme)
        self.show_level(level, since=since)

    def show_level(self, level: RiskLevel, *, since: str = "") -> None:
        """Show another level."""
        self._level, self._since = level, since
        self.setText(WORDS[level])
        said = f"Risk {WORDS[level]}" if level != "not_assessed" else "Risk not assessed"
        self.setAccessibleName(f"{said}, {since}" if since else said)
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """Room for shape and word at the text scale."""
        return QSize(badge_width(self._level, self._theme), self._theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        brush = Brush(QPainter(self), self._theme)
        draw_badge(brush, QRectF(self.rect()), self._level, filled=self._filled)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _inline(level: RiskLevel) -> Inline:
    words = WORDS[level]
    if level == "not_assessed":
        return Inline(text=words, icon=_ICONS[level], icon_size=13, gap=5)
    return Inline(strong=words, icon=_ICONS[level], icon_size=13, gap=5)
