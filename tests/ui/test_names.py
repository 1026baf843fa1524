"""Names or initials, alike in every place."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from tests.ui.people.rows import person
from ui.names import Names


def test_initials_stand_in_place_of_a_name_everywhere_at_once(qtbot: QtBot) -> None:
    names = Names()
    someone = replace(person(), name="Tansy Bramblewick")
    assert names.of(someone) == "Tansy Bramblewick"

    with qtbot.waitSignal(names.changed):
        names.toggle()

    assert names.of(someone) == "TB"


def test_a_file_without_a_name_stays_unnamed() -> None:
    assert Names(initials=True).of(replace(person(), name="")) == "Unnamed"
    assert Names(initials=True).of(replace(person(), name=" ")) == "Unnamed"
