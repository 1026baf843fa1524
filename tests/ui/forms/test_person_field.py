from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.forms import library
from app.forms.checking import check
from ui.forms.person_field import PersonField
from ui.names import Names
from ui.theme.theme import Theme

Press = Callable[..., None]
Key = Qt.Key
NOW = datetime(2026, 11, 17, 9, 38, tzinfo=UTC)
SAFFRON = PersonRow(
    subject=b"s" * 16,
    name="Saffron Tidewell",
    known_as=(),
    date_of_birth=date(1997, 3, 4),
    age=29,
    nhs_number="9990000042",
    pronouns="",
    changed_ms=0,
    sync=SyncState.ONLY_HERE,
    has_clash=False,
)


def check_person(about: Mapping[str, Value]) -> dict[str, str]:
    return check(library.latest("person"), about, now=NOW, training=True)


@pytest.fixture
def person(theme: Theme, stack: Callable[..., QWidget]) -> Iterator[PersonField]:
    made = PersonField(library.latest("person"), theme, now=lambda: NOW, check=check_person)
    window = stack(made, made.card)
    made.enter()
    yield made
    window.close()


def spoken_focus() -> str:
    focused = QApplication.focusWidget()
    assert focused is not None
    return QAccessible.queryAccessibleInterface(focused).text(QAccessible.Text.Name)


def test_three_letters_look_and_fewer_do_not(
    qtbot: QtBot, press: Press, person: PersonField
) -> None:
    with qtbot.assertNotEmitted(person.searched):
        press("sa")
    with qtbot.waitSignal(person.searched) as told:
        press("f")

    assert told.args == ["saf"]


def test_a_match_is_taken_by_enter_twice(qtbot: QtBot, press: Press, person: PersonField) -> None:
    press("saf")
    person.show_matches([SAFFRON])
    press(Key.Key_Return)
    assert spoken_focus().startswith("Saffron Tidewell, 29. NHS 999 000 0042")

    with qtbot.waitSignal(person.taken) as told:
        press(Key.Key_Return)

    assert told.args == [SAFFRON]
    assert person.card.isHidden()
    assert person.entry().accessibleName().startswith("Person: Saffron Tidewell, 29")
    assert not person.entry().hasFocus()


def test_enter_waits_for_an_answer_that_is_late(press: Press, person: PersonField) -> None:
    press("saf", Key.Key_Return)
    assert not person.card.isVisible()

    person.show_matches([SAFFRON])

    assert spoken_focus().startswith("Saffron Tidewell")


def test_a_match_has_to_be_refused_before_someone_new_is_made(
    qtbot: QtBot, press: Press, person: PersonField
) -> None:
    press("saf")
    person.show_matches([SAFFRON])

    with qtbot.assertNotEmitted(person.described):
        press(Key.Key_Down)
    assert spoken_focus().startswith("Saffron")
    press(Key.Key_Down)
    assert spoken_focus() == "Someone new"
    with qtbot.waitSignal(person.described) as told:
        press(Key.Key_Return)

    assert told.args == [{"name": "saf"}]


def test_someone_new_is_described_and_checked(
    qtbot: QtBot, press: Press, person: PersonField
) -> None:
    press("Fern Alderby")
    person.show_matches([])
    press(Key.Key_Return)
    assert spoken_focus() == "NHS number"

    press("999 000 0019", Key.Key_Return, "4/3/1992", Key.Key_Return)
    assert spoken_focus() == "NHS number", "its last digit does not fit"

    with qtbot.waitSignal(person.finished):
        press(*[Key.Key_Backspace] * 12, "999 000 0018", Key.Key_Return, Key.Key_Return)
    person.show_likely([])
    assert "someone new" in person.entry().accessibleName()
    assert person.card.isHidden()


def test_a_number_typed_for_someone_new_is_looked_for_too(
    qtbot: QtBot, press: Press, person: PersonField
) -> None:
    press("Fern Alderby")
    person.show_matches([])
    press(Key.Key_Return)

    searched: list[str] = []
    person.searched.connect(searched.append)
    press("9990000042")
    assert searched == ["9990000042"]

    person.show_matches([SAFFRON])
    assert spoken_focus().startswith("Saffron Tidewell")


def test_one_refused_is_not_offered_again(press: Press, person: PersonField) -> None:
    press("saf")
    person.show_matches([SAFFRON])
    press(Key.Key_Return, Key.Key_Down, Key.Key_Return)

    person.show_matches([SAFFRON])

    assert person.card.new.isVisible()


def test_delete_on_who_was_taken_looks_again(
    qtbot: QtBot, press: Press, person: PersonField
) -> None:
    person.show_person(SAFFRON)
    person.enter()

    with qtbot.waitSignal(person.cleared):
        press(Key.Key_Delete)

    assert person.entry().accessibleName() == "Person"
    assert person.entry().hasFocus()


def test_someone_new_who_was_taken_is_described_again_and_loses_nothing(
    qtbot: QtBot, press: Press, finished: PersonField
) -> None:
    finished.show_likely([])
    cleared: list[None] = []
    finished.cleared.connect(lambda: cleared.append(None))
    finished.enter()

    press(Key.Key_Space)
    assert finished.card.new.isVisible()
    with qtbot.waitSignal(finished.finished):
        press(Key.Key_Return, Key.Key_Return)
    finished.show_likely([])

    assert not cleared
    assert finished.card.new.answers() == {
        "name": "Saffron Tydewell",
        "date_of_birth": "1997-03-04",
    }


