from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.forms.definition import Field
from ui.forms.chips_input import ChipsInput, CodeChip
from ui.theme.theme import Theme

Press = Callable[..., None]


@pytest.fixture
def signs(
    theme: Theme, field: Callable[[str], Field], stack: Callable[..., QWidget]
) -> Iterator[ChipsInput]:
    made = ChipsInput(field("trigger"), theme)
    window = stack(made)
    made.enter()
    yield made
    window.close()


def test_a_part_of_the_words_and_enter_take_the_first_match(
    press: Press, signs: ChipsInput
) -> None:
    press("face", Qt.Key.Key_Return, "stays", Qt.Key.Key_Return)

    assert signs.answer() == ["injury_face_head_neck", "partner_always_present"]


def matches(signs: ChipsInput) -> QAbstractItemView:
    line = signs.entry()
    assert isinstance(line, QLineEdit)
    popup = line.completer().popup()
    assert isinstance(popup, QAbstractItemView)
    return popup


def test_enter_takes_the_first_match_while_the_list_is_open(
    press: Press, signs: ChipsInput
) -> None:
    press("burn")
    popup = matches(signs)
    assert popup.isVisible()
    shown = popup.model().index(0, 0).data()

    QTest.keyClick(popup, Qt.Key.Key_Return)

    assert signs.answer() == ["burn"]
    assert [chip.text() for chip in signs.findChildren(CodeChip)] == [shown]
    assert not popup.isVisible()
    assert signs.entry().hasFocus()


def test_enter_takes_the_match_that_is_marked(
    qtbot: QtBot, press: Press, signs: ChipsInput
) -> None:
    press("in")
    popup = matches(signs)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    marked = popup.currentIndex().data()

    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(signs.findChildren(CodeChip)))

    assert [chip.text() for chip in signs.findChildren(CodeChip)] == [marked]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_list_of_matches_shows_its_longest_line_whole(
    press: Press, theme: Theme, signs: ChipsInput, scale: float
) -> None:
    theme.scale_text(scale)
    signs.setFixedWidth(120)
    press("a")

    popup = matches(signs)

    longest = max(
        popup.sizeHintForIndex(popup.model().index(row, 0)).width()
        for row in range(popup.model().rowCount())
    )
    assert popup.viewport().width() >= longest


def test_the_list_of_matches_has_an_edge_of_its_own_over_the_page(
    press: Press, theme: Theme, signs: ChipsInput
) -> None:
    signs.enter()
    press("in")
    popup = matches(signs)

    picture = popup.grab().toImage()

    middle = picture.height() // 2
    assert picture.pixelColor(0, middle) == theme.colour("control")
    assert picture.pixelColor(picture.width() - 1, middle) == theme.colour("control")


def test_enter_on_an_empty_line_moves_on(press: Press, signs: ChipsInput) -> None:
    press(Qt.Key.Key_Return)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "after"


def test_the_same_sign_is_taken_once(press: Press, signs: ChipsInput) -> None:
    press("burn", Qt.Key.Key_Return, "burn", Qt.Key.Key_Return)

    assert signs.answer() == ["burn"]


def test_backspace_takes_the_last_chip_out_and_arrows_reach_the_others(
    press: Press, signs: ChipsInput
) -> None:
    signs.show_answer(["burn", "dental", "panic"])

    press(Qt.Key.Key_Backspace)
    assert signs.answer() == ["burn", "dental"]

    press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Delete)
    assert signs.answer() == ["dental"]


def test_words_that_match_nothing_are_kept_for_the_check_to_name(
    press: Press, signs: ChipsInput
) -> None:
    press("qqq", Qt.Key.Key_Return)

    assert signs.answer() == ["qqq"]


def test_a_chip_says_how_it_is_taken_out(signs: ChipsInput) -> None:
    signs.show_answer(["burn"])

    assert [chip.accessibleName() for chip in signs.findChildren(CodeChip)] == ["Burn: take out"]


def test_the_box_grows_so_that_no_chip_is_cut(theme: Theme, signs: ChipsInput) -> None:
    theme.scale_text(2.0)
    signs.show_answer(["injury_face_head_neck", "partner_always_present", "self_discharge"])
    signs.setFixedWidth(420)
    QApplication.processEvents()

    chips = signs.findChildren(CodeChip)
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
    assert signs.heightForWidth(420) > theme.px(70)
