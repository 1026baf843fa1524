"""The desk's state: taking one, writing a third, keeping both, and what happens meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.errors import FormRefused, Refused
from tests.ui.settle.conftest import (
    CONTACT,
    MINE,
    REPLACED,
    RISK,
    TEXT,
    Office,
    clash_of,
    settled_from,
    version,
)
from ui.forms.drafts import WAIT_MS
from ui.settle.calls import Choice
from ui.settle.view_model import SettleViewModel


@pytest.fixture
def on_text(model: SettleViewModel, qtbot: QtBot) -> SettleViewModel:
    model.open(TEXT.key)
    model.refresh()
    qtbot.waitUntil(lambda: model.third.is_open)
    return model


def test_the_first_clash_is_open_and_all_are_counted(
    model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    office.desk = replace(office.desk, closed=2)
    with qtbot.waitSignal(model.counted) as counted:
        model.refresh()

    assert counted.args == [5]
    qtbot.waitUntil(lambda: model.compared is not None)
    assert model.key == CONTACT.key
    rows, settled = model.rows
    assert [(row.title, row.aside) for row in rows] == [
        ("Safe contact", "calls held"),
        ("Risk level", "shown High"),
        ("In your words", ""),
    ]
    assert rows[0].detail == "You and Linnet, Mon"
    assert settled[0].detail == "Replaced by Linnet. Old one in history, today"


def test_taking_a_side_names_the_heads_that_were_shown(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(on_text.told):
        on_text.use(1)

    (choice,) = office.settled
    assert choice.heads == TEXT.heads
    assert choice.change == TEXT.versions[1].change
    assert on_text.key == CONTACT.key


def test_a_third_version_is_kept_and_goes_with_its_draft(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("Ring the ward.")
    on_text.third.keep_now()
    assert [page.answers["value"] for page in office.drafts.values()] == ["Ring the ward."]

    with qtbot.waitSignal(on_text.told):
        on_text.use_third()

    (choice,) = office.settled
    assert (choice.value, choice.change, choice.draft) == ("Ring the ward.", None, b"d" * 16)


def test_what_was_written_is_there_again_when_the_clash_is_opened_again(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("Ring the ward.")
    on_text.open(RISK.key)
    qtbot.waitUntil(lambda: on_text.compared is not None)
    assert not on_text.third.is_open

    on_text.open(TEXT.key)

    qtbot.waitUntil(lambda: on_text.third.value == "Ring the ward.")
    on_text.third.begin_again()
    assert str(on_text.third.value).startswith("Ring between")
    assert office.drafts == {}


def test_a_choice_that_gives_up_care_asks_for_a_reason_first(
    model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    model.open(RISK.key)
    model.refresh()
    qtbot.waitUntil(lambda: model.compared is not None)

    with qtbot.waitSignal(model.reason_wanted) as wanted:
        model.use(1)

    assert office.settled == []
    assert wanted.args is not None
    choice = wanted.args[0]
    assert isinstance(choice, Choice)
    model.settle_with(choice, "He has moved away")
    assert office.settled[0].reason == "He has moved away"
    model.finish()
    qtbot.waitUntil(lambda: model.key == CONTACT.key)


def test_the_careful_side_needs_no_reason(
    model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    model.open(RISK.key)
    model.refresh()
    qtbot.waitUntil(lambda: model.compared is not None)

    with qtbot.waitSignal(model.told):
        model.use(0)

    assert len(office.settled) == 1


def test_keeping_both_settles_nothing_and_goes_on(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(on_text.told) as told:
        on_text.keep_both()

    assert office.settled == []
    assert on_text.key == CONTACT.key
    assert told.args is not None and str(told.args[0]).startswith("Both stand.")


def test_that_somebody_else_settled_it_meanwhile_is_said_and_no_word_is_lost(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("My own words.")
    office.desk = replace(
        office.desk, clashes=(CONTACT, RISK), settled=(settled_from(TEXT), REPLACED)
    )

    on_text.refresh()

    qtbot.waitUntil(lambda: "Linnet Marrowby settled this meanwhile" in on_text.notice)
    assert on_text.third.value == "My own words."
    assert not on_text.can_settle
    on_text.use_third()
    on_text.use(0)
    assert office.settled == []

    office.desk = replace(office.desk, clashes=(CONTACT, RISK, TEXT))
    on_text.reopen()
    qtbot.waitUntil(lambda: on_text.can_settle)
    assert office.reopened == [settled_from(TEXT)]
    assert on_text.third.value == "My own words."


def test_a_version_that_comes_in_meanwhile_stands_beside_and_typing_goes_on(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("My own words.")
    third = clash_of("free_text", *TEXT.values, "Ring her sister.")
    office.desk = replace(office.desk, clashes=(CONTACT, RISK, third))

    on_text.refresh()

    qtbot.waitUntil(lambda: on_text.compared is not None and len(on_text.compared.sides) == 3)
    assert "Another version came in" in on_text.notice
    assert on_text.third.value == "My own words."
    with qtbot.waitSignal(on_text.told):
        on_text.use_third()
    assert office.settled[0].heads == third.heads


def test_a_refusal_is_told_and_what_was_written_stays(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("My own words.")
    for error in (
        Refused("clashes.settled_meanwhile", field="free_text"),
        FormRefused({"free_text": "too_long"}),
    ):
        office.refuses = error
        on_text.use_third()
        qtbot.waitUntil(lambda: bool(on_text.problem))
        assert on_text.third.value == "My own words."
        assert on_text.can_settle
        on_text.problem = ""


def test_a_clash_asked_for_before_it_is_read_is_opened_once_it_is(
    model: SettleViewModel, qtbot: QtBot
) -> None:
    model.open_record(RISK.record.id)
    model.refresh()

    qtbot.waitUntil(lambda: model.key == RISK.key)


def test_what_was_replaced_can_be_put_beside_again(
    model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    model.refresh()
    qtbot.waitUntil(lambda: model.is_loaded)
    model.open(REPLACED.key)
    assert model.settled == REPLACED

    with qtbot.waitSignal(model.told):
        model.reopen()

    assert office.reopened == [REPLACED]


def test_a_number_is_stored_as_a_number_and_a_blank_as_nothing(
    model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    clash = clash_of("children_in_household", 2, 3)
    office.desk = replace(office.desk, clashes=(clash,))
    model.refresh()
    qtbot.waitUntil(lambda: model.third.is_open)

    model.third.set_text("4")
    assert model.third.value == 4
    model.third.set_text("many")
    assert model.third.value == "many"
    model.third.set_text(" ")
    assert model.third.value is None


def test_versions_of_one_pc_are_told_by_who_wrote_them(model: SettleViewModel) -> None:
    here, there = version(1, MINE, mine=True), version(2, MINE)

    assert (model.wording.who(here), model.wording.where(here)) == ("You", "This PC")
    assert (model.wording.who(there), model.wording.where(there)) == (
        "Linnet Marrowby",
        "Laptop 5",
    )


def test_you_has_a_capital_at_the_head_of_a_sentence_alone(model: SettleViewModel) -> None:
    mine_last = replace(TEXT, versions=TEXT.versions[::-1])

    assert model.wording.row(TEXT).detail.startswith("You and Linnet, ")
    assert model.wording.row(mine_last).detail.startswith("Linnet and you, ")


def test_no_draft_outlives_the_settlement_that_it_was_typed_for(
    on_text: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    on_text.third.set_text("Ring the ward.")

    with qtbot.waitSignal(on_text.told):
        on_text.use_third()
    qtbot.wait(WAIT_MS + 100)

    assert office.drafts == {}
