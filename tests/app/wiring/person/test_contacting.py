"""Safe contact in the real window: the rules, the number for a minute, the try written down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.contact_safety import State
from app.usecases import editing, recording
from app.usecases.contact import contacting
from storage.session import VaultSession
from tests.app.wiring.driving import Program
from tests.app.wiring.person.boxes import (
    ANY_TIME,
    NUMBER,
    RULE,
    WORD,
    acts,
    box_of,
    contact_of,
    drawn,
    records,
)
from ui.contact.place_card import PlaceCard
from ui.frame.overlay import open_overlays

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def on_file(program: Program):
    """Someone in, with a file open that has these contact points."""

    def work(*points: dict[str, object]) -> bytes:
        program.unlock()

        def make(session: VaultSession) -> bytes:
            person = {"name": "Tansy Bramblewick", "nhs_number": "9990000018"}
            file = recording.record(session, "person", person).subject
            today = recording.now(session).date().isoformat()
            for point in points:
                answers = {"contact_point": {"last_confirmed": today, **point}}
                recording.record(session, "contact_point", answers, subject=file)
            return file

        file = program.session.desk.vault.write(make).result()
        program.session.desk.file_wanted.emit(file)
        program.wait(lambda: program.session.joined.person.model.file is not None)
        return file

    return work


def test_a_call_is_made_by_keys_and_its_number_stands_in_the_box_alone(program, on_file):
    file = on_file(RULE)
    page = program.session.joined.person.page
    assert "Safe to ring now" in page.banner.accessibleName()
    assert NUMBER not in drawn(program)

    page.timeline.setFocus()
    program.press(Qt.Key.Key_L)
    box = box_of(program)
    (card,) = box.findChildren(PlaceCard)
    program.wait(lambda: card.is_shown)
    assert card.place.text() == NUMBER
    assert acts(program) == [("contact_shown", "")]
    program.press(Qt.Key.Key_N)  # No answer
    assert box.fields["next_try_at"].isAncestorOf(program.window.focusWidget())
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(records(program, file, "contact")))
    (tried,) = records(program, file, "contact")
    assert tried.fields["outcome"] == "no_answer" and tried.fields["rules"] == "inside"
    program.wait(lambda: not open_overlays(program.window))
    program.wait(lambda: bool(program.session.joined.person.model.items))
    assert program.session.joined.person.model.items[0].title == "Call: no answer"
    program.qtbot.wait(1)
    assert NUMBER not in drawn(program)


def test_all_that_is_asked_stands_in_sight_beside_save(program, on_file):
    on_file(RULE)
    program.window.resize(1366, 688)
    contact_of(program).log(program.session.joined.person.model.subject)
    box = box_of(program)
    (card,) = box.findChildren(PlaceCard)
    program.wait(lambda: card.is_shown)

    shown = [field for field in box.fields.values() if not field.isHidden()]
    assert all(each.visibleRegion().boundingRect() == each.rect() for each in shown)


def test_the_number_goes_with_the_cover_and_with_its_minute(program, on_file):
    on_file(RULE)
    contact_of(program).log(program.session.joined.person.model.subject)
    (card,) = box_of(program).findChildren(PlaceCard)
    program.wait(lambda: card.is_shown)

    program.session.cover.covered.emit()
    assert not card.is_shown and NUMBER not in drawn(program)
    card.button.click()
    program.wait(lambda: card.is_shown)
    card.minute.timeout.emit()
    assert NUMBER not in drawn(program)


def test_outside_the_rules_a_reason_is_asked_and_stays_with_the_try(program, on_file):
    file = on_file({**RULE, "safe_times": []})
    contact_of(program).log(file)
    box = box_of(program)
    (card,) = box.findChildren(PlaceCard)
    assert not card.is_shown and acts(program) == []

    card.button.click()
    program.type("now")
    card.button.click()
    program.wait(lambda: "too short" in box.fields["why"].problem)
    program.type(", the ward says he is coming up")
    card.button.click()
    program.wait(lambda: card.is_shown)
    assert acts(program) == [("contact_anyway", "now, the ward says he is coming up")]
    box.fields["outcome"].setFocus()
    program.press(Qt.Key.Key_1)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(records(program, file, "contact")))
    assert records(program, file, "contact")[0].fields["rules"] == "outside_with_reason"


def test_a_code_word_shows_while_its_button_is_held(program, on_file):
    on_file(RULE)
    button = program.session.joined.person.page.contact.code

    program.qtbot.keyPress(button, Qt.Key.Key_Space)
    program.wait(lambda: WORD in button.text())
    program.qtbot.keyRelease(button, Qt.Key.Key_Space)
    assert WORD not in button.text()
    assert acts(program) == [("code_word_shown", "")]


def test_more_contact_needs_a_reason_and_what_is_on_file_stays_unseen(program, on_file):
    file = on_file({**RULE, "safe_times": ANY_TIME[:1]})
    (point,) = records(program, file, "contact_point")
    contact_of(program).open_box("contact_point", file, point.id.hex())
    box = box_of(program)
    assert NUMBER not in drawn(program) and WORD not in drawn(program)

    times = box.fields["contact_point.safe_times"].editor
    times.any.click()
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: "needs a reason" in box.fields["reason"].problem)
    box.fields["reason"].setFocus()
    program.type("He has moved out")
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))
    (stands,) = records(program, file, "contact_point")
    value = stands.fields["contact_point"]
    assert (value["number"], value["code_word_ok"]) == (NUMBER, WORD)
    assert len(value["safe_times"]) == 7


def test_a_way_is_written_down_by_keys_and_they_contact_us_closes_all(program, on_file):
    file = on_file()
    page = program.session.joined.person.page
    page.contact.rules.click()
    box = box_of(program)
    box.ask()
    program.wait(lambda: "contact_point.number" in box_of(program).fields)
    box_of(program).fields["contact_point.number"].setFocus()
    program.type(NUMBER)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(records(program, file, "contact_point")))
    program.wait(lambda: not open_overlays(program.window))
    model = program.session.joined.person.model
    program.wait(lambda: model.safety.state is State.NEVER)

    made = program.session.desk.vault.write(lambda session: contacting.ban(session, file)).result()
    assert made.subject == file
    model.refresh()
    program.wait(lambda: model.safety.is_banned)
    assert "They contact us" in page.banner.accessibleName()


def test_two_versions_become_the_stricter_one_on_the_desk_and_no_number_stands_on_it(
    program, on_file
):
    file = on_file(RULE)
    (point,) = records(program, file, "contact_point")
    value = point.fields["contact_point"]
    narrower = {**value, "safe_times": ANY_TIME[:2]}

    def write_apart(session: VaultSession) -> None:
        for each in (narrower, {**value, "voicemail": "neutral", "number": f"{NUMBER}9"}):
            answers = {"contact_point": each}
            editing.edit(session, point.id, answers, seen=point.heads, reason="Told so")

    program.session.desk.vault.write(write_apart).result()
    program.session.joined.person.model.refresh()
    program.wait(lambda: program.session.joined.person.model.safety.state is State.HELD)
    program.session.desk.clash_wanted.emit(point.id)
    desk = program.session.joined.settle.model
    program.wait(lambda: desk.compared is not None and desk.third.is_open)
    program.wait(lambda: program.window.place == "settle")
    assert NUMBER not in drawn(program) and WORD not in drawn(program)

    program.press(Qt.Key.Key_Return, CTRL)  # the stricter parts, but one number of two
    box = box_of(program)
    program.type("She said so on the ward")
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not records(program, file, "contact_point")[0].clashes)
    stands = records(program, file, "contact_point")[0].fields["contact_point"]
    assert stands["number"].startswith(NUMBER) and stands["code_word_ok"] == WORD
    assert (len(stands["safe_times"]), stands["voicemail"]) == (2, "none")
    assert box is not None


def test_what_was_chosen_in_a_box_that_was_left_is_there_again(program, on_file):
    file = on_file()
    contact_of(program).open_box("contact_point", file, "")
    box = box_of(program)
    box.fields["contact_point.number"].setFocus()
    program.type(NUMBER)
    box.fields["contact_point.safe_times"].editor.any.click()
    program.press(Qt.Key.Key_Escape)
    today = program.session.joined.today.model
    program.wait(lambda: today.counts["draft"] == 1)

    contact_of(program).open_box("contact_point", file, "")
    again = box_of(program)
    number = again.fields["contact_point.number"].editor
    program.wait(lambda: number.answer() == NUMBER)
    assert len(again.fields["contact_point.safe_times"].editor.answer()) == 7
