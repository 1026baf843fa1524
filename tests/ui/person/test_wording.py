"""The items of a file in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.records import Reach, SyncState
from app.domain.timeline import Item
from tests.ui.person.conftest import IDENTIFICATION, NOTE, NOW, REFERRAL, WRONG
from ui.person import menus
from ui.person.wording import TimelineWording, told_apart

WORDING = TimelineWording(NOW, {"Z9902": "Willowmere ED"}.__getitem__)

SINCE_MS = NOTE.at_ms + 4 * 60_000


def test_a_note_keeps_its_lines_apart() -> None:
    item = WORDING.item(NOTE)

    assert (item.title, item.aside) == ("Note", "Wren Pepperday · bay 4")
    assert [(line.kind, line.text) for line in item.lines] == list(NOTE.lines)
    assert (item.day, item.time) == ("Mon", "16:20")


def test_what_came_with_a_referral_says_so_and_is_offered_no_change(qtbot: QtBot) -> None:
    answers = {"title": "Worry scale", "content": "Worried now: Very"}
    theirs = replace(NOTE, kind="referral_page", lines=(), answers=answers, came_from="Hollin Bank")

    item = WORDING.item(theirs)

    assert (item.title, item.body) == ("Worry scale", "Worried now: Very")
    assert item.aside == "Came with the referral from Hollin Bank"
    parent = QWidget()
    qtbot.addWidget(parent)
    offered = [each.text() for each in menus.item_menu(theirs, parent).actions()]
    assert offered == ["History", "Mark as entered in error"]


def test_an_identification_is_named_by_its_outcome() -> None:
    item = WORDING.item(replace(IDENTIFICATION, has_clash=False))

    assert item.title == "Abuse identified"
    assert item.body == (
        "HARKS 3 of 4 yes, unsafe at home. In immediate danger. IDVA referral: accepted"
    )
    assert [line.kind for line in item.lines] == ["said"]
    assert item.tone == "danger"


def test_what_is_erased_is_told_from_others_of_its_kind() -> None:
    assert told_apart(NOTE, now=NOW) == "Note, Mon 16:20, Wren Pepperday"


def test_a_correction_is_called_so() -> None:
    assert WORDING.item(replace(NOTE, corrects=b"x" * 32)).title == "Correction"


def test_a_referral_says_who_took_it() -> None:
    assert WORDING.item(REFERRAL).body == "Taken by Linnet Marrowby"


def test_what_was_entered_in_error_stays_readable_with_its_reason() -> None:
    item = WORDING.item(WRONG)

    assert item.struck
    assert item.body == "Entered in error: Wrong person"
    assert item.lines[0].text == "Came with cough."


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (replace(NOTE, reach=Reach(SINCE_MS)), "Only on this PC since Mon 16:24"),
        (WRONG, "Received"),
        (replace(WRONG, reach=Reach(on_pcs=4, of_pcs=5)), "Received, on 4 of 5 PCs"),
        (
            replace(NOTE, sync=SyncState.REFUSED, reach=Reach(SINCE_MS, "too_large")),
            "Not taken: too large for the service",
        ),
        (IDENTIFICATION, "Two versions"),
    ],
)
def test_the_state_claims_no_more_than_is_known(item: Item, words: str) -> None:
    state = WORDING.item(item).state

    assert state is not None
    assert state.words == words
