"""An identification, filled in by keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from tests.ui.identify.desktop import Desktop, Key, fill, spoken
from ui.forms.editor import Editor
from ui.forms.four_state import FourStateRow
from ui.frame.focus_order import focusable_in
from ui.identify.blocks import HARKS, MORE
from ui.identify.page import IdentifyPage
from ui.identify.view_model import REMEMBERED

if TYPE_CHECKING:
    from tests.ui.identify.conftest import Desk


def test_an_identification_is_filled_and_saved_by_keys_alone(
    qtbot: QtBot, desktop: Desktop, desk: Desk
) -> None:
    model, press = desktop.model, desktop.press
    assert desktop.focus() == "Person"

    press("saf", Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.focus().startswith("Saffron Tidewell, 29."))
    press(Key.Key_Return)
    assert desktop.focus().startswith("Seen alone")
    press("yn")
    press("s", "face", Key.Key_Return, "stays", Key.Key_Return, Key.Key_Return)
    press("yydnn")
    press("nc", Key.Key_Return, Key.Key_Tab, "1", Key.Key_Tab, Key.Key_Tab)
    press("h", Key.Key_Return, "u")
    press("a", "yyn", "s", Key.Key_Return)
    press("He reads it all")
    desktop.save()
    assert desktop.focus().startswith("Safeguarding")
    press("n", Key.Key_Return)
    with qtbot.waitSignal(model.saved):
        desktop.save()

    (record,) = desk.saved
    assert record.subject == desk.people[0].subject
    answers = dict(record.answers)
    assert [answers[name] for name in HARKS] == ["yes", "yes", "declined", "no", "no"]
    assert answers["trigger"] == ["injury_face_head_neck", "partner_always_present"]
    assert answers["how_arose"] == "asked_on_trigger"
    assert answers["children_in_household"] == 1
    assert answers["perpetrator_relationship"] == "spouse"
    assert answers["consent_scope"] == {"service_team": "yes", "gp": "yes", "police": "no"}
    assert answers["specialist_referral"] == "accepted"
    assert answers["info_given"] == "verbal"
    assert answers["their_words"] == "He reads it all"
    assert answers["safeguarding_action"] == "none_needed"
    typed = len("saf" + "He reads it all")
    beside = desktop.pressed - typed
    print(f"\nkeys for a full identification: {beside}, and {typed} letters")  # noqa: T201
    assert beside <= 45


def test_the_gate_holds_the_questions_back_and_tab_passes_them_over(
    desktop: Desktop, saffron: PersonRow
) -> None:
    desktop.model.whom.take(saffron)
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.set_answer("interpreter", "family_used_in_error")
    desktop.settle()

    rows = desktop.page.findChildren(FourStateRow)
    assert [row.held_because for row in rows] == ["Never ask through family"] * 5
    tab_stops = focusable_in(desktop.page)
    assert not [row for row in rows if any(cell in tab_stops for cell in row.cells.values())]


def test_answers_given_before_stay_in_sight_and_save_leads_to_them(
    desktop: Desktop, desk: Desk, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    desktop.model.set_answer("seen_alone", "no")
    desktop.model.save()
    desktop.settle()

    row = desktop.page.findChildren(FourStateRow)[0]
    assert row.answer() == "yes"
    assert row.cells["yes"].isVisible()
    assert row.has_problem()
    assert desktop.focus() == "H, Put down or humiliated: Yes"
    assert desk.saved == []

    desktop.press(Key.Key_Delete)
    assert desktop.model.answer("hark_h") is None


def spoken_names(page: IdentifyPage) -> set[str]:
    return {each.accessibleName() for each in page.findChildren(QWidget)}


def test_a_section_with_something_wrong_in_it_is_not_done(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    assert "1, Who and where, done" in spoken_names(desktop.page)

    desktop.model.set_answer("identified_at", "mid")
    desktop.model.save()

    assert "1, Who and where, done" not in spoken_names(desktop.page)


def test_a_problem_under_more_opens_it(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, {**whole, "ask_again_on": "some day"}, saffron)
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    assert not editors["ask_again_on"].isVisible()

    desktop.model.save()
    desktop.settle()

    assert editors["ask_again_on"].isVisible()
    assert editors["ask_again_on"].entry().hasFocus()
    assert "Not a date" in editors["ask_again_on"].entry().accessibleDescription()


def test_undo_by_key_brings_an_answer_back(desktop: Desktop) -> None:
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.place_asked.emit("seen_alone", -1)
    desktop.press("n")
    assert desktop.model.answer("seen_alone") == "no"

    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desktop.model.answer("seen_alone") == "yes"
    assert desktop.focus() == "Seen alone: Yes"


def test_the_draft_keeps_the_place_and_comes_back_to_it(
    qtbot: QtBot, desktop: Desktop, desk: Desk
) -> None:
    desktop.model.place_asked.emit("their_words", -1)
    with qtbot.waitSignal(desktop.model.draft_kept, timeout=1000):
        desktop.press("He said no")
    (draft,) = desk.drafts.values()
    assert draft.place == "their_words:10"

    desktop.model.start_anew()
    desktop.model.resume(draft)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert spoken(focused) == "In their words"
    assert desktop.model.answer("their_words") == "He said no"


def test_the_kinds_of_abuse_open_under_its_time(desktop: Desktop) -> None:
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    assert not editors["abuse_types"].isVisible()

    desktop.model.set_answer("abuse_time", "current")

    assert editors["abuse_types"].isVisible()


def test_f1_tells_what_the_questions_can_show(desktop: Desktop) -> None:
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.set_answer("interpreter", "not_needed")
    desktop.model.place_asked.emit("hark_h", -1)

    desktop.press(Key.Key_F1)

    told = [
        each
        for each in desktop.page.findChildren(QWidget)
        if "1 in 5" in getattr(each, "text", lambda: "")()
    ]
    assert len(told) == 1
    assert told[0].isVisible()
    desktop.press(Key.Key_F1)
    assert not told[0].isVisible()


def test_it_says_filled_in_only_while_something_was(desktop: Desktop) -> None:
    def is_said() -> bool:
        texts = [getattr(each, "text", str)() for each in desktop.page.findChildren(QWidget)]
        return "filled in from last time on this PC" in texts

    assert is_said()

    for name in REMEMBERED:
        desktop.model.set_answer(name, None)
    assert not is_said()

    desktop.model.start_anew()
    assert is_said()


@pytest.mark.parametrize("name", ["unborn_edd", "ask_again_on"])
def test_how_a_day_is_written_is_shown_whole(desktop: Desktop, name: str) -> None:
    desktop.model.place_asked.emit(MORE[0], -1)
    desktop.settle()
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    line = editors[name].entry()

    assert isinstance(line, QLineEdit)
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert line.contentsRect().width() >= words + 8