def test_whoever_takes_the_last_letter_of_someone_new_away_means_nobody(
    qtbot: QtBot, press: Press, finished: PersonField
) -> None:
    finished.show_likely([])
    finished.enter()
    press(Key.Key_Space)
    line = finished.entry()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()

    with qtbot.waitSignal(finished.cleared):
        press(Key.Key_Backspace)

    assert finished.card.isHidden()
    assert finished.card.new.answers() == {}


def test_an_answer_after_someone_was_taken_is_dropped(press: Press, person: PersonField) -> None:
    person.show_person(SAFFRON)

    person.show_matches([SAFFRON])

    assert person.card.isHidden()


@pytest.mark.parametrize(
    ("typed", "described"),
    [
        ("Fern Alderby", {"name": "Fern Alderby"}),
        ("999 000 0018", {"nhs_number": "9990000018"}),
        ("4/3/1992", {"date_of_birth": "1992-03-04"}),
        ("Fern Alderby 4 Mar 1992", {"name": "Fern Alderby", "date_of_birth": "1992-03-04"}),
        ("bed C14", {"name": "bed C14"}),
        ("room 214", {"name": "room 214"}),
        ("Fern 9990000018", {"name": "Fern", "nhs_number": "9990000018"}),
    ],
)
def test_what_was_looked_for_begins_the_description(
    qtbot: QtBot, press: Press, person: PersonField, typed: str, described: Mapping[str, Value]
) -> None:
    press(typed)
    person.show_matches([SAFFRON])
    press(Key.Key_Return, Key.Key_Down)

    with qtbot.waitSignal(person.described) as told:
        press(Key.Key_Return)

    assert told.args == [described]


@pytest.fixture
def finished(press: Press, person: PersonField) -> PersonField:
    """Someone new is described, and it is looked for whom they may be."""
    press("Saffron Tydewell")
    person.show_matches([])
    press(Key.Key_Return, Key.Key_Return, "4/3/1997", Key.Key_Return)
    return person


def test_someone_new_who_looks_like_somebody_has_to_be_told_apart(
    qtbot: QtBot, press: Press, finished: PersonField
) -> None:
    assert not finished.card.isHidden(), "it waits for the answer"
    finished.show_likely([SAFFRON])
    assert spoken_focus().startswith("Saffron Tidewell")

    with qtbot.waitSignal(finished.refused) as told:
        press(Key.Key_Down, Key.Key_Return)

    assert told.args == [[SAFFRON]]
    assert finished.entry().accessibleName() == "Person: Saffron Tydewell, someone new"
    assert finished.card.isHidden()


def test_someone_new_who_is_somebody_after_all_is_taken(
    qtbot: QtBot, press: Press, finished: PersonField
) -> None:
    finished.show_likely([])
    finished.show_likely([SAFFRON])

    with qtbot.waitSignal(finished.taken) as told:
        press(Key.Key_Return)

    assert told.args == [SAFFRON]


def test_initials_stand_in_place_of_names_where_those_are_wished(
    theme: Theme, stack: Callable[..., QWidget], press: Press
) -> None:
    names = Names(initials=True)
    row = replace(SAFFRON, known_as=("Larkspur",))
    person = PersonField(
        library.latest("person"), theme, now=lambda: NOW, check=check_person, names=names
    )
    window = stack(person, person.card)
    person.enter()

    press("saf")
    person.show_matches([row])
    press(Key.Key_Return)
    assert spoken_focus() == f"ST, 29. NHS 999 000 0042 · born 4 Mar 1997 · {row.reference}. " + (
        "Press Enter to take"
    )
    press(Key.Key_Return)
    assert "Saffron" not in person.entry().accessibleName()

    names.show_initials(shown=False)
    assert "Saffron Tidewell" in person.entry().accessibleName()
    window.close()


def test_a_long_name_found_makes_nothing_broader(person: PersonField, press: Press) -> None:
    press("saf")
    person.show_matches([SAFFRON])
    QApplication.processEvents()
    before = person.card.minimumSizeHint().width()

    person.show_matches([replace(SAFFRON, name="Constantinopoulou-" * 12)])
    QApplication.processEvents()

    assert person.card.isVisible()
    assert person.card.minimumSizeHint().width() == before


@pytest.fixture
def nobody_known(theme: Theme, stack: Callable[..., QWidget]) -> Iterator[PersonField]:
    """Where nobody is looked for, as at a ward PC."""
    form = library.latest("person")
    made = PersonField(form, theme, now=lambda: NOW, check=check_person, looks=False)
    window = stack(made, made.card)
    made.enter()
    yield made
    window.close()


def test_where_nobody_is_looked_for_what_is_typed_counts_at_once_and_tab_goes_on(
    qtbot: QtBot, press: Press, nobody_known: PersonField
) -> None:
    told: list[object] = []
    nobody_known.described.connect(told.append)
    with qtbot.assertNotEmitted(nobody_known.searched):
        press("Jo")
    assert told == [{"name": "J"}, {"name": "Jo"}]
    with qtbot.waitSignal(nobody_known.left):
        press(Key.Key_Tab)
    assert nobody_known.entry().accessibleName() == "Person: Jo, someone new"


def test_where_nobody_is_looked_for_enter_asks_for_more_whatever_was_typed(
    qtbot: QtBot, press: Press, nobody_known: PersonField
) -> None:
    told: list[object] = []
    nobody_known.described.connect(told.append)
    press("Jo", Key.Key_Return)
    assert spoken_focus() == "NHS number"
    press(Key.Key_Escape)
    nobody_known.enter()
    for _ in range(2):
        press(Key.Key_Backspace)
    with qtbot.waitSignal(nobody_known.described):
        press("9990000042")
    assert told[-1] == {"nhs_number": "9990000042"}
    with qtbot.waitSignal(nobody_known.cleared):
        for _ in range(10):
            press(Key.Key_Backspace)
