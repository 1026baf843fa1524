from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QElapsedTimer
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.errors import FormRefused, Refused
from app.forms.outcome import Outcome, outcome
from app.ports import Draft
from ui.forms.drafts import KeptPage
from ui.identify.view_model import LOOK_FIRST, MAYBE_KNOWN, IdentifyViewModel

if TYPE_CHECKING:
    from tests.ui.identify.conftest import Desk

Whole = Mapping[str, Value]


def fill(model: IdentifyViewModel, answers: Whole) -> None:
    for name, value in answers.items():
        model.set_answer(name, value)


def test_place_role_mode_and_the_minute_stand_there_from_the_start(
    model: IdentifyViewModel,
) -> None:
    assert model.answers() == {
        "setting_type": "ed_adult",
        "site_ods": "Z9902",
        "identifier_role": "nurse",
        "consult_mode": "in_person",
        "identified_at": "2026-11-17T09:38+00:00",
    }


def test_a_blank_page_that_somebody_comes_to_later_begins_then(
    model: IdentifyViewModel, desk: Desk
) -> None:
    desk.now += timedelta(hours=3)

    model.arrive()

    assert model.answer("identified_at") == "2026-11-17T12:38+00:00"
    assert model.is_blank
    assert not model.undo()


def test_a_page_that_was_begun_keeps_its_time(model: IdentifyViewModel, desk: Desk) -> None:
    model.set_answer("seen_alone", "no")
    desk.now += timedelta(hours=3)

    model.arrive()

    assert model.answer("identified_at") == "2026-11-17T09:38+00:00"


def test_a_whole_page_is_saved_with_its_draft_and_the_page_is_blank_again(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, whole)
    model.keep_now()
    qtbot.waitUntil(lambda: len(desk.drafts) == 1)

    with qtbot.waitSignal(model.saved) as told:
        model.save()

    assert told.args[0].subject == saffron.subject
    (record,) = desk.saved
    assert record.kind == "identification"
    assert record.subject == saffron.subject
    assert record.about == {}
    assert record.draft is not None
    assert record.answers["hark_r"] == "declined"
    assert desk.drafts == {}
    assert not model.whom.is_settled
    assert model.answer("hark_h") is None
    assert model.answer("site_ods") == "Z9902"
    assert desk.remembered["identifier_role"] == "nurse"


def test_someone_new_is_saved_with_what_is_known(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole
) -> None:
    model.whom.describe({"name": "Fern Alderby", "nhs_number": "999 000 0018"})
    fill(model, whole)

    with qtbot.waitSignal(model.saved):
        model.save()

    assert desk.saved[0].subject is None
    assert desk.saved[0].about == {"name": "Fern Alderby", "nhs_number": "999 000 0018"}


def test_nothing_is_saved_before_the_person_was_looked_for(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole
) -> None:
    fill(model, whole)

    with qtbot.waitSignal(model.place_asked) as asked:
        model.save()

    assert asked.args == ["person", -1]
    assert model.problems == {"person": LOOK_FIRST}
    assert desk.saved == []


