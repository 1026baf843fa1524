from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.cover import Cover, CoverFacts
from ui.theme.theme import Theme
from ui.widgets.toast import PINNED, Toast


@pytest.fixture
def ground(theme: Theme, show: Callable[[QWidget], QWidget]) -> QWidget:
    ground = QWidget()
    ground.resize(800, 400)
    return show(ground)


def test_a_toast_lies_on_the_lower_edge_and_follows_it(ground: QWidget, theme: Theme) -> None:
    toast = Toast(theme, ground)

    toast.tell("Contact logged, no answer", can_undo=True)
    ground.resize(600, 500)

    assert toast.isVisible()
    assert toast.geometry().bottom() == 500 - 12 - 1
    assert toast.width() == 600 - 24
    assert toast.accessibleName() == "Contact logged, no answer"
    toast.hide()


def test_what_is_pinned_to_the_edge_stays_free(ground: QWidget, theme: Theme) -> None:
    bar = QWidget(ground)
    bar.setObjectName(PINNED)
    bar.setGeometry(100, 340, 700, 60)
    bar.show()
    toast = Toast(theme, ground)

    toast.tell("Kept on this PC")

    assert toast.geometry().bottom() == 340 - 12 - 1
    assert (toast.x(), toast.width()) == (100 + 12, 700 - 24)
    toast.hide()


def test_it_goes_up_and_down_with_what_is_pinned(ground: QWidget, theme: Theme) -> None:
    bar = QWidget(ground)
    bar.setObjectName(PINNED)
    bar.setGeometry(0, 300, 800, 100)
    bar.show()
    toast = Toast(theme, ground)
    toast.tell("Kept on this PC")

    bar.setGeometry(0, 340, 800, 60)
    assert toast.geometry().bottom() == 340 - 12 - 1

    bar.hide()
    assert toast.geometry().bottom() == 400 - 12 - 1

    bar.show()
    assert toast.geometry().bottom() == 340 - 12 - 1
    toast.hide()


def test_undo_takes_back_and_leaves(ground: QWidget, theme: Theme, qtbot: QtBot) -> None:
    toast = Toast(theme, ground)
    toast.tell("Contact logged, no answer", can_undo=True)
    undo = toast.findChild(QPushButton)

    with qtbot.waitSignal(toast.taken_back, timeout=1000):
        qtbot.keyClick(undo, Qt.Key.Key_Space)

    assert toast.isHidden()


def test_without_a_way_back_no_button_is_shown(ground: QWidget, theme: Theme) -> None:
    toast = Toast(theme, ground)

    toast.tell("Kept on this PC")

    assert toast.findChild(QPushButton).isHidden()
    toast.hide()


def test_a_sentence_is_read_before_the_next_takes_its_place(
    ground: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 40)
    toast = Toast(theme, ground)

    toast.tell("Locked at 09:31, after 5 minutes without use of this PC.")
    toast.tell("No backup for 7 days. See Settings, Backups.")

    assert toast.accessibleName().startswith("Locked at")
    qtbot.waitUntil(lambda: toast.accessibleName().startswith("No backup"), timeout=1000)
    toast.hide()


def test_a_refusal_does_not_wait_and_what_it_cut_short_comes_again(
    ground: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 40)
    toast = Toast(theme, ground)

    toast.tell("Locked at 09:31, after 5 minutes without use of this PC.")
    toast.tell("The disk is full, so this was not saved.", urgent=True)

    assert toast.accessibleName().startswith("The disk is full")
    qtbot.waitUntil(lambda: toast.accessibleName().startswith("Locked at"), timeout=1000)
    toast.hide()


def test_one_that_stays_begins_to_be_read_with_the_first_act(
    ground: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 0)
    toast = Toast(theme, ground)

    toast.tell("Locked at 09:31, after 5 minutes without use of this PC.", stays=True)
    toast.tell("Somebody has joined your team. Sync says who.")
    for _ in range(3):
        QTest.qWait(1)

    assert toast.accessibleName().startswith("Locked at")
    assert toast.isVisible()
    QTest.keyClick(ground, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: toast.accessibleName().startswith("Somebody"), timeout=1000)
    toast.hide()


def test_one_that_stays_comes_again_after_a_refusal_and_stays(
    ground: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 0)
    toast = Toast(theme, ground)
    toast.tell("You locked at 09:31.", stays=True)

    toast.tell("The disk is full, so this was not saved.", urgent=True)
    qtbot.waitUntil(lambda: toast.accessibleName().startswith("You locked"), timeout=1000)
    toast.tell("No backup for 7 days. See Settings, Backups.")
    QTest.qWait(1)

    assert toast.accessibleName().startswith("You locked")
    toast.hide()


def test_what_is_pressed_on_the_cover_is_no_act(
    ground: QWidget, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 0)
    cover = Cover(ground, theme, CoverFacts("PC", "", ""), lambda: datetime(2026, 11, 17, 9, 38))
    toast = Toast(theme, ground)
    toast.tell("You locked at 09:31.", stays=True)
    toast.tell("Somebody has joined your team. Sync says who.")

    cover.cover()
    QTest.keyClick(cover, Qt.Key.Key_A)
    QTest.qWait(1)

    assert toast.accessibleName().startswith("You locked")
    toast.hide()


def test_what_was_told_on_a_page_goes_with_it_once_it_was_read(
    ground: QWidget, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 0)
    toast = Toast(theme, ground)
    toast.tell("Settled.")
    toast.leave_page()
    assert toast.isVisible()  # nobody could have read it yet
    qtbot.waitUntil(toast.isHidden)

    toast.tell("Settled.")
    QTest.qWait(1)
    assert toast.isVisible()
    toast.leave_page()
    assert toast.isHidden()


def test_what_can_be_taken_back_stays_on_the_next_page(
    ground: QWidget, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.toast._READ_MS", 0)
    toast = Toast(theme, ground)
    toast.tell("Moved to tomorrow.", can_undo=True)
    QTest.qWait(1)

    toast.leave_page()

    assert toast.isVisible()
    toast.hide()


def test_what_has_the_focus_stays_free(ground: QWidget, theme: Theme) -> None:
    field, other = QPushButton("In their words", ground), QPushButton("Person", ground)
    field.setGeometry(20, 350, 300, 36)
    other.setGeometry(20, 20, 300, 36)
    for each in (field, other):
        each.show()
    toast = Toast(theme, ground)
    field.setFocus()

    toast.tell("Draft kept on this PC.")
    assert toast.geometry().bottom() < 350

    other.setFocus()
    assert toast.geometry().bottom() == 400 - 12 - 1
    toast.hide()
