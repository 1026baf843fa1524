"""The boxes of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.errors import FormRefused
from tests.ui.person.conftest import PERSON
from ui.jobs import Jobs
from ui.person.asking import PersonAsking, changed_answers
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
def asking(host: QWidget, theme: Theme, done: list[str]) -> Iterator[PersonAsking]:
    jobs = Jobs(host)
    yield PersonAsking(host, theme, jobs, done=done.append)


def given() -> Future[None]:
    answer: Future[None] = Future()
    answer.set_result(None)
    return answer


def test_only_what_was_changed_is_saved() -> None:
    typed = {"name": "Tansy Bramblewick ", "date_of_birth": "", "nhs_number": "999 000 0018"}

    assert changed_answers(PERSON, typed) == {"date_of_birth": None, "nhs_number": "999 000 0018"}


def test_the_person_is_saved_by_its_key(
    asking: PersonAsking, done: list[str], qtbot: QtBot
) -> None:
    saved: list[tuple[Mapping[str, Value], str]] = []

    def edit(answers: Mapping[str, Value], why: str) -> Future[None]:
        saved.append((answers, why))
        return given()

    box = asking.person(PERSON, edit)
    line, *_, why = box.findChildren(QLineEdit)
    assert line.text() == "Tansy Bramblewick"
    line.setText("Tansy Fennimore")
    qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    assert saved == []
    assert "why" in box.fields["reason"].problem
    assert why.hasFocus()

    qtbot.keyClicks(why, "She married")
    qtbot.keyClick(why, Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: done == ["Saved"])
    assert saved == [({"name": "Tansy Fennimore"}, "She married")]


def test_to_fill_in_what_was_blank_needs_no_reason(
    asking: PersonAsking, done: list[str], qtbot: QtBot
) -> None:
    saved: list[tuple[Mapping[str, Value], str]] = []

    def edit(answers: Mapping[str, Value], why: str) -> Future[None]:
        saved.append((answers, why))
        return given()

    box = asking.person(PERSON, edit)
    box.findChildren(QLineEdit)[1].setText("9990000018")
    box.ask()

    qtbot.waitUntil(lambda: done == ["Saved"])
    assert saved == [({"nhs_number": "9990000018"}, "")]


def test_a_refusal_stands_beside_its_field_and_loses_nothing(
    asking: PersonAsking, done: list[str], qtbot: QtBot
) -> None:
    def edit(_answers: Mapping[str, Value], _why: str) -> Future[None]:
        answer: Future[None] = Future()
        answer.set_exception(FormRefused({"nhs_number": "nhs_number"}))
        return answer

    box = asking.person(PERSON, edit)
    number = box.findChildren(QLineEdit)[1]
    number.setText("123")
    box.ask()

    qtbot.waitUntil(lambda: "digits do not fit" in box.fields["nhs_number"].problem)
    assert number.text() == "123"
    assert box.verb.isEnabled()
    assert done == []
    box.close_overlay()


def test_the_reason_for_an_error_is_handed_over(
    asking: PersonAsking, done: list[str], qtbot: QtBot
) -> None:
    reasons: list[str] = []

    def mark(reason: str) -> Future[None]:
        reasons.append(reason)
        return given()

    box = asking.in_error("Note", mark)
    line = box.findChild(QPlainTextEdit)
    assert line is not None
    qtbot.keyClicks(line, "Wrong person ")
    box.ask()

    qtbot.waitUntil(lambda: bool(done))
    assert reasons == ["Wrong person"]


def test_escape_leaves_without_asking_whether(asking: PersonAsking, qtbot: QtBot) -> None:
    box = asking.in_error("Note", lambda _reason: given())
    closed: list[int] = []
    box.closed.connect(lambda: closed.append(1))

    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert closed == [1]


def test_a_date_of_birth_is_taken_as_people_write_it() -> None:
    born = {"date_of_birth": "5/3/1992"}

    assert changed_answers(PERSON, born) == {"date_of_birth": "1992-03-05"}
