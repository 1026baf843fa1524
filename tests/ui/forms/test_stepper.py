from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.forms.definition import Field
from ui.forms.stepper import Stepper
from ui.theme.theme import Theme

Press = Callable[..., None]


@pytest.fixture
def children(
    theme: Theme, field: Callable[[str], Field], stack: Callable[..., QWidget]
) -> Iterator[Stepper]:
    made = Stepper(field("children_in_household"), theme)
    window = stack(made)
    made.enter()
    yield made
    window.close()


def test_a_blank_is_no_number_until_a_step_makes_it_the_lowest(children: Stepper) -> None:
    assert children.answer() is None

    children.step(1)

    assert children.answer() == 0


def test_keys_step_and_type(press: Press, children: Stepper) -> None:
    press("2", Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down)

    assert children.answer() == 3


def test_steps_stop_at_the_ends_of_the_field(children: Stepper) -> None:
    children.show_answer(30)
    children.step(1)
    assert children.answer() == 30

    children.show_answer(0)
    children.step(-1)
    assert children.answer() == 0


def test_what_is_no_number_is_handed_on_as_typed(press: Press, children: Stepper) -> None:
    press("two")

    assert children.answer() == "two"
