from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.forms.definition import Field
from ui.forms.four_state import FourStateRow
from ui.theme.theme import Theme

Key = Qt.Key
Press = Callable[..., None]


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def rows(
    theme: Theme, field: Callable[[str], Field], stack: Callable[..., QWidget]
) -> Iterator[list[FourStateRow]]:
    made = [FourStateRow(field(name), theme) for name in ("hark_h", "hark_a", "hark_r")]
    window = stack(*made)
    made[0].enter()
    yield made
    del window


@pytest.mark.parametrize(
    ("key", "answer"),
    [("y", "yes"), ("N", "no"), ("d", "declined"), ("a", "not_asked"), ("1", "yes"), ("2", "no")],
)
def test_a_letter_or_number_answers_and_moves_on(
    qtbot: QtBot, press: Press, rows: list[FourStateRow], key: str, answer: str
) -> None:
    with qtbot.waitSignal(rows[0].answered) as told:
        press(key)

    assert told.args == ["hark_h", answer]
    assert rows[0].answer() == answer
    assert focus() is rows[1].entry()


def test_arrows_move_without_answering_and_space_picks(
    press: Press, rows: list[FourStateRow]
) -> None:
    press(Key.Key_Right, Key.Key_Right)
    assert rows[0].answer() is None
    assert focus() is rows[0].cells["declined"]

    press(Key.Key_Space)
    assert rows[0].answer() == "declined"
    assert rows[0].is_active()


def test_delete_takes_the_answer_back(press: Press, rows: list[FourStateRow]) -> None:
    press("y", Key.Key_Up)
    assert focus() is rows[0].cells["yes"]

    press(Key.Key_Delete)

    assert rows[0].answer() is None
    assert not any(cell.isChecked() for cell in rows[0].cells.values())


def test_up_and_down_go_between_rows(press: Press, rows: list[FourStateRow]) -> None:
    press(Key.Key_Down)
    assert focus() is rows[1].entry()

    press(Key.Key_Up)
    assert focus() is rows[0].entry()


def test_a_row_is_one_tab_stop(press: Press, rows: list[FourStateRow]) -> None:
    press(Key.Key_Right, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)

    assert focus().objectName() == "after"


def test_letters_with_control_are_left_to_the_window(
    rows: list[FourStateRow],
) -> None:
    QTest.keyClick(focus(), Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    assert rows[0].answer() is None


def test_a_row_held_back_blank_is_passed_over(press: Press, rows: list[FourStateRow]) -> None:
    rows[1].show_held("Ask only when seen alone")

    press("y")

    assert focus() is rows[2].entry()


def test_a_row_held_back_keeps_its_answer_until_it_is_deleted(
    press: Press, rows: list[FourStateRow]
) -> None:
    press("y", Key.Key_Up)
    rows[0].show_held("Ask only when seen alone")

    press("n", Key.Key_Right, Key.Key_Space)
    assert rows[0].answer() == "yes"
    assert "Ask only when seen alone" in rows[0].accessibleDescription()

    press(Key.Key_Delete)
    assert rows[0].answer() is None


def test_group_and_answers_have_their_names_and_roles(rows: list[FourStateRow]) -> None:
    rows[0].show_answer("yes")

    group = QAccessible.queryAccessibleInterface(rows[0])
    cell = QAccessible.queryAccessibleInterface(rows[0].cells["yes"])

    assert group.role() == QAccessible.Role.Grouping
    assert group.text(QAccessible.Text.Name) == "H, Put down or humiliated"
    assert group.text(QAccessible.Text.Description) == "Answer: Yes"
    assert cell.role() == QAccessible.Role.RadioButton
    assert cell.text(QAccessible.Text.Name) == "H, Put down or humiliated: Yes"
    assert cell.state().checked


def test_showing_an_answer_tells_nobody(qtbot: QtBot, rows: list[FourStateRow]) -> None:
    with qtbot.assertNotEmitted(rows[0].answered):
        rows[0].show_answer("no")


def test_answers_stand_below_the_question_where_the_row_is_narrow(
    qtbot: QtBot, theme: Theme, rows: list[FourStateRow]
) -> None:
    window = rows[0].window()
    theme.scale_text(2.0)
    window.resize(620, 800)
    qtbot.waitUntil(lambda: rows[0].is_stacked)

    cell = rows[0].cells["yes"]
    assert cell.mapTo(rows[0], cell.rect().topLeft()).y() > rows[0].cells["yes"].height() / 2
    assert cell.width() >= cell.sizeHint().width()
