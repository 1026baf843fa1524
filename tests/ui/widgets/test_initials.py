from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.initials import Initials, initials_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Wren Pepperday", "WP"),
        ("Robin Saltmarsh-Test", "RS"),
        ("Ana de la Cruz", "AC"),
        ("wren", "W"),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials_of(name) == letters


def test_the_disc_is_spoken_as_the_name(qtbot: QtBot, theme: Theme) -> None:
    disc = Initials("Wren Pepperday", theme, size=36)
    qtbot.addWidget(disc)

    assert disc.accessibleName() == "Wren Pepperday"
    assert disc.width() == disc.height() == 36
