"""What the section about erasing says of each erasure, and which of them can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.erasure import Certificate
from app.domain.people import reference
from ui.settings import erasure_words as words
from ui.settings.erasure_cards import MOST, ErasureCards
from ui.theme.theme import Theme
from ui.widgets.button import Button

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
_DAY = 86_400_000
_NOW_MS = int(NOW.timestamp() * 1000)
WAITS = Certificate(
    id=b"e" * 32,
    subject=b"f" * 16,
    kind=None,
    record=None,
    reason="She asked for it",
    by="Linnet Marrowby",
    at_ms=_NOW_MS - _DAY,
    due_ms=_NOW_MS + 6 * _DAY,
    is_kept=False,
    done_ms=None,
    confirmed=(),
    waiting=("Wren Pepperday, WGH-1",),
    never=("Linnet Marrowby, WGH-9",),
    backups_end_ms=None,
    has_arrived_after=False,
)
DONE = replace(
    WAITS, id=b"d" * 32, due_ms=WAITS.at_ms, done_ms=_NOW_MS, backups_end_ms=_NOW_MS + 35 * _DAY
)


@pytest.fixture
def cards(theme: Theme, qtbot: QtBot) -> ErasureCards:
    cards = ErasureCards(theme)
    qtbot.addWidget(cards)
    return cards


def buttons(cards: ErasureCards) -> list[Button]:
    return [each for card in cards.cards for each in card.findChildren(Button)]


@pytest.mark.parametrize(
    ("erasure", "may"),
    [
        (WAITS, True),
        (replace(WAITS, is_own=True), False),
        (replace(WAITS, is_kept=True), False),
        (replace(WAITS, due_ms=_NOW_MS), False),
        (DONE, False),
    ],
)
def test_only_another_leads_erasure_that_still_waits_is_taken_back(
    erasure: Certificate, may: bool
) -> None:
    assert words.may_take_back(erasure, NOW) is may


def test_a_certificate_names_every_pc_and_when_the_backups_end() -> None:
    said = " ".join(words.lines(DONE, NOW))

    assert words.title(DONE) == f"File {reference(b'f' * 16)}"
    assert words.title(replace(DONE, record=b"r" * 16)).startswith("One record of file Y-")
    assert "Linnet Marrowby asked for it on 26 Nov 2026. Why: She asked for it" in said
    assert "Not confirmed yet by: Wren Pepperday, WGH-1" in said
    assert "never will: Linnet Marrowby, WGH-9" in said
    assert "gone by 1 Jan 2027" in said
    assert words.standing(DONE, NOW) == "Erased on this PC on 27 Nov 2026."
    assert "4 Dec" not in said and "To be erased on 3 Dec 2026" in words.standing(WAITS, NOW)


def test_what_was_taken_back_says_of_no_pc_that_it_is_to_erase() -> None:
    kept = replace(WAITS, is_kept=True)
    assert "Nothing was erased" in words.standing(kept, NOW)
    assert not any("Not confirmed" in line for line in words.lines(kept, NOW))


def test_take_back_and_open_are_offered_where_they_do_something(cards: ErasureCards) -> None:
    asked = list[object]()
    cards.take_back_wanted.connect(asked.append)
    cards.file_wanted.connect(asked.append)
    cards.show_erasures([WAITS, replace(DONE, has_arrived_after=True)], NOW, leads=True)

    for button in buttons(cards):
        button.click()

    assert asked == [WAITS.id, WAITS.subject]
    cards.show_erasures([WAITS], NOW, leads=False)
    assert buttons(cards) == []


def test_of_many_the_newest_are_shown_and_the_rest_is_counted(cards: ErasureCards) -> None:
    cards.show_erasures([DONE] * (MOST + 3), NOW, leads=True)

    assert len(cards.cards) == MOST
    said = [label.text() for label in cards.intro.findChildren(QLabel)]
    assert any(f"of {MOST + 3}" in words for words in said)
