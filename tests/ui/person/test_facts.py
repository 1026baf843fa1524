"""What is read off the newest identification."""

from __future__ import annotations

from dataclasses import replace

from app.domain.people import PersonRow
from app.domain.timeline import FilePage
from tests.ui.person.conftest import ANSWERS, IDENTIFICATION, NOTE, NOW
from ui.person.facts import day_to_ask_again, facts_of, newest_identification

PLACES = {"Z9902": "Willowmere ED"}


def told(page: FilePage) -> dict[str, str]:
    facts = facts_of(page, today=NOW.date(), place_name=PLACES.__getitem__)
    return {fact.name: fact.words for fact in facts}


def test_answers_are_told_in_the_words_of_their_lists(row: PersonRow) -> None:
    facts = told(FilePage(row, (NOTE, IDENTIFICATION)))

    assert facts["Seen at"] == "Willowmere ED, Sun"
    assert facts["Prompt"] == (
        "Signs of strangulation, Partner stays close, Seems frightened and 1 more"
    )
    assert facts["HARKS"] == "3 of 4 yes, unsafe at home"
    assert facts["Danger now"] == "Yes"
    assert facts["Children"] == "2 at home, aged 6, 3"
    assert facts["Referral"] == "Accepted"
    assert facts["Agrees"] == "IDVA team, not GP"


def test_what_warns_is_marked(row: PersonRow) -> None:
    facts = facts_of(
        FilePage(row, (IDENTIFICATION,)), today=NOW.date(), place_name=PLACES.__getitem__
    )

    assert {fact.name for fact in facts if fact.tone == "danger"} == {"HARKS", "Danger now"}


def test_hands_round_the_neck_are_the_first_kind_of_abuse_told_and_warn(row: PersonRow) -> None:
    kinds = ["physical", "sexual", "economic", "strangulation"]
    page = FilePage(row, (replace(IDENTIFICATION, answers={"abuse_types": kinds}),))

    facts = facts_of(page, today=NOW.date(), place_name=PLACES.__getitem__)

    fact = next(each for each in facts if each.name == "Kinds")
    assert fact.words == "Strangled or choked, Physical, Sexual and 1 more"
    assert fact.tone == "danger"


def test_blanks_are_left_out_and_never_told_as_no(row: PersonRow) -> None:
    asked_nothing = replace(IDENTIFICATION, answers={"seen_alone": "no"})

    assert told(FilePage(row, (asked_nothing,))) == {"Seen alone": "No", "HARKS": "Not asked"}


def test_an_item_not_asked_is_counted_as_open(row: PersonRow) -> None:
    answers = {"hark_h": "no", "hark_a": "no", "hark_r": "not_asked"}
    page = FilePage(row, (replace(IDENTIFICATION, answers=answers),))

    assert told(page)["HARKS"] == "0 of 4 yes, 2 not asked"


def test_one_entered_in_error_does_not_count(row: PersonRow) -> None:
    older = replace(IDENTIFICATION, answers={"seen_alone": "no"})
    wrong = replace(IDENTIFICATION, error="Wrong person")

    assert newest_identification(FilePage(row, (wrong, older))) == older


def test_the_day_to_ask_again_is_a_date(row: PersonRow) -> None:
    assert day_to_ask_again(FilePage(row, (IDENTIFICATION,))) == "1 Dec 2026"
    unread = replace(IDENTIFICATION, answers={**ANSWERS, "ask_again_on": "soon"})
    assert day_to_ask_again(FilePage(row, (unread,))) == ""
    assert day_to_ask_again(FilePage(row, ())) == ""
