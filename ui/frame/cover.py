"""The dull screen over everything, that says nothing but what is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.formats import clock_time, long_date
from ui.frame.other_windows import OtherWindows
from ui.theme.scale import BODY, CLOCK, LIGHT, REGULAR, SMALL, STRONG
from ui.theme.theme import Theme
from ui.theme.tokens import cover_colours

_TICK_MS = 5_000
_MOVED = (QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.Show)
_LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


@dataclass(frozen=True)
class CoverFacts:
    """What the cover may tell anyone who passes."""

    computer: str
    organisation: str
    service_desk: str


class Cover(QWidget):
    """Made with its window and kept hidden, so that showing it is one paint.

    The mouse does nothing on it; of the keys only Enter and Ctrl+L are heard.
    Signals: `covered()` once it hides the window; `go_on()` when Enter is pressed on it;
    `lock_wanted()` at Ctrl+L.
    """

    covered = Signal()
    go_on = Signal()
    lock_wanted = Signal()

    def __init__(
        self, window: QWidget, theme: Theme, facts: CoverFacts, now: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._facts, self._now = window, theme, facts, now
        self._colours = {name: QColor(value) for name, value in cover_colours().items()}
        self._before: QWidget | None = None
        self._others = OtherWindows(window)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("This screen is covered. Staff: press Enter to go on")
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_focus)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that the cover says."""
        now, facts = self._now(), self._facts
        return (
            clock_time(now),
            long_date(now.date()),
            "This screen is covered",
            f"Workstation {facts.computer}, {facts.organisation}",
            f"IT service desk: {facts.service_desk}",
            "Staff: press Enter to go on",
        )

    def cover(self) -> None:
        """Hide the window now, in one paint; what lies over it or beside it goes first."""
        if not self.isVisible():
            self._before = self._window.focusWidget()
        self._others.hide_all()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.setUpdatesEnabled(True)  # no turn that the work waits for keeps this waiting
        self.repaint()
        self._timer.start()
        self.covered.emit()

    def uncover(self) -> None:
        """Show the window again, and the focus where it was."""
        self._others.show_again()
        self.hide()
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_way(self) -> None:
        """Keep no other window from showing any more; this one stays covered."""
        self._others.show_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and above whatever it shows later."""
        if self.isVisible() and event.type() in _MOVED:
            self.setGeometry(self._window.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def _keep_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """A box or page that comes behind the cover gets no key until the screen is back."""
        if now is None or not self.isVisible() or not self._window.isAncestorOf(now):
            return
        if now is self or self.isAncestorOf(now):
            return
        self._before = now
        is_ours = before is not None and shiboken6.isValid(before) and self.isAncestorOf(before)
        (before if before is not None and is_ours else self).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clock rest."""
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear Enter and Ctrl+L, swallow the rest."""
        event.accept()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on.emit()
        elif event.keyCombination() == _LOCK:
            self.lock_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Keep every key of the window's from doing anything behind the cover."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Focus does not leave."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do nothing."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines in the middle of an even ground."""
        painter, px = QPainter(self), self._theme.px
        painter.fillRect(self.rect(), self._colours["ground"])
        painter.setPen(self._colours["text"])
        top = self.height() / 2 - px(131)
        heights = (53, 20, 20, 20, 20, 20)
        gaps = (6, 46, 6, 6, 46, 0)
        for line, font, height, gap in zip(self.lines, self._fonts(), heights, gaps, strict=True):
            painter.setFont(font)
            area = QRectF(0, top, self.width(), px(height))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, line)
            top += px(height) + px(gap)

    def _fonts(self) -> tuple[QFont, ...]:
        font = self._theme.font
        body = font(BODY, REGULAR)
        return (font(CLOCK, LIGHT), body, font(BODY, STRONG), body, body, font(SMALL, REGULAR))


def is_of_cover(widget: QWidget) -> bool:
    """Whether something is a cover or lies in one."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Cover):
        at = at.parentWidget()
    return at is not None
