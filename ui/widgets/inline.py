"""One line of an icon, plain words, strong words and a key, as buttons and chips show it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from ui.theme.face import Face
from ui.theme.scale import CAPTION, REGULAR, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, Brush, Look, width_of

_KEY_PADDING, _KEY_GAP, _WORD_GAP = 5, 8, 4


@dataclass(frozen=True)
class Inline:
    """What stands on the line; whatever is empty takes no room."""

    text: str = ""
    strong: str = ""
    icon: str = ""
    key: str = ""
    size: int = SMALL
    icon_size: int = 18
    gap: int = 7
    underlined: bool = False

    def width(self, theme: Theme) -> int:
        """The width that shows everything, in pixels now."""
        total = self._icon_room(theme) + self._words_width(theme) + self._key_room(theme)
        return round(total + 0.5)

    def draw(
        self,
        brush: Brush,
        area: QRectF,
        *,
        ink: str,
        centred: bool = True,
        key_look: Look | None = None,
    ) -> None:
        """Draw the line within an area; words that find no room are cut with an ellipsis.

        The key's box is drawn in the ink of the words unless it has a look of its own.
        """
        theme, spare = brush.theme, area.width() - self.width(brush.theme)
        left = area.left() + (max(0.0, spare / 2) if centred else 0.0)
        if self.icon:
            top = area.center().y() - theme.px(self.icon_size) / 2
            brush.icon(self.icon, QPointF(left, top), ink=ink, size=self.icon_size)
        left += self._icon_room(theme)
        end = area.right() - self._key_room(theme)
        for words, font in self._runs(theme):
            line = QRectF(left, area.top(), max(0.0, end - left), area.height())
            left += brush.words(words, line, font=font, ink=ink) + theme.px(_WORD_GAP)
        if self.key:
            at = QPointF(left - theme.px(_WORD_GAP) + self._key_gap(theme), area.center().y())
            look = key_look or Look("", ink, ink)
            draw_key(brush, self.key, at, ink=look.ink, edge=look.edge, weight=STRONG)

    def _runs(self, theme: Theme) -> list[tuple[str, Face]]:
        runs = ((self.text, REGULAR), (self.strong, STRONG))
        fonts = [(words, theme.font(self.size, weight)) for words, weight in runs if words]
        return [(words, font.underlined) for words, font in fonts] if self.underlined else fonts

    def _words_width(self, theme: Theme) -> float:
        runs = self._runs(theme)
        between = theme.px(_WORD_GAP) if len(runs) > 1 else 0
        return sum(width_of(words, font) for words, font in runs) + between

    def _icon_room(self, theme: Theme) -> float:
        if not self.icon:
            return 0.0
        return theme.px(self.icon_size) + (theme.px(self.gap) if self.text or self.strong else 0)

    def _key_room(self, theme: Theme) -> float:
        if not self.key:
            return 0.0
        return self._key_gap(theme) + key_width(self.key, theme, weight=STRONG)

    def _key_gap(self, theme: Theme) -> int:
        return theme.px(_KEY_GAP) if self.text or self.strong else 0


def key_width(key: str, theme: Theme, *, weight: QFont.Weight = REGULAR) -> float:
    """How wide the little box round the name of a key is."""
    return width_of(key, theme.font(CAPTION, weight)) + theme.px(2 * _KEY_PADDING) + 2


def draw_key(
    brush: Brush,
    key: str,
    at: QPointF,
    *,
    ink: str = "text2",
    edge: str = "",
    fill: str = "",
    weight: QFont.Weight = REGULAR,
) -> None:
    """A key's name in its box, from the middle of the box's left side."""
    theme, width = brush.theme, key_width(key, brush.theme, weight=weight)
    height = theme.px(19)
    area = QRectF(at.x(), at.y() - height / 2, width, height)
    brush.box(area, Look(fill, edge or ink, ink), radius=theme.px(4))
    brush.words(key, area, font=theme.font(CAPTION, weight), ink=ink, align=CENTRE)
