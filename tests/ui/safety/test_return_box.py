"""Coming back to a covered screen."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import WrongPassphrase
from ui.frame.cover import Cover, CoverFacts
from ui.jobs import Jobs
from ui.safety.return_box import ReturnBox
from ui.theme.theme import Theme

FACTS = CoverFacts("WGH-ED-07", "Willowmere General Hospital", "extension 2222")


class Covered:
    """A covered window whose passphrase is "copper lantern"."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.behind = QLineEdit(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 688)
        self.window.show()
        self.window.activateWindow()
        self.cover = Cover(
            self.window, theme, FACTS, lambda: datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
        )
        self.box = ReturnBox(self.cover, theme, Jobs(self.window), self._check)
        self.cover.cover()

    def _check(self, typed: str) -> Future[None]:
        answer: Future[None] = Future()
        if typed == "slow lantern":
            self.slow = answer
        elif typed == "copper lantern":
            answer.set_result(None)
        else:
            answer.set_exception(WrongPassphrase("vault.wrong_passphrase"))
        return answer


@pytest.fixture
def covered(theme: Theme, qtbot: QtBot) -> Covered:
    return Covered(theme, qtbot)


def test_while_it_is_looked_at_it_says_so_and_no_longer_that_the_last_was_wrong(
    covered: Covered, qtbot: QtBot
) -> None:
    box = covered.box
    qtbot.keyClick(covered.cover, Qt.Key.Key_Return)
    qtbot.keyClicks(box.field, "wrong")
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    qtbot.waitUntil(box.button.isEnabled)
    qtbot.keyClicks(box.field, "slow lantern")
    qtbot.keyClick(box.field, Qt.Key.Key_Return)

    assert (box.button.text(), box.button.isEnabled()) == ("Opening", False)
    assert not any("does not open" in label.text() for label in box.findChildren(QLabel))

    covered.slow.set_exception(WrongPassphrase("vault.wrong_passphrase"))
    qtbot.waitUntil(box.button.isEnabled)
    assert box.button.text() == "Go on"


def test_enter_asks_for_the_passphrase_and_the_right_one_passes(
    covered: Covered, qtbot: QtBot
) -> None:
    qtbot.keyClick(covered.cover, Qt.Key.Key_Return)
    assert covered.box.isVisible()
    qtbot.keyClicks(covered.box.field, "copper lantern")

    with qtbot.waitSignal(covered.box.passed):
        qtbot.keyClick(covered.box.field, Qt.Key.Key_Return)

    assert not covered.box.isVisible()
    assert covered.box.field.text() == ""


def test_a_wrong_one_leaves_the_cover_and_nothing_of_what_was_typed(
    covered: Covered, qtbot: QtBot
) -> None:
    covered.box.ask()
    qtbot.keyClicks(covered.box.field, "not this one")
    with qtbot.assertNotEmitted(covered.box.passed):
        qtbot.keyClick(covered.box.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "does not open" in covered.box.field.accessibleDescription())

    assert covered.cover.isVisible()
    assert covered.box.field.text() == ""
    assert not covered.box.field.isUndoAvailable()


def test_escape_leaves_the_plain_cover(covered: Covered, qtbot: QtBot) -> None:
    covered.box.ask()
    qtbot.keyClick(covered.box.field, Qt.Key.Key_Escape)

    assert not covered.box.isVisible()
    assert covered.cover.isVisible()


def test_no_key_reaches_what_is_behind(covered: Covered, qtbot: QtBot) -> None:
    covered.box.ask()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_A, Qt.Key.Key_F6):
        qtbot.keyClick(covered.box.field, key)

    assert covered.behind.text() == ""
    assert not covered.behind.hasFocus()
