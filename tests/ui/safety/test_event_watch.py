"""One filter on the application shows events to whoever looks at them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.safety.event_watch import watch_events

KEYS = (QEvent.Type.KeyPress,)


class Looker(QObject):
    """Notes what it sees, and takes it away if it is told to."""

    def __init__(self, application: QApplication, *, takes: bool = False) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []
        self._takes = takes
        watch_events(application, self, KEYS, self._look)

    def _look(self, _watched: QObject, event: QEvent) -> bool:
        self.seen.append(event.type())
        return self._takes


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    return line


def test_only_the_events_asked_for_are_shown(line: QLineEdit, qapp: QApplication) -> None:
    looker = Looker(qapp)

    QTest.keyClick(line, Qt.Key.Key_A)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)

    assert set(looker.seen) == set(KEYS)
    assert line.text() == "a"
    looker.deleteLater()


def test_the_newest_looks_first_and_may_take_the_event_away(
    line: QLineEdit, qapp: QApplication
) -> None:
    older, newest = Looker(qapp), Looker(qapp, takes=True)

    QTest.keyClick(line, Qt.Key.Key_A)

    assert (len(older.seen), len(newest.seen), line.text()) == (0, 1, "")
    older.deleteLater()
    newest.deleteLater()


def test_whoever_is_gone_sees_nothing_more(
    line: QLineEdit, qapp: QApplication, qtbot: QtBot
) -> None:
    looker = Looker(qapp, takes=True)
    with qtbot.waitSignal(looker.destroyed):
        looker.deleteLater()

    QTest.keyClick(line, Qt.Key.Key_A)

    assert line.text() == "a"
