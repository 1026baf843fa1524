"""A box that lies over the work under the top bar, with focus kept inside."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.frame.cover import is_of_cover
from ui.frame.focus_order import focus_first, focusable_in
from ui.frame.scrim import Scrim
from ui.safety.event_watch import unwatched
from ui.theme.theme import Theme
from ui.turns import paint_in_own_turn
from ui.widgets.spoken import Role, announce, give_role

_TOP, _SIDE = 14, 12
_opened: list[Overlay] = []
"""Those that were opened; to look through all parts of a window for them takes milliseconds."""


class Overlay(QFrame):
    """Not a window of its own, so that rail, bar, Hide and Lock stay live above it.

    `host` is what it covers: the window's `body`. Fill `rows`. Tab goes round inside; Esc and a
    click beside it close it, and focus returns to where it was. While it is open, focus that is
    sent to the work below comes back here.
    Signals: `closed()`.
    """

    closed = Signal()

    def __init__(self, host: QWidget, theme: Theme, *, title: str, width: int = 660) -> None:
        self.scrim = Scrim(theme, host)
        super().__init__(host)
        self._host, self._theme, self._width = host, theme, width
        self._came_from: QWidget | None = None
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.setProperty("role", "overlay")
        give_role(self, Role.Dialog)
        self.setAccessibleName(title)
        host.installEventFilter(self)
        self.scrim.pressed.connect(self.close_overlay)
        theme.changed.connect(self.place)
        _application().focusChanged.connect(self._keep_focus)
        self.scrim.hide()
        self.hide()

    def open_overlay(self) -> None:
        """Show the box, say its title, and give focus to the first thing in it."""
        if self.isVisible():
            return
        self._came_from = self.window().focusWidget()
        paint_in_own_turn(self._host, self)
        _opened.append(self)
        with unwatched():
            self.place()
            self.scrim.show()
            self.scrim.raise_()
            self.show()
            self.raise_()
            focus_first(self)
        announce(self, self.accessibleName())

    def close_overlay(self) -> None:
        """Take the box away and give focus back."""
        if self.isHidden():
            return
        paint_in_own_turn(self._host)
        self.hide()
        self.scrim.hide()
        before, self._came_from = self._came_from, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Stand in the middle, a little under the bar, never larger than the work."""
        px, host = self._theme.px, self._host
        width = min(px(self._width), host.width() - 2 * px(_SIDE))
        room = host.height() - 2 * px(_TOP)
        least = self.sizeHint().height()
        height = min(self.heightForWidth(width) if self.hasHeightForWidth() else least, room)
        self.setGeometry((host.width() - width) // 2, px(_TOP), width, height)
        self.scrim.setGeometry(host.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the work, also while its window is not shown yet."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window takes it for Back."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go round inside the box; Qt asks for it too while a box with the focus is hidden."""
        if self.isHidden():
            return True
        inside = focusable_in(self)
        focused = self.window().focusWidget()
        if not inside:
            return True
        place = inside.index(focused) if focused in inside else -1
        following = inside[(place + (1 if forward else -1)) % len(inside)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _keep_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or self.isHidden() or not self._host.isAncestorOf(now):
            return
        if is_of_cover(now):
            return  # it lies over the box, and keeps the focus as the box does
        if not any(box is now or box.isAncestorOf(now) for box in open_overlays(self._host)):
            focus_first(self)


def open_overlays(window: QWidget) -> list[Overlay]:
    """The overlays that lie open anywhere in a window."""
    _opened[:] = [box for box in _opened if shiboken6.isValid(box) and not box.isHidden()]
    return [box for box in _opened if window.isAncestorOf(box)]


def is_open(box: Overlay | None) -> bool:
    """Whether a box that was made lies open."""
    return box is not None and shiboken6.isValid(box) and not box.isHidden()


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("an overlay needs the application")
    return application
