"""One sentence at the bottom of the work, with a way to take back what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from ui.frame.cover import is_of_cover
from ui.safety.event_watch import watch_events
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.spoken import announce

_SHOWN_MS = 10_000
_READ_MS = 4_000
"""As long as a sentence takes to be read."""
_MOST_WAITING = 3
_MARGIN = 12
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
_ACTS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
PINNED = "pinned"
"""The object name of what is pinned to the foot of a page; a sentence lies above it."""


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: str
    can_undo: bool
    urgent: bool
    stays: bool


class Toast(QFrame):
    """Lies over its parent's lower edge for ten seconds; stays while it is hovered or has focus.

    What is pinned to that edge, a composer or a bar with its Save, stays free, and so does the
    field or button that has the focus.

    It goes with its page, once it had the time to be read, unless it can be taken back.

    A new sentence takes the place of the one before once that had the time to be read; one that is
    urgent takes it at once, and the other comes again after it. One that stays does so until
    somebody did something in this window; only then it begins to be read.
    Signals: `taken_back()` when Undo is pressed.
    """

    taken_back = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._ground = theme, parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_READ_MS)
        self._reading.timeout.connect(self._show_next)
        self._followed: list[QWidget] = []
        self._said: _Said | None = None
        self._waiting: list[_Said] = []
        self._unseen: QObject | None = None
        self._has_left_page = False
        self._text = Label("", "body", wraps=True)
        self._text.setProperty("ink", "surface")
        self._mark = IconMark("check", theme, ink="surface")
        self._undo = Button("Undo", theme, role="inverse", key="Ctrl Z")
        self._undo.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(16, 4, 8, 4), gap=12)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        parent.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        theme.changed.connect(self.place)
        self.hide()

    def tell(
        self, sentence: str, *, can_undo: bool = False, urgent: bool = False, stays: bool = False
    ) -> None:
        """Show a sentence after the one that is being read; an urgent one has a triangle."""
        said, shown = _Said(sentence, can_undo, urgent, stays), self._said
        is_read = self._unseen is None and not self._reading.isActive()
        if is_read or shown is None or said == shown:
            self._show(said)
        elif urgent:
            self._waiting.insert(0, shown)
            self._show(said)
        else:
            self._waiting.append(said)
        del self._waiting[_MOST_WAITING:]

    def leave_page(self) -> None:
        """Another page is shown, and what was told on the one before is in its way."""
        said = self._said
        if self.isHidden() or said is None or said.can_undo or self._unseen is not None:
            return
        if self._reading.isActive():
            self._has_left_page = True
        else:
            self._leave()

    def place(self) -> None:
        """Lie where there is room over the page that is shown now, if it is there at all."""
        if not self.isHidden():
            self._lie()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the parent's lower edge, or to what is pinned there, as that grows and goes."""
        if event.type() in _MOVES:
            self.place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count the ten seconds again from here."""
        super().leaveEvent(event)
        if self.isVisible() and self._unseen is None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the sentence."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window made small comes back with it
            self._timer.stop()
            self._reading.stop()
            self._forget_watch()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dark ground."""
        brush = Brush(QPainter(self), self._theme)
        brush.box(QRectF(self.rect()), Look("text", "text", ""), radius=self._theme.px(8))

    def _show(self, said: _Said) -> None:
        self._said, self._has_left_page = said, False
        self._text.setText(said.sentence)
        self.setAccessibleName(said.sentence)
        self._mark.show_icon("tri" if said.urgent else "check", ink="surface")
        self._undo.setVisible(said.can_undo)
        self._lie()
        self.show()
        self.raise_()
        self._forget_watch()
        if said.stays:
            self._wait_for_act()
        else:
            self._begin_to_be_read()
        announce(self, said.sentence, urgent=said.urgent)

    def _begin_to_be_read(self) -> None:
        self._timer.start()
        self._reading.start()

    def _wait_for_act(self) -> None:
        self._timer.stop()
        self._reading.stop()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._unseen = QObject(self)
            watch_events(application, self._unseen, _ACTS, self._on_act)

    def _on_act(self, watched: QObject, event: QEvent) -> bool:
        """What is pressed on the cover tells nothing: behind it this cannot be seen."""
        is_held = isinstance(event, QKeyEvent) and event.isAutoRepeat()
        if is_held or not isinstance(watched, QWidget) or is_of_cover(watched):
            return False
        if watched.window() is self.window():
            self._forget_watch()
            self._begin_to_be_read()
        return False

    def _forget_watch(self) -> None:
        if self._unseen is not None:
            self._unseen.deleteLater()
            self._unseen = None

    def _show_next(self) -> None:
        if not self._waiting and not self._has_left_page:
            return
        if self._undo.hasFocus() or self.underMouse():
            self._reading.start()
        elif self._waiting:
            self._show(self._waiting.pop(0))
        else:
            self._leave()

    def _leave(self) -> None:
        if self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _on_undo(self) -> None:
        self.hide()
        self.taken_back.emit()
        self._show_next()

    def _lie(self) -> None:
        margin, free = self._theme.px(_MARGIN), self._free()
        width = max(0, free.width() - 2 * margin)
        height = max(self.heightForWidth(width), self._theme.px(48))
        top = max(0, free.height() - height - margin)
        area = QRect(free.left() + margin, top, width, height)
        focused = self._focused()
        if area.intersects(focused) and focused.top() - height - margin >= 0:
            area.moveTop(focused.top() - height - margin)
        self.setGeometry(area)

    def _on_focus_changed(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self.place()

    def _focused(self) -> QRect:
        """Where the focus is on the page; a list that fills it is none that could be left free."""
        focused, ground = self.window().focusWidget(), self._ground
        if focused is None or not ground.isAncestorOf(focused) or self.isAncestorOf(focused):
            return QRect()
        place = QRect(focused.mapTo(ground, QPoint()), focused.size())
        return QRect() if place.height() > ground.height() // 3 else place

    def _follow(self, pinned: Sequence[QWidget]) -> None:
        """Also what is out of sight: it may come into sight with its page, a turn later."""
        self._followed = [each for each in self._followed if shiboken6.isValid(each)]
        for each in pinned:
            if each not in self._followed:
                each.installEventFilter(self)
                self._followed.append(each)

    def _free(self) -> QRect:
        """What lies above the part that is pinned, as broad as it; all where nothing is."""
        pinned = self._ground.findChildren(QWidget, PINNED)
        self._follow(pinned)
        parts = [each for each in pinned if each.isVisible()]
        if not parts:
            return self._ground.rect()
        corner = parts[0].mapTo(self._ground, QPoint())
        return QRect(corner.x(), 0, parts[0].width(), corner.y())
