"""Nobody there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.safety.idle import WARNING_S, IdleWatch


@pytest.fixture
def watch(qapp: QApplication, qtbot: QtBot) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, seconds=0.2)
    yield watch
    watch.stop()
    watch.deleteLater()


def test_the_time_runs_out_when_nobody_does_anything(watch: IdleWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.idle, timeout=2000):
        pass


def test_every_key_begins_the_time_anew(watch: IdleWatch, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

    with qtbot.assertNotEmitted(watch.idle):
        for _ in range(8):
            qtbot.keyClick(widget, Qt.Key.Key_A)
            qtbot.wait(50)


def test_half_a_minute_before_a_word_is_said(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, seconds=WARNING_S + 0.05)

    with qtbot.waitSignal(watch.soon, timeout=2000):
        pass

    watch.stop()
    watch.deleteLater()


def test_a_watch_that_was_stopped_says_nothing(watch: IdleWatch, qtbot: QtBot) -> None:
    watch.stop()

    with qtbot.assertNotEmitted(watch.idle, wait=300):
        pass
