"""New looks before it makes: someone who is likely known is taken, or told apart for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.joining import SAME
from app.usecases import recording
from app.wiring.new import REMEMBERED
from storage import settings
from storage.opening import open_vault
from tests.app.wiring.driving import PASSPHRASE, Program
from ui.forms.person_field import PersonField

Key = Qt.Key
WHOLE = {
    "site_ods": "Z9902",
    "setting_type": "ed_adult",
    "identifier_role": "nurse",
    "consult_mode": "in_person",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "how_arose": "asked_on_trigger",
}


def spoken(program: Program) -> str:
    focused = QApplication.focusWidget()
    return "" if focused is None else focused.accessibleName()


def test_someone_new_who_looks_known_is_told_apart_and_that_is_remembered(
    program: Program,
) -> None:
    program.unlock()
    about = {"name": "Saffron Tidewell", "date_of_birth": "1991-03-12"}
    known = program.session.joined.desk.vault.write(
        lambda session: recording.record(session, "person", about)
    ).result()
    program.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    model = program.session.joined.new.model
    assert program.session.joined.new.page.isVisible()
    for name, value in WHOLE.items():
        model.set_answer(name, value)
    model.whom.describe({"name": "Safron Tidewell", "date_of_birth": "1991-12-03"})

    model.save()
    program.wait(lambda: "Saffron Tidewell" in spoken(program))
    assert model.problems == {"person": "maybe_known"}

    program.press(Key.Key_Down)
    assert spoken(program) == "Someone new"
    program.press(Key.Key_Return)
    program.wait(lambda: model.problems == {})
    with program.qtbot.waitSignal(model.saved) as saved:
        model.save()

    pairs = program.session.joined.desk.vault.read(
        lambda reading: reading.pairs(known.subject)
    ).result()
    assert [pair.fields[SAME] for pair in pairs] == ["no"]
    assert saved.args[0].subject != known.subject


def test_the_time_of_a_record_is_when_its_page_was_come_to(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.unlock()
    new = program.session.joined.new
    program.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    later = new.model.now() + timedelta(hours=3)
    monkeypatch.setattr(new.model, "now", lambda: later)

    program.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert new.page.isVisible()
    assert new.model.answer("identified_at") == later.isoformat(timespec="minutes")


def test_the_place_of_last_time_goes_by_the_code_that_came_after_once_its_own_has_ended(
    folder: Path, start_program: Callable[[], Program]
) -> None:
    with open_vault(folder / "wren", PASSPHRASE) as vault:
        last = {"site_ods": "RQ8L0", "setting_type": "ed_adult"}
        vault.write(lambda each: settings.write(each.connection, REMEMBERED, last)).result()
    program = start_program()

    program.unlock()

    assert program.session.joined.new.model.answer("site_ods") == "RAJ32"
    assert program.session.joined.new.model.answer("setting_type") == "ed_adult"


def test_who_went_on_from_the_folded_line_of_the_person_comes_back_to_where_she_was(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    first.wait(lambda: isinstance(first.window.focusWidget(), QLineEdit))
    first.type("Hazel Windermoor-Test")
    model = first.session.joined.new.model
    first.press(Key.Key_Return)
    first.wait(lambda: model.whom.about is not None)  # nobody was found: someone new
    first.press(Key.Key_Return)
    first.press(Key.Key_Return)
    first.wait(lambda: spoken(first) == "Where")
    assert model.whom.about == {"name": "Hazel Windermoor-Test"}
    first.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    second = start_program()
    second.unlock()
    again = second.session.joined.new.model
    second.wait(lambda: again.whom.about is not None)

    second.wait(lambda: spoken(second) == "Where")


def typed(program: Program) -> str:
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, QLineEdit) else ""


def drafts(program: Program) -> int:
    vault = program.session.joined.desk.vault
    return len(vault.read(lambda reading: [*reading.drafts()]).result())


def test_a_search_comes_back_after_a_lock_and_leaves_no_draft(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    first.wait(lambda: spoken(first) == "Person")
    first.type("Hazel Wi")
    first.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    second = start_program()
    second.unlock()
    second.wait(lambda: typed(second) == "Hazel Wi")
    assert spoken(second) == "Person"
    assert drafts(second) == 0

    second.type("nd")
    assert typed(second) == "Hazel Wind"
    second.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    second.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    third = start_program()
    third.unlock()
    third.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    third.wait(lambda: spoken(third) == "Person")
    assert typed(third) == ""
    assert drafts(third) == 0


def test_a_search_beside_answers_is_kept_with_them(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    first.wait(lambda: spoken(first) == "Person")
    first.session.joined.new.model.set_answer("seen_alone", "yes")
    first.type("Ha")
    first.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    second = start_program()
    second.unlock()
    model = second.session.joined.new.model
    second.wait(lambda: model.answer("seen_alone") == "yes")

    assert model.whom.sought == "Ha"
    assert second.session.joined.new.page.findChild(PersonField).line.text() == "Ha"
    assert not model.whom.is_settled


def test_a_blank_page_stays_blank_after_a_lock_whatever_else_was_left(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    model = first.session.joined.new.model
    model.set_answer("seen_alone", "yes")
    model.keep_now()
    model.start_anew()
    first.type("Iris")
    first.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    second = start_program()
    second.unlock()
    second.wait(lambda: typed(second) == "Iris")

    assert second.session.joined.new.model.is_blank
    assert drafts(second) == 1
