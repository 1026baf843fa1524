from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.forms.definition import Field, Kind
from app.forms.lists import load_list
from ui.forms.segmented import Segmented
from ui.theme.theme import Theme

Press = Callable[..., None]


@pytest.fixture
def how(
    theme: Theme, field: Callable[[str], Field], stack: Callable[..., QWidget]
) -> Iterator[Segmented]:
    folded = {"Other": ("third_party", "agency_notification")}
    made = Segmented(field("how_arose"), theme, folded=folded, short={"third_party": "Third party"})
    window = stack(made)
    made.enter()
    yield made
    del window


def test_the_first_letter_picks_and_moves_on(press: Press, how: Segmented) -> None:
    press("t")

    assert how.answer() == "spontaneous"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "after"


@pytest.mark.parametrize(("key", "answer"), [("t", "yes"), ("y", "yes"), ("w", "without")])
def test_the_first_letter_of_the_words_picks_beside_the_lists_own(
    theme: Theme, stack: Callable[..., QWidget], press: Press, key: str, answer: str
) -> None:
    codes = load_list("referral_agreement")
    made = Segmented(Field("agreement", Kind.CHOICE, "Agreement", codes=codes), theme)
    window = stack(made)
    made.enter()

    press(key)

    assert made.answer() == answer
    del window


def test_arrows_move_and_space_picks(press: Press, how: Segmented) -> None:
    press(Qt.Key.Key_Right)
    assert how.answer() is None

    press(Qt.Key.Key_Space)
    assert how.answer() == "routine_enquiry"


def test_a_folded_code_is_picked_by_its_letter_and_named_on_the_last_box(
    press: Press, how: Segmented
) -> None:
    press("o")

    assert how.answer() == "third_party"
    last = list(how.cells.values())[-1]
    assert last.isChecked()
    assert last.text() == "Third party"
    assert last.accessibleName() == "How it arose: Someone else said"


def test_the_last_box_asks_which_of_the_folded_ones(press: Press, how: Segmented) -> None:
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)

    menu = how.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    assert how.answer() is None

    menu.actions()[1].trigger()
    menu.close()
    assert how.answer() == "agency_notification"


def test_an_answer_shown_as_none_leaves_no_box_filled(how: Segmented) -> None:
    how.show_answer("routine_enquiry")
    how.show_answer(None)

    assert not any(cell.isChecked() for cell in how.cells.values())


def test_boxes_break_into_lines_before_they_are_cut(theme: Theme, how: Segmented) -> None:
    theme.scale_text(2.0)
    how.setFixedWidth(300)

    assert how.heightForWidth(300) > how.sizeHint().height()
    assert all(cell.width() >= cell.sizeHint().width() for cell in how.cells.values())
