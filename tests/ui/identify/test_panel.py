from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.ports import Draft
from ui.forms.editor import Editor
from ui.frame.focus_order import focusable_in
from ui.identify.panel import IdentifyPanel
from ui.identify.step_row import StepRow
from ui.identify.view_model import IdentifyViewModel
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from tests.ui.identify.conftest import Desk

Whole = Mapping[str, Value]


@pytest.fixture
def panel(
    model: IdentifyViewModel, theme: Theme, show: Callable[[QWidget], QWidget]
) -> Iterator[IdentifyPanel]:
    made = IdentifyPanel(model, theme)
    made.resize(352, 636)
    show(made)
    yield made
    model.stop()


def fill(model: IdentifyViewModel, answers: Whole) -> None:
    for name, value in answers.items():
        model.set_answer(name, value)


def steps(panel: IdentifyPanel) -> list[str]:
    QApplication.processEvents()
    rows = [row for row in panel.findChildren(StepRow) if row.isVisible()]
    return [row.text() for row in sorted(rows, key=lambda row: row.y())]


def words(panel: IdentifyPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def editor(panel: IdentifyPanel, name: str) -> Editor:
    return next(each for each in panel.findChildren(Editor) if each.field.name == name)


def test_the_result_and_the_steps_follow_the_answers(
    panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole
) -> None:
    assert "HARKS is held back" in words(panel)

    fill(model, {"seen_alone": "yes", "interpreter": "not_needed"})
    assert "Not all asked yet." in words(panel)

    fill(model, {**whole, "hark_safety": None})

    assert "Abuse identified." in words(panel)
    assert "Answer S before they leave" in steps(panel)
    assert any("save this record" in step and "ext. 4471" in step for step in steps(panel))


def test_a_draft_that_is_taken_up_shows_at_once_what_its_answers_mean(
    panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole
) -> None:
    answers = {**whole, "immediate_danger": "yes"}

    model.resume(Draft(b"d" * 16, model.form.reference, None, answers, "abuse_time:-1", 0))

    assert "Do this now, in this order" in words(panel)
    assert "Abuse identified." in words(panel)
    assert any(step.startswith("Ring 999") for step in steps(panel))

    model.start_anew()
    assert "HARKS is held back" in words(panel)


def test_a_step_leads_to_its_input(
    qtbot: QtBot, panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole
) -> None:
    fill(model, {**whole, "hark_safety": None})
    row = next(each for each in panel.findChildren(StepRow) if each.step.field == "hark_safety")
    interface = QAccessible.queryAccessibleInterface(row)
    assert interface.role() == QAccessible.Role.Button

    with qtbot.waitSignal(model.place_asked) as asked:
        QTest.keyClick(row, Qt.Key.Key_Space)

    assert asked.args == ["hark_safety", -1]


def test_safeguarding_is_answered_at_its_step(
    panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole
) -> None:
    choice = editor(panel, "safeguarding_action")
    assert not choice.isVisible()
    fill(model, {**whole, "safeguarding_action": None})
    assert choice.isVisible()

    choice.enter()
    QTest.keyClicks(choice.entry(), "c")

    assert model.answer("safeguarding_action") == "child_referral"


def test_not_safe_to_ask_asks_for_another_day(
    panel: IdentifyPanel, model: IdentifyViewModel
) -> None:
    fill(model, {"seen_alone": "no", "interpreter": "not_needed"})
    recall = editor(panel, "ask_again_on")
    assert recall.isVisible()

    recall.enter()
    QTest.keyClicks(recall.entry(), "1/12/2026")

    assert model.answer("ask_again_on") == "2026-12-01"


def test_danger_turns_it_into_the_emergency_list_and_save_still_works(
    qtbot: QtBot,
    panel: IdentifyPanel,
    model: IdentifyViewModel,
    desk: Desk,
    whole: Whole,
    saffron: PersonRow,
) -> None:
    model.whom.take(saffron)
    fill(model, {**whole, "immediate_danger": "yes"})
    assert steps(panel)[0].startswith("Ring 999.")
    assert "Do this now, in this order" in words(panel)

    with qtbot.waitSignal(model.saved):
        panel.save_button.click()

    assert desk.saved[0].answers["immediate_danger"] == "yes"


def test_the_checklist_counts_what_was_looked_at(
    panel: IdentifyPanel, model: IdentifyViewModel
) -> None:
    assert "0 of 12" in words(panel)

    fill(model, {"hidden_from_online": "yes", "coded_in_gp_record": "na"})

    assert "2 of 12" in words(panel)


def test_a_save_that_cannot_be_says_how_many_answers_need_someone(
    panel: IdentifyPanel, model: IdentifyViewModel, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    model.save()
    assert "3 answers need you." in words(panel)

    fill(model, {"seen_alone": "yes", "interpreter": "not_needed"})
    assert "1 answer needs you." in words(panel)

    fill(model, {"how_arose": "routine_enquiry"})
    assert "need" not in words(panel)


def test_what_still_needs_an_answer_below_a_long_list_is_scrolled_to(
    panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole, saffron: PersonRow
) -> None:
    model.whom.take(saffron)
    missing = {"immediate_danger": "yes", "safeguarding_action": None}
    fill(model, {**whole, **missing, "abuse_types": ["strangulation"]})

    model.save()
    QApplication.processEvents()

    entry = editor(panel, "safeguarding_action").entry()
    assert entry.hasFocus()
    assert entry.visibleRegion().boundingRect() == entry.rect()
    assert "1 answer needs you." in words(panel)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_words_of_the_panel_are_cut(
    panel: IdentifyPanel,
    model: IdentifyViewModel,
    theme: Theme,
    whole: Whole,
    clipped: Callable[[QWidget], list[str]],
    qtbot: QtBot,
    scale: float,
) -> None:
    fill(model, {**whole, "immediate_danger": "yes"})
    theme.scale_text(scale)
    panel.resize(theme.px(352), 636)

    def is_whole() -> bool:
        rows = [row for row in panel.findChildren(StepRow) if row.isVisible()]
        return bool(rows) and all(row.height() >= row.heightForWidth(row.width()) for row in rows)

    qtbot.waitUntil(is_whole)
    assert clipped(panel) == []


def test_tab_goes_down_the_steps_whichever_was_made_last(
    panel: IdentifyPanel, model: IdentifyViewModel, whole: Whole
) -> None:
    fill(model, {"seen_alone": "no", "interpreter": "not_needed"})
    fill(model, {**whole, "hark_safety": None, "immediate_danger": None})
    QApplication.processEvents()

    rows = [row for row in panel.findChildren(StepRow) if row.isVisible() and row.leads]
    downwards = sorted(rows, key=lambda row: row.y())
    order = [each for each in focusable_in(panel) if isinstance(each, StepRow)]
    assert len(rows) > 1
    assert order == downwards
    roles = {QAccessible.queryAccessibleInterface(row).role() for row in rows}
    assert roles == {QAccessible.Role.Button}


def test_what_follows_from_an_answer_is_painted_a_turn_after_it(
    panel: IdentifyPanel, model: IdentifyViewModel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(panel.updatesEnabled)

    model.set_answer("immediate_danger", "yes")
    assert not panel.updatesEnabled()
    qtbot.waitUntil(panel.updatesEnabled)

    model.set_answer("where_now", "Bay 4")
    assert panel.updatesEnabled()
