"""Who may know and what is watched: written down by keys, and heard of where contact is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.forms.local import Local, put_in_force
from app.forms.packs import read_pack
from app.usecases import recording
from app.wiring.person.file_records import FileRecordsWiring
from storage.session import VaultSession
from tests.app.forms.pack import PACK_TEXT
from tests.app.wiring.driving import Program
from tests.app.wiring.person.boxes import RULE, box_of, contact_of, records
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays
from ui.person import menus
from ui.widgets.button import Button

CTRL = Qt.KeyboardModifier.ControlModifier
BROTHER = {"name": "Dean Hawkridge", "relation": "sibling", "may_know": "no", "why": "works there"}
MOTHER = {"name": "Wilma Thistlewood", "relation": "parent", "may_know": "yes"}


@pytest.fixture
def hers(program: Program) -> bytes:
    """Her file open, with a number, her mother who may know and her brother who must not."""
    program.unlock()

    def make(session: VaultSession) -> bytes:
        file = recording.record(session, "person", {"name": "Tansy Bramblewick"}).subject
        point = {**RULE, "last_confirmed": recording.now(session).date().isoformat()}
        point["methods"] = {"call": "yes", "text": "yes"}
        recording.record(session, "contact_point", {"contact_point": point}, subject=file)
        for each in (BROTHER, MOTHER):
            recording.record(session, "confidant", {"confidant": each}, subject=file)
        return file

    file = program.session.desk.vault.write(make).result()
    program.session.desk.file_wanted.emit(file)
    model = program.session.joined.person.model
    program.wait(lambda: model.file is not None and model.subject == file)
    return file


def around_of(program: Program) -> FileRecordsWiring:
    return contact_of(program).around


def words_in(box: AskBox) -> str:
    return " ".join(label.text() for label in box.findChildren(QLabel))


def is_on(program: Program, page: QWidget) -> bool:
    """Whether the window has begun on this page: what lay over it before is closed by then."""
    focused = program.window.focusWidget()
    return focused is not None and page.isAncestorOf(focused)


def save(program: Program) -> None:
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))


def test_a_watched_phone_is_written_down_by_keys_and_the_banner_says_so(program, hers):
    page = program.session.joined.person.page
    assert "No text" not in page.banner.accessibleName()

    contact_of(program).rules(hers)
    box = box_of(program)
    next(b for b in box.findChildren(Button) if b.text() == "Write down").click()
    asked = box_of(program)
    asked.fields["device_monitored"].setFocus()
    program.press(Qt.Key.Key_Y)
    save(program)

    (watched,) = records(program, hers, "watched")
    today = program.session.desk.now().date().isoformat()
    assert watched.fields["device_monitored"] == "yes" and watched.fields["checked_on"] == today
    program.wait(lambda: "Watched: phone" in page.banner.accessibleName())
    said = page.banner.accessibleName()
    assert "No text" in said and "Must not know: brother or sister" in said
    assert BROTHER["name"] not in said


def test_the_box_for_a_call_says_with_whom_a_word_may_be_left(program, hers):
    contact_of(program).log(hers)

    said = words_in(box_of(program))
    assert "May know: Wilma Thistlewood (parent)." in said
    assert "Must not know: Dean Hawkridge (brother or sister; works there)." in said


def test_somebody_is_let_know_with_a_reason_and_taken_away_with_one(program, hers):
    (brother,) = [
        each
        for each in records(program, hers, "confidant")
        if each.fields["confidant"]["may_know"] == "no"
    ]
    around_of(program).change(brother.id)
    box = box_of(program)
    box.fields["confidant.may_know"].setFocus()
    program.press(Qt.Key.Key_Y)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: "Say why" in words_in(box))
    program.type("They have talked it over")
    save(program)
    stored = {each.id: each.fields["confidant"] for each in records(program, hers, "confidant")}
    assert stored[brother.id] == {**BROTHER, "may_know": "yes"}

    around_of(program).put_away(brother.id)
    box_of(program)
    program.type("Asked for by her")
    save(program)
    assert len(records(program, hers, "confidant")) == 1


FGM = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "gp_practice",
    "site_ods": "Z99901",
    "identifier_role": "gp",
    "how_arose": "routine_enquiry",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "abuse_time": "historic",
    "abuse_types": ["fgm"],
    "perpetrator_also_patient_here": "no",
    "immediate_danger": "no",
    "specialist_referral": "declined",
    "safeguarding_action": "child_referral",
    "consent_scope": {"police": "overridden"},
}


def test_a_report_by_law_is_written_down_from_today_and_leaves_it(program):
    program.unlock()
    about = {"name": "Tansy Bramblewick", "date_of_birth": "2012-05-01"}
    made = program.session.desk.vault.write(
        lambda session: recording.record(session, "identification", FGM, about=about)
    ).result()
    program.session.desk.saved.emit(made.subject)
    today = program.session.joined.today
    key = f"duty:{made.id.hex()}"
    program.wait(lambda: today.model.due(key) is not None and is_on(program, today.page))

    today.act(key)
    box = box_of(program)
    assert "identification" not in box.fields
    for name, typed in (
        ("reporter", "Wren Pepperday"),
        ("reported_at", "today"),
        ("reference", "42/0017"),
    ):
        box.fields[name].setFocus()
        program.type(typed if name != "reported_at" else "00:00")
    for name, key_ in (("how_known", Qt.Key.Key_T), ("reported_to", Qt.Key.Key_1)):
        box.fields[name].setFocus()
        program.press(key_)
    save(program)

    (report,) = records(program, made.subject, "duty_report")
    assert report.fields["identification"] == made.id.hex()
    assert report.fields["known_at"] == FGM["identified_at"]
    assert report.fields["reference"] == "42/0017"
    program.wait(lambda: today.model.due(key) is None)


def test_a_form_of_a_pack_is_added_to_a_file_and_changed_there(program, hers):
    session = program.session
    put_in_force(Local(packs=(read_pack(PACK_TEXT),)))
    try:
        person = session.joined.person
        person.do_with_file(menus.ADD_FORM + "worry")
        box = box_of(program)
        assert "How worried are you now?" in words_in(box) and "Made up for this" in words_in(box)
        box.fields["worry_now"].setFocus()
        program.press(Qt.Key.Key_1)
        save(program)
        program.wait(lambda: bool(person.model.items))
        item = person.model.items[0]
        assert (item.title, item.body) == ("Worry scale", "Worried now: Very")
        offered = [
            a.text() for a in menus.item_menu(person.model.item(item.key), person.page).actions()
        ]
        assert offered[:2] == ["Change answers", "History"]
    finally:
        put_in_force(Local())


def test_an_injury_keeps_what_was_seen_said_and_thought_apart(program, hers):
    person = program.session.joined.person
    person.do_with_file(menus.INJURY)
    box = box_of(program)
    assert "strangulation" in words_in(box)
    typed = {
        "exactly": "3 cm below the ear",
        "observed": "Two curved red marks",
        "their_words": "He put his hands round my neck",
        "opinion": "Swelling may come late",
    }
    for name, words in typed.items():
        box.fields[name].setFocus()
        program.type(words)
    box.fields["site"].setFocus()
    program.type("neck")
    box.fields["side"].setFocus()
    program.press(Qt.Key.Key_L)
    save(program)

    program.wait(lambda: bool(person.model.items))
    item = person.model.items[0]
    assert item.title == "Injury: neck, left"
    assert [(line.kind, line.text) for line in item.lines] == [
        ("fact", typed["observed"]),
        ("said", typed["their_words"]),
        ("opinion", typed["opinion"]),
    ]
    assert item.body == "Where exactly: 3 cm below the ear"
