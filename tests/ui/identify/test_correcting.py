"""A saved record on its form again: only what is changed is written, with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app.domain.correcting import Corrected
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.errors import FormRefused
from app.forms import library
from ui.forms.drafts import DraftCalls
from ui.identify.correcting import CorrectionCalls, CorrectionViewModel
from ui.jobs import Jobs

if TYPE_CHECKING:
    from tests.ui.identify.conftest import Desk

Whole = Mapping[str, Value]
Saved = tuple[Corrected, Mapping[str, Value], str, bytes | None]


@pytest.fixture
def of(whole: Whole) -> Corrected:
    stands = {
        **whole,
        "setting_type": "ed_adult",
        "site_ods": "Z9902",
        "identifier_role": "nurse",
        "consult_mode": "in_person",
        "identified_at": "2026-11-15T15:20:00+00:00",
    }
    return Corrected(b"r" * 16, b"s" * 16, stands, {"hark_h": (b"h" * 32,)})


@pytest.fixture
def saved() -> list[Saved]:
    return []


@pytest.fixture
def model(qtbot: QtBot, desk: Desk, saved: list[Saved]) -> Iterator[CorrectionViewModel]:
    def correct(
        of: Corrected, edits: Mapping[str, Value], why: str, draft: bytes | None
    ) -> Future[None]:
        answer: Future[None] = Future()
        saved.append((of, edits, why, draft))
        answer.set_result(None)
        return answer

    drafts = DraftCalls(desk.keep, desk.drop, desk.new_id, lambda: desk.now)
    made = CorrectionViewModel(
        library.latest("identification"),
        library.latest("person"),
        CorrectionCalls(correct, drafts),
        Jobs(),
        training=True,
    )
    yield made
    made.stop()


def test_it_shows_the_saved_answers_and_whom_they_are_about(
    model: CorrectionViewModel, of: Corrected, saffron: PersonRow
) -> None:
    model.begin(of, person=saffron)

    assert model.answers() == of.stands
    assert model.whom.person is saffron
    assert not model.is_filled_in


def test_nothing_changed_asks_for_no_reason(
    model: CorrectionViewModel, of: Corrected, qtbot: QtBot
) -> None:
    model.begin(of)

    with qtbot.waitSignal(model.unchanged):
        model.save()


def test_only_what_was_changed_is_written_over_what_stood_there(
    model: CorrectionViewModel, of: Corrected, saved: list[Saved], qtbot: QtBot
) -> None:
    model.begin(of)
    model.set_answer("hark_a", "no")
    model.set_answer("hark_h", None)
    model.set_answer("abuse_types", ["physical"])
    with qtbot.waitSignal(model.reason_wanted) as wanted:
        model.save()
    (edits,) = wanted.args
    assert edits == {"hark_h": None, "hark_a": "no", "abuse_types": ["physical"]}

    model.correct(edits, "Misheard")

    assert saved == [(of, edits, "Misheard", None)]
    with qtbot.waitSignal(model.corrected) as corrected:
        model.end()
    assert corrected.args == [of.subject]
    assert model.of is None
    assert model.answers() == {}


def test_a_change_that_the_form_forbids_is_named_at_its_answer(
    model: CorrectionViewModel, of: Corrected, qtbot: QtBot
) -> None:
    model.begin(of)
    model.set_answer("seen_alone", "no")

    with qtbot.waitSignal(model.place_asked):
        model.save()

    assert model.problems["hark_h"] == "not_allowed_now"


def test_what_was_wrong_before_is_not_asked_about_again(
    model: CorrectionViewModel, of: Corrected, qtbot: QtBot
) -> None:
    stands = {name: value for name, value in of.stands.items() if name != "abuse_time"}
    model.begin(Corrected(of.record, of.subject, stands, of.heads))
    model.set_answer("hark_a", "no")

    with qtbot.waitSignal(model.reason_wanted):
        model.save()


def test_a_correction_half_done_comes_back_with_what_stood_on_the_screen(
    model: CorrectionViewModel, of: Corrected, desk: Desk, saved: list[Saved], qtbot: QtBot
) -> None:
    model.begin(of)
    model.set_answer("hark_a", "no")
    model.keep_now()
    qtbot.waitUntil(lambda: len(desk.drafts) == 1)
    (draft,) = desk.drafts.values()
    model.leave()
    assert model.answers() == {}

    model.resume(draft)

    assert model.of == of
    assert model.answer("hark_a") == "no"
    with qtbot.waitSignal(model.reason_wanted) as wanted:
        model.save()
    assert wanted.args == [{"hark_a": "no"}]
    model.correct({"hark_a": "no"}, "Misheard")
    assert saved[0][3] == draft.id


def test_nothing_typed_leaves_no_draft(
    model: CorrectionViewModel, of: Corrected, desk: Desk
) -> None:
    model.begin(of)

    model.keep_now()

    assert desk.kept == []


def test_to_begin_another_keeps_the_one_before(
    model: CorrectionViewModel, of: Corrected, desk: Desk, qtbot: QtBot
) -> None:
    model.begin(of)
    model.set_answer("hark_a", "no")

    model.begin(Corrected(b"q" * 16, of.subject, of.stands, {}))

    qtbot.waitUntil(lambda: len(desk.drafts) == 1)
    assert model.answer("hark_a") == "yes"


def test_a_refusal_stands_at_its_answer(model: CorrectionViewModel, of: Corrected) -> None:
    model.begin(of)

    model.refuse(FormRefused({"ask_again_on": "not_a_date"}))

    assert model.problems == {"ask_again_on": "not_a_date"}
