"""What is typed before the lock screen can be seen reaches no field, and that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.unlocking.early_keys import EarlyKeys


class Screen:
    """A field on a screen whose keys are looked at, and a clock that the test sets."""

    def __init__(self, application: QApplication, field: QLineEdit) -> None:
        self.field, self.now_s, self.told, self.entered = field, 100.0, 0, 0
        self._owner = QObject(field)
        self.keys = EarlyKeys(application, self._owner, clock=lambda: self.now_s)
        self.keys.told.connect(self._count)
        field.returnPressed.connect(self._enter)

    def type(self, text: str, *, after_s: float = 0.0) -> None:
        """Type letters so long after what was before."""
        self.now_s += after_s
        QTest.keyClicks(self.field, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.field, key, modifier)

    def _count(self) -> None:
        self.told += 1

    def _enter(self) -> None:
        self.entered += 1


@pytest.fixture
def screen(qapp: QApplication, show: Callable[[QWidget], QWidget]) -> Iterator[Screen]:
    field = QLineEdit()
    show(field)
    yield Screen(qapp, field)


def test_nothing_typed_before_the_screen_is_seen_reaches_a_field(screen: Screen) -> None:
    screen.type("gravel")
    screen.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)

    assert (screen.field.text(), screen.entered, screen.told) == ("", 0, 0)
    screen.keys.begin()
    assert screen.told == 1


def test_what_goes_on_without_a_pause_does_not_either(screen: Screen) -> None:
    screen.type("gravel ")
    screen.keys.begin()
    for word in ("tunnel ", "pewter ", "oblong"):
        screen.type(word, after_s=0.9)
    screen.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)

    assert (screen.field.text(), screen.entered, screen.told) == ("", 0, 1)


def test_after_a_pause_it_is_typed_from_its_start(screen: Screen) -> None:
    screen.type("gravel ")
    screen.keys.begin()

    screen.type("gravel tunnel", after_s=1.1)

    assert screen.field.text() == "gravel tunnel"
    assert screen.told == 1


def test_a_key_at_once_after_the_first_picture_was_not_meant_for_it(screen: Screen) -> None:
    screen.keys.begin()
    screen.type("l", after_s=0.1)

    assert (screen.field.text(), screen.told) == ("", 1)


def test_whoever_waits_for_the_screen_types_at_once_and_is_told_nothing(screen: Screen) -> None:
    screen.type("", after_s=5.0)
    screen.keys.begin()
    screen.type("gravel", after_s=0.4)

    assert (screen.field.text(), screen.told) == ("gravel", 0)


def test_orders_to_the_program_go_through(screen: Screen) -> None:
    screen.field.setText("gravel")

    screen.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert screen.field.selectedText() == "gravel"
    assert not screen.keys.is_over
