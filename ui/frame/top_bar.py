"""The bar over every page: where one is, find, sync, hide, lock, and who is at work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui.frame.find_button import FindButton
from ui.theme.breadth import Breadth
from ui.theme.spacing import FixedSize
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip, TrainingMark
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.initials import Initials
from ui.widgets.spoken import Role, give_role
from ui.widgets.sync_chip import SyncChip

_TIGHT, _TIGHTEST = 640, 360
"""Narrower than this, at 100 %, the bar cannot hold everything in one line."""
_NO_BOUND = (1 << 24) - 1
"""Qt's own for a width that nobody bounds."""


class TopBar(QFrame):
    """A tool bar 52 high, at the same place on every page, live over any overlay.

    Signals: `back_wanted()`, `menu_wanted()`, `find_wanted()`, `sync_wanted()`, `hide_wanted()`,
    `lock_wanted()` as each is pressed.
    """

    back_wanted = Signal()
    menu_wanted = Signal()
    find_wanted = Signal()
    sync_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self, theme: Theme, *, who: str, training: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        give_role(self, Role.ToolBar)
        self.setAccessibleName("Bar")
        FixedSize(self, theme, height=52)
        self.menu = Button("Menu", theme)
        self.back = Button("", theme, role="quiet", icon="left", spoken="Back", small=True)
        self._title = ElidedLabel("", "lead", heading=True)
        self._subtitle = ElidedLabel("", "quiet")
        self.kept = Chip("", theme, icon="check")
        self.kept.hide()
        self._is_kept = False
        self._training = TrainingMark(theme) if training else None
        self.find_button = FindButton(theme)
        self.sync_chip = SyncChip(theme)
        self.soon = Chip("Locking soon", theme, kind="warn", icon="lock")
        self.soon.hide()
        self.pictures = Chip("Screen pictures allowed", theme, kind="warn", icon="eye")
        self.pictures.hide()
        self.hide_button = Button("Hide", theme, role="hide", icon="hide", key="F9")
        self.lock_button = Button("Lock", theme, icon="lock", spoken="Lock")
        self.initials = Initials(who, theme, size=36)
        self._theme, self._row = theme, QHBoxLayout(self)
        self._where = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        theme.changed.connect(self._make_room)
        self._connect()
        self.fit(Breadth.NORMAL)
        self.show_title("")

    @property
    def title(self) -> str:
        """The name of the page shown."""
        return self._title.text()

    def show_title(self, title: str, *, subtitle: str = "", back: bool = False) -> None:
        """Say where one is, in words that are harmless over a shoulder."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle) and self._breadth != Breadth.FOLDED)
        self.back.setVisible(back)

    def show_kept(self, time: str) -> None:
        """Say since when what is typed on the page is kept; nothing of it is, without a time."""
        if time:
            self.kept.show_words(f"Draft kept {time}", kind="plain", icon="check")
        self._is_kept = bool(time)
        self.kept.setVisible(self._is_kept and self._breadth != Breadth.FOLDED)

    def show_soon(self) -> None:
        """Say that it is going to lock, where nobody uses the PC."""
        self.soon.show()
        self._make_room()

    def hide_soon(self) -> None:
        """Somebody uses it."""
        self.soon.hide()
        self._make_room()

    def fit(self, breadth: Breadth) -> None:
        """Take the form for a window this broad."""
        self._breadth = breadth
        folded = breadth == Breadth.FOLDED
        self.menu.setVisible(folded)
        self.initials.setVisible(not folded)
        self._subtitle.setVisible(bool(self._subtitle.text()) and not folded)
        allowed = "Pictures" if folded else "Screen pictures allowed"
        self.pictures.show_words(allowed, kind="warn", icon="eye")
        self.lock_button.show_words(shown=breadth >= Breadth.NORMAL)
        self.kept.setVisible(self._is_kept and not folded)
        self.find_button.fit(breadth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the mark under the title where the bar is tight."""
        super().resizeEvent(event)
        self._make_room()
        self._give_way()

    def event(self, event: QEvent) -> bool:
        """Share the room out anew when anything in the bar has other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_way()
        return super().event(event)

    def _give_way(self) -> None:
        """Let what weighs least be narrower first, and the title last of all.

        Left to itself, the row takes the same from each that can be narrower.
        """
        parts: tuple[QWidget, ...] = (self.find_button, self.sync_chip, self._subtitle)
        shown = [part for part in parts if not part.isHidden()]
        hints = {part: part.sizeHint().width() for part in shown}
        taken = sum(max(0, hints[part] - part.maximumWidth()) for part in shown)
        short = self._row.sizeHint().width() + taken - self.width()
        for part in shown:
            gives = min(max(0, short), hints[part] - part.minimumSizeHint().width())
            short -= gives
            most = hints[part] - gives
            if min(part.maximumWidth(), hints[part]) != most:
                part.setMaximumWidth(most if gives else _NO_BOUND)

    def _make_room(self) -> None:
        px, tight = self._theme.px, self.width() < self._theme.px(_TIGHT)
        tightest = self.width() < px(_TIGHTEST)
        direction = QBoxLayout.Direction
        self._where.setDirection(direction.TopToBottom if tight else direction.LeftToRight)
        self._where.setSpacing(px(2 if tight else 8))
        sides = (4, 4) if tightest else (12, 12) if tight else (20, 12)
        self._row.setContentsMargins(px(sides[0]), 0, px(sides[1]), 0)
        self._row.setSpacing(px(2 if tightest else 6 if tight else 8))
        self.hide_button.show_key(shown=not tight)
        # For its half minute this is what counts; the menu has Find and Sync as well.
        gives_way = self._breadth == Breadth.FOLDED and not self.soon.isHidden()
        self.sync_chip.show_words(shown=not (tightest or gives_way))
        self.hide_button.show_words(shown=not tightest)
        self.find_button.setVisible(not (tightest or gives_way))

    def _lay_out(self) -> None:
        row = self._row
        row.addWidget(self.menu)
        row.addWidget(self.back)
        self._where.addStretch(0)
        self._where.addWidget(self._title)
        self._where.addWidget(self._subtitle)
        self._where.addWidget(self.kept)
        if self._training is not None:
            self._where.addWidget(self._training)
        self._where.addStretch(0)
        row.addLayout(self._where)
        row.addStretch(1)
        row.addWidget(self.soon)
        row.addWidget(self.pictures)
        row.addWidget(self.find_button)
        row.addWidget(self.sync_chip)
        row.addWidget(self.hide_button)
        row.addWidget(self.lock_button)
        row.addWidget(self.initials)

    def _connect(self) -> None:
        self.menu.clicked.connect(self.menu_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.find_button.clicked.connect(self.find_wanted)
        self.sync_chip.clicked.connect(self.sync_wanted)
        self.hide_button.clicked.connect(self.hide_wanted)
        self.lock_button.clicked.connect(self.lock_wanted)
