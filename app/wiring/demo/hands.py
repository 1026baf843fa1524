"""A person's hands for the demonstration without a screen: keys pressed, and patience."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Unreachable

_PATIENCE_S = 90.0
_GLANCE_MS = 20
_SETTLE_MS = 40
_MOST_TABS = 40

Key = Qt.Key
_Keys = Qt.Key | tuple[Qt.KeyboardModifier, Qt.Key]


def control(key: Qt.Key) -> _Keys:
    """A key with Ctrl held down."""
    return (Qt.KeyboardModifier.ControlModifier, key)


def alt(key: Qt.Key) -> _Keys:
    """A key with Alt held down."""
    return (Qt.KeyboardModifier.AltModifier, key)


class Hands:
    """Presses keys where the focus is, as a keyboard does; shortcuts work like anywhere."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.pressed = 0

    def press(self, *keys: _Keys) -> None:
        """Press keys one after another."""
        for each in keys:
            modifier, key = each if isinstance(each, tuple) else (_NONE, each)
            QTest.keyClick(self._focused(), key, modifier)
            self.pressed += 1
        self.settle()

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        for letter in text:
            QTest.keyClicks(self._focused(), letter)
        self.pressed += len(text)
        self.settle()

    def choose(self, place: int) -> None:
        """Choose what stands at this place of a list, 0 for as it is, and go on."""
        self.press(*[Key.Key_Down] * place, Key.Key_Tab)

    def tab_to(self, name: str) -> None:
        """Tab on until the focus has this in its name; raises Unreachable `demo.stuck`."""
        for _ in range(_MOST_TABS):
            if name in self.focus_name():
                return
            self.press(Key.Key_Tab)
        raise Unreachable("demo.stuck", place=name)

    def focus_name(self) -> str:
        """What a screen reader says of what has the focus."""
        found = QAccessible.queryAccessibleInterface(self._focused())
        return found.text(QAccessible.Text.Name) if found is not None else ""

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Wait until something is so; raises Unreachable `demo.stuck` when it never is."""
        end = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                raise Unreachable("demo.stuck", place=what)
            QTest.qWait(_GLANCE_MS)
        self.settle()

    def settle(self) -> None:
        """Let what was begun show."""
        QTest.qWait(_SETTLE_MS)

    def _focused(self) -> QWidget:
        found = self._application.focusWidget() or self._application.activeWindow()
        if found is None:
            raise Unreachable("demo.stuck", place="focus")
        return found


_NONE = Qt.KeyboardModifier.NoModifier
