"""The boxes of a sensitive file: what they ask before they do anything."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.worklist import Opened
from tests.ui.person.conftest import NOW, ms
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.person.guarding import GuardAsking, shown_to
from ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    host.activateWindow()
    return host


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def asking(host: QWidget, theme: Theme, done: list[str]) -> Iterator[GuardAsking]:
    yield GuardAsking(host, theme, Jobs(host), done=done.append)


def words_of(box: AskBox) -> QPlainTextEdit:
    words = box.findChild(QPlainTextEdit)
    assert words is not None
    return words


def nothing() -> Future[None]:
    answer: Future[None] = Future()
    answer.set_result(None)
    return answer


def test_a_file_opens_only_with_ten_characters(
    asking: GuardAsking, done: list[str], qtbot: QtBot
) -> None:
    reasons: list[str] = []

    def break_glass(reason: str) -> Future[int]:
        reasons.append(reason)
        answer: Future[int] = Future()
        answer.set_result(1)
        return answer

    box = asking.open_file("Y-000G4", 1, break_glass)
    words = words_of(box)
    qtbot.keyClicks(words, "  short  ")
    qtbot.keyClick(words, Qt.Key.Key_Return, CTRL)
    assert reasons == []
    assert "10 characters" in box.fields["reason"].problem
    qtbot.keyClicks(words, "but she is here")
    qtbot.keyClick(words, Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: done == ["Open for 3 hours"])
    assert reasons == ["short  but she is here"]


def test_it_says_truly_who_is_shown_the_reason() -> None:
    assert shown_to(1) == "This is shown to your lead."
    assert "leads" in shown_to(2)
    assert "No lead is known" in shown_to(0)


def test_a_mark_asks_why_by_keys_alone(asking: GuardAsking, done: list[str], qtbot: QtBot) -> None:
    marks: list[tuple[str, str]] = []

    def mark(because: str, why: str) -> Future[None]:
        marks.append((because, why))
        return nothing()

    box = asking.mark(mark)
    choice = box.findChild(QComboBox)
    assert choice is not None
    assert choice.hasFocus()
    box.ask()
    assert marks == []
    assert box.fields["because"].problem

    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    qtbot.keyClicks(words_of(box), "Works on this ward")
    qtbot.keyClick(words_of(box), Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: done == ["Marked sensitive"])
    assert marks == [("staff", "Works on this ward")]


def test_taking_the_mark_off_hands_over_why(
    asking: GuardAsking, done: list[str], qtbot: QtBot
) -> None:
    reasons: list[str] = []

    def unmark(why: str) -> Future[None]:
        reasons.append(why)
        return nothing()

    box = asking.unmark(unmark)
    qtbot.keyClicks(words_of(box), "She has left ")
    box.ask()

    qtbot.waitUntil(lambda: bool(done))
    assert reasons == ["She has left"]


def test_a_lead_reads_the_reason_and_chooses_before_it_is_written(
    asking: GuardAsking, done: list[str], qtbot: QtBot
) -> None:
    said: list[str] = []

    def say(finding: str) -> Future[None]:
        said.append(finding)
        return nothing()

    opened = Opened("Tamsin Farthing", ms(17, 12, 20), "She rang from A&E", to_be_asked=False)
    box = asking.look("Y-000G4", opened, NOW, say)
    told = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "Tamsin Farthing, until today 12:20" in told
    assert "She rang from A&E" in told
    box.ask()
    assert said == []

    box.findChildren(QRadioButton)[1].setChecked(True)
    box.ask()

    qtbot.waitUntil(lambda: done == ["Written down"])
    assert said == ["looks_right"]
