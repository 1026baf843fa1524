"""A button in one of its roles, with its icon and the key that does the same."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.scale import BODY, SMALL
from ui.theme.theme import Theme
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look

ButtonRole = Literal["primary", "secondary", "quiet", "danger", "destroy", "hide", "inverse"]

_FADED = Look("sunken", "line", "disabled")
_BARE = Look("", "", "accentText")
_KEY = Look("", "line2", "text2")
_REST: dict[str, Look] = {
    "primary": Look("accent", "accent", "onAccent"),
    "secondary": Look("surface", "line2", "text"),
    "quiet": _BARE,
    "danger": Look("surface", "dangerLine", "danger"),
    "destroy": Look("dangerFill", "dangerFill", "onDanger"),
    "hide": Look("text", "text", "surface"),
    "inverse": Look("text", "surface", "surface"),
}
_HOVER = {"primary": "accentHover", "secondary": "hover", "quiet": "hover", "danger": "hover"}
_PRESS = {"primary": "accentPress", "secondary": "press", "quiet": "press", "danger": "press"}
_SOLID = ("primary", "destroy", "hide")


class Button(QPushButton):
    """A push button painted from tokens.

    `primary` and `hide` stand 40 high, the others 36, small ones 32. `destroy` is the filled red
    of a confirm box, `inverse` stands on a dark ground, `quiet` words
    stand flush with what is above them and are underlined under the mouse. `key` is the name of
    the key that does the same, shown in a box. A button without words needs `spoken`, its name
    for a screen reader.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        role: ButtonRole = "secondary",
        icon: str = "",
        key: str = "",
        spoken: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._icon, self._key = theme, role, icon, key
        self._small = small
        self._shows_words, self._shows_key = bool(text), True
        self.setAccessibleName(spoken or text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_words(self, *, shown: bool) -> None:
        """Show the words beside the icon, or the icon alone where room is short."""
        self._shows_words = shown
        self._follow_theme()

    def show_key(self, *, shown: bool) -> None:
        """Show the key's box, or leave it out where room is short."""
        self._shows_key = shown
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """Room for everything on the button at the text scale."""
        theme, inline = self._theme, self._inline()
        bare = bool(self._icon) and not inline.strong and not inline.key
        width = self._height() if bare else inline.width(theme) + 2 * theme.px(self._padding())
        return QSize(width, self._height())

    def minimumSizeHint(self) -> QSize:
        """Words on buttons are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does; a key held down since before presses nothing."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, icon, words and key."""
        brush, look, area = Brush(QPainter(self), self._theme), self._look(), QRectF(self.rect())
        brush.box(area, look, radius=self._theme.px(6))
        key = _KEY if self._role == "secondary" and self.isEnabled() else None
        self._inline().draw(brush, area, ink=look.ink, key_look=key)

    def _inline(self) -> Inline:
        size = BODY if self._role == "primary" and not self._small else SMALL
        words = self.text().replace("&", "") if self._shows_words else ""
        key = self._theme.key_shown(self._key) if self._shows_key else ""
        is_pointed_at = self._is_link() and self.underMouse() and self.isEnabled()
        return Inline(strong=words, icon=self._icon, key=key, size=size, underlined=is_pointed_at)

    def _is_link(self) -> bool:
        """Words alone, without a ground of their own."""
        return self._role == "quiet" and self._shows_words

    def _height(self) -> int:
        tall = self._role in ("primary", "hide")
        return self._theme.px(32 if self._small else 40 if tall else 36)

    def _padding(self) -> int:
        return 0 if self._role == "quiet" else 10 if self._small else 13

    def _look(self) -> Look:
        if not self.isEnabled():
            return Look("", "", "disabled") if self._is_link() else _FADED
        if self._is_link():
            return _BARE
        rest = _REST[self._role]
        if self.isDown():
            return Look(_PRESS.get(self._role, rest.fill), self._edge(_PRESS), rest.ink)
        if self.underMouse():
            return Look(_HOVER.get(self._role, rest.fill), self._edge(_HOVER), rest.ink)
        return rest

    def _edge(self, fills: dict[str, str]) -> str:
        rest = _REST[self._role]
        return fills.get(self._role, rest.edge) if self._role in _SOLID else rest.edge

    def _follow_theme(self) -> None:
        named = f"Key {self._key}"
        if self._key and self.accessibleDescription() in (
            "",
            named,
        ):  # else it has words of its own
            self.setAccessibleDescription(named if self._theme.key_shown(self._key) else "")
        self.updateGeometry()
        self.update()
