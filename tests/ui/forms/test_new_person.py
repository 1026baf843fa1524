"""The lines for someone new, by keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.forms import checking, library
from tests.ui.conftest import Show
from ui.forms.labelled import Labelled
from ui.forms.new_person import NewPerson
from ui.theme.theme import Theme

NOW = datetime(2026, 11, 17, 9, 38).astimezone()
Key = Qt.Key


def shown_lines(theme: Theme, show: Show) -> NewPerson:
    form = library.latest("person")

    def check(answers: Mapping[str, Value]) -> dict[str, str]:
        return checking.check(form, answers, now=NOW, training=True)

    lines = NewPerson(form, theme, now=lambda: NOW, check=check)
    show(lines)
    lines.begin_with("Ida Mossgrove")
    lines.enter()
    return lines


def press(qtbot: QtBot, key: Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_date_typed_where_the_number_goes_is_the_date_of_birth(
    theme: Theme, show: Show, qtbot: QtBot
) -> None:
    lines, done = shown_lines(theme, show), list[bool]()
    lines.done.connect(lambda: done.append(True))

    qtbot.keyClicks(QApplication.focusWidget(), "3/4/1990")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return)

    assert lines.answers() == {"name": "Ida Mossgrove", "date_of_birth": "1990-04-03"}
    assert done == [True]


def test_a_problem_goes_once_it_is_mended(theme: Theme, show: Show, qtbot: QtBot) -> None:
    lines = shown_lines(theme, show)
    qtbot.keyClicks(QApplication.focusWidget(), "12")
    lines.finish()
    problems = [each.problem() for each in lines.findChildren(Labelled) if each.problem()]
    assert len(problems) == 1

    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClick(line, Key.Key_Backspace)
    assert any(each.problem() for each in lines.findChildren(Labelled))
    qtbot.keyClick(line, Key.Key_Backspace)

    assert not any(each.problem() for each in lines.findChildren(Labelled))
