"""The chip that says what the central service has received and what is only here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.chip import LOOKS, ChipKind
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush
from ui.widgets.spoken import announce

SyncKind = Literal["received", "sending", "waiting", "overdue", "needs_you", "refused"]

_ICONS: dict[SyncKind, str] = {
    "received": "serverok",
    "sending": "sync",
    "waiting": "offline",
    "overdue": "offline",
    "needs_you": "tri",
    "refused": "shield",
}
_KINDS: dict[SyncKind, ChipKind] = {
    "received": "plain",
    "sending": "accent",
    "waiting": "warn",
    "overdue": "danger",
    "needs_you": "danger",
    "refused": "warn",
}


@dataclass(frozen=True)
class SyncState:
    """One state of the chip and its words, plain first and strong after.

    `short` says the same where there is no room for them; it is never cut.
    """

    kind: SyncKind
    plain: str
    strong: str
    short: str = ""

    @property
    def sentence(self) -> str:
        """The words as they are spoken."""
        return " ".join(filter(None, (self.plain, self.strong)))


def all_received(at: str) -> SyncState:
    """Everything here has a signed receipt, the last one at this time."""
    return SyncState("received", "All received", at, f"Received {at}")


def only_here(count: int) -> SyncState:
    """Items that nobody has received yet."""
    return SyncState("waiting", "", f"{count} only on this PC", f"{count} only here")


def overdue(hours: int) -> SyncState:
    """Nothing has been sent for more than a day."""
    return SyncState("overdue", "", f"{hours} h not sent, connect", f"{hours} h not sent")


def needs_you(count: int) -> SyncState:
    """Something waits for a person's decision."""
    return SyncState("needs_you", "", f"{count} needs you" if count == 1 else f"{count} need you")


def read_only() -> SyncState:
    """Damage was found, so the vault neither sends nor takes anything in."""
    return SyncState("needs_you", "", "Read only, nothing is sent", "Read only")


def refused() -> SyncState:
    """The way to the service was not secure, so nothing was sent."""
    return SyncState("refused", "", "Link refused, not secure", "Not secure")


class SyncChip(QPushButton):
    """A button in the shape of a chip; pressing it is the way to the Sync page.

    A change is announced politely.
    """

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state, self._shows_words = only_here(0), True
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("roundEnds", True)
        theme.changed.connect(self._follow_theme)
        self._speak()

    @property
    def state(self) -> SyncState:
        """What the chip shows."""
        return self._state

    def show_words(self, *, shown: bool) -> None:
        """Show words beside the icon, or the icon alone in the narrowest windows; spoken whole."""
        self._shows_words = shown
        self._follow_theme()

    def show_state(self, state: SyncState) -> None:
        """Show another state, and say it aloud if it is a new one."""
        if state == self._state:
            return
        self._state = state
        self._speak()
        announce(self, state.sentence)

    def sizeHint(self) -> QSize:
        """Room for the words at the text scale."""
        theme = self._theme
        return QSize(self._width_of(self._inline()), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """The longest states give way to their short words."""
        width = min(self._width_of(self._inline()), self._width_of(self._inline(short=True)))
        return QSize(width, self._theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        look = LOOKS[_KINDS[self._state.kind]]
        brush.box(area, look, radius=area.height() / 2)
        side = self._theme.px(11)
        words = self._inline(short=self.width() < self.sizeHint().width())
        words.draw(brush, area.adjusted(side, 0, -side, 0), ink=look.ink)

    def _width_of(self, words: Inline) -> int:
        return words.width(self._theme) + self._theme.px(24) + 2

    def _inline(self, *, short: bool = False) -> Inline:
        state = self._state
        if not self._shows_words:
            return Inline("", "", _ICONS[state.kind], icon_size=18, gap=0)
        if short and state.short:
            return Inline("", state.short, _ICONS[state.kind], icon_size=18, gap=5)
        return Inline(state.plain, state.strong, _ICONS[state.kind], icon_size=18, gap=5)

    def _speak(self) -> None:
        self.setText(self._state.sentence)
        self.setAccessibleName(self._state.sentence)
        self.setAccessibleDescription("Opens Sync")
        self._follow_theme()

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