def test_what_is_missing_is_named_and_goes_as_it_is_mended(
    model: IdentifyViewModel, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    model.set_answer("seen_alone", "yes")
    model.save()
    assert model.problems == {"interpreter": "needed", "how_arose": "needed"}

    model.set_answer("interpreter", "not_needed")
    assert model.problems == {"how_arose": "needed"}

    model.set_answer("hark_h", "yes")
    assert model.problems == {"how_arose": "needed"}, "what is new waits for the next Save"


def test_words_that_their_list_has_not_are_named_before_save(model: IdentifyViewModel) -> None:
    model.set_answer("trigger", ["burn", "seemed odd"])
    assert model.problems == {"trigger": "not_in_list"}  # and nothing that is still blank

    model.set_answer("trigger", ["burn"])
    assert model.problems == {}


def test_what_could_not_be_saved_is_kept_at_once(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    model.set_answer("their_words", "He reads it")
    model.save()

    desk.lane.submit(bool).result()
    assert [draft.answers["their_words"] for draft in desk.drafts.values()] == ["He reads it"]


def test_closing_the_gate_keeps_the_answers_in_sight_and_save_names_them(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, whole)
    assert model.why_held() == ""

    model.set_answer("seen_alone", "no")
    assert model.answer("hark_h") == "yes"
    assert model.why_held() == "Ask only when seen alone"
    model.save()

    assert model.problems["hark_h"] == "not_allowed_now"
    assert "hark_k" in model.problems
    assert desk.saved == []

    for name in ("hark_h", "hark_a", "hark_r", "hark_k", "hark_safety"):
        model.set_answer(name, None)
    assert model.problems == {}
    with qtbot.waitSignal(model.saved):
        model.save()
    assert outcome(model.form, desk.saved[0].answers) is Outcome.NOT_SAFE_TO_ASK


def test_a_page_that_was_not_safe_to_ask_saves_with_a_day_to_ask_again(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(
        model,
        {
            "seen_alone": "not_possible",
            "interpreter": "not_needed",
            "how_arose": "routine_enquiry",
            "ask_again_on": "2026-12-01",
        },
    )

    with qtbot.waitSignal(model.saved):
        model.save()

    assert desk.saved[0].answers["ask_again_on"] == "2026-12-01"


def test_danger_keeps_save_working(
    qtbot: QtBot, model: IdentifyViewModel, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, {**whole, "immediate_danger": "yes"})
    assert model.advice().is_emergency

    with qtbot.waitSignal(model.saved):
        model.save()


def test_the_draft_is_kept_within_a_second_with_its_place(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    clock = QElapsedTimer()
    model.note_place("their_words", 9)
    clock.start()

    with qtbot.waitSignal(model.draft_kept, timeout=1000) as told:
        model.set_answer("their_words", "He reads ")

    assert clock.elapsed() < 1000
    assert told.args == ["09:38:20"]
    (draft,) = desk.drafts.values()
    assert draft.answers["their_words"] == "He reads "
    assert (draft.form, draft.place) == ("identification/1", "their_words:9")


def test_a_page_nobody_touched_leaves_no_draft(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    model.set_answer("seen_alone", "yes")
    model.keep_now()
    qtbot.waitUntil(lambda: len(desk.drafts) == 1)

    model.set_answer("seen_alone", None)
    model.keep_now()

    qtbot.waitUntil(lambda: desk.drafts == {})


def test_a_draft_is_taken_up_where_it_was_left(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    draft = KeptPage(
        b"d" * 16,
        "identification/1",
        None,
        {"seen_alone": "yes", "free_text": "Came late", "about": {"name": "Fern Alderby"}},
        "free_text:4",
    )

    with qtbot.waitSignal(model.place_asked) as asked:
        model.resume(draft)

    assert asked.args == ["free_text", 4]
    assert model.answers() == {"seen_alone": "yes", "free_text": "Came late"}
    assert model.whom.about == {"name": "Fern Alderby"}
    model.set_answer("free_text", "Came late again")
    model.keep_now()
    qtbot.waitUntil(lambda: list(desk.drafts) == [b"d" * 16])
    assert desk.drafts[b"d" * 16].answers["about"] == {"name": "Fern Alderby"}


def test_what_stands_on_the_page_is_kept_before_another_draft_takes_its_place(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    model.set_answer("free_text", "He waits in the car park")
    other = KeptPage(b"e" * 16, "identification/1", None, {"free_text": "Came late"}, "")

    model.resume(other)

    assert model.answers() == {"free_text": "Came late"}
    qtbot.waitUntil(lambda: len(desk.drafts) == 1)
    (kept,) = desk.drafts.values()
    assert (kept.id != other.id, kept.answers["free_text"]) == (True, "He waits in the car park")


def test_undo_brings_back_one_answer_after_the_other(
    qtbot: QtBot, model: IdentifyViewModel
) -> None:
    model.set_answer("hark_h", "yes")
    model.set_answer("hark_h", "no")
    for words in ("H", "He", "He r"):
        model.set_answer("their_words", words)

    assert model.undo()
    assert model.answer("their_words") is None
    assert model.answer("hark_h") == "no"
    with qtbot.waitSignal(model.answered) as told:
        model.undo()
    assert told.args == ["hark_h"]
    assert model.answer("hark_h") == "yes"
    model.undo()
    assert model.answer("hark_h") is None
    assert not model.undo()


def test_an_undone_answer_is_what_the_draft_keeps(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    model.set_answer("seen_alone", "yes")
    model.set_answer("interpreter", "not_needed")
    model.undo()
    model.keep_now()

    qtbot.waitUntil(lambda: bool(desk.drafts))
    (draft,) = desk.drafts.values()
    assert draft.answers["seen_alone"] == "yes"
    assert "interpreter" not in draft.answers


def test_only_the_answer_to_the_last_words_arrives(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk
) -> None:
    found: list[list[PersonRow]] = []
    model.whom.matched.connect(found.append)
    desk.may_go.clear()
    model.whom.look_for("fern")
    model.whom.look_for("saf")
    desk.may_go.set()

    desk.lane.submit(bool).result()
    QCoreApplication.processEvents()

    assert found == [desk.people]


def test_an_answer_after_someone_was_taken_is_dropped(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, saffron: PersonRow
) -> None:
    desk.may_go.clear()
    model.whom.look_for("saf")
    model.whom.take(saffron)

    with qtbot.assertNotEmitted(model.whom.matched, wait=50):
        desk.may_go.set()


def test_save_is_pressed_twice_and_happens_once(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, whole)
    desk.may_go.clear()
    model.save()
    model.save()
    assert model.is_busy

    with qtbot.waitSignal(model.saved):
        desk.may_go.set()

    assert len(desk.saved) == 1
    assert not model.is_busy


def test_a_save_that_fails_keeps_the_page_and_says_why(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, whole)
    desk.failure = Refused("form.no_such_form", source="identification/9")

    with qtbot.waitSignal(model.failed) as told:
        model.save()

    assert "identification/9" in told.args[0]
    assert model.answer("hark_h") == "yes"
    assert model.whom.person == saffron
    qtbot.waitUntil(lambda: bool(desk.drafts), timeout=1000)


def test_what_the_vault_refuses_is_shown_at_its_field(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    fill(model, whole)
    desk.failure = FormRefused({"nhs_number": "real_number", "hark_h": "not_in_list"})

    with qtbot.waitSignal(model.problems_changed) as told:
        model.save()

    assert told.args == [{"person": "real_number", "hark_h": "not_in_list"}]


def test_a_number_that_does_not_fit_is_a_problem_of_the_person(
    model: IdentifyViewModel, whole: Whole
) -> None:
    model.whom.describe({"nhs_number": "9990000019"})
    fill(model, whole)

    model.save()

    assert model.problems == {"person": "nhs_number"}


@pytest.mark.parametrize("value", [3.5, object()])
def test_only_what_can_be_stored_is_taken(model: IdentifyViewModel, value: object) -> None:
    with pytest.raises(TypeError):
        model.set_answer("free_text", value)


def test_someone_new_who_looks_like_somebody_is_saved_once_a_person_says_who_it_is(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    desk.likely = [saffron]
    model.whom.describe({"name": "Saffron Tydewell"})
    fill(model, whole)

    with qtbot.waitSignal(model.whom.compared) as told:
        model.save()

    assert told.args == [[saffron]]
    qtbot.waitUntil(lambda: not model.is_busy)
    assert model.problems == {"person": MAYBE_KNOWN}
    assert desk.saved == []

    model.whom.refuse([saffron])
    assert model.problems == {}
    with qtbot.waitSignal(model.saved):
        model.save()
    assert desk.saved[0].told_apart == (saffron.subject,)
    assert not model.whom.told_apart, "the next person was told apart from nobody"


def test_what_was_refused_is_kept_with_the_draft(
    qtbot: QtBot, model: IdentifyViewModel, desk: Desk, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.describe({"name": "Saffron Tydewell"})
    model.whom.refuse([saffron])
    fill(model, whole)
    model.keep_now()
    qtbot.waitUntil(lambda: len(desk.kept) > 0)
    page = desk.kept[-1]

    model.start_anew()
    model.resume(Draft(page.id, page.form, page.subject, dict(page.answers), page.place, 0))
    desk.likely = [saffron]

    with qtbot.waitSignal(model.saved):
        model.save()
    assert desk.saved[0].told_apart == (saffron.subject,)
