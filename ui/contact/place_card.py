"""One number or address: whether it may be used now, and itself for a minute once it is asked for.

It is the one place where a number is drawn. It goes by itself after sixty seconds, when the screen
is hidden, and with the box.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.contact_safety import Rule
from ui.contact.words import place_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.note_box import LOOKS, NoteKind
from ui.widgets.painting import Brush
from ui.widgets.strong_words import StrongWords

SHOWN_MS = 60_000


class PlaceCard(QFrame):
    """Signals: `wanted()` when the number is asked for."""

    wanted = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: NoteKind = "plain"
        self._mark = IconMark("phone", theme, size=22)
        self._words = StrongWords(theme)
        self.place = Label("", "title", wraps=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.button = Button("Show", theme)
        self.button.clicked.connect(self.wanted)
        self.minute = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self.minute.timeout.connect(self.wipe)
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(14, 7, 14, 7), gap=10)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self.place)
        row.addWidget(self.button)
        self.place.hide()

    @property
    def is_shown(self) -> bool:
        """Whether the number stands there now."""
        return bool(self.place.text())

    def show_rule(self, rule: Rule, *, state: str, asks: str) -> None:
        """Show what holds for a point; `asks` is what the button says."""
        kind: NoteKind = "ok" if rule.is_usable else "danger"
        if rule.is_usable and rule.is_stale:
            kind = "warn"
        self._kind = kind
        icon = "phone" if rule.place == "number" else "mail"
        self._mark.show_icon(icon if rule.is_usable else "phoneoff", ink=LOOKS[kind].ink)
        self._words.show_words(strong=f"{state}.", text=f"{place_of(rule)}, on file.")
        self.button.setText(asks)
        self.button.setAccessibleName(asks)
        self.wipe()
        self.update()

    def show_place(self, words: str) -> None:
        """Draw a number or address for a minute."""
        self.place.setText(words)
        self.place.show()
        self.button.hide()
        self.minute.start()

    def wipe(self) -> None:
        """Take it off the screen, and out of what draws it."""
        self.minute.stop()
        self.place.clear()
        self.place.hide()
        self.button.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of what holds."""
        brush = Brush(QPainter(self), self._theme)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        brush.box(area, LOOKS[self._kind], radius=self._theme.px(6))
