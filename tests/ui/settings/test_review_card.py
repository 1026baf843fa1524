"""The card of the files whose day has come: what it says, and that it only leads to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.people import reference
from app.domain.retention import Kept, Reviewed
from app.forms.schedules import rules_for
from ui.settings.review_card import MOST, ReviewCard, told
from ui.theme.theme import Theme
from ui.widgets.button import Button

RULES = rules_for(("sexual_assault",))
FILE = Reviewed(b"f" * 16, date(2015, 3, 1), Kept(date(2023, 3, 1), RULES[0]), is_held=False)


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> ReviewCard:
    card = ReviewCard(RULES, theme)
    qtbot.addWidget(card)
    return card


def said(card: ReviewCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_each_file_is_told_by_its_reference_and_leads_to_itself(card: ReviewCard) -> None:
    asked: list[object] = []
    card.file_wanted.connect(asked.append)
    card.show_files([FILE])

    (button,) = card.findChildren(Button)
    button.click()

    assert asked == [FILE.subject]
    assert f"File {reference(FILE.subject)}: " in said(card)
    assert "until 1 Mar 2023. Last entry 1 Mar 2015." in said(card)


def test_one_on_hold_says_that_it_stays(card: ReviewCard) -> None:
    card.show_files([replace(FILE, is_held=True)])
    assert "On hold, so nothing of it is erased" in said(card)


def test_of_many_the_first_are_shown(card: ReviewCard) -> None:
    card.show_files([FILE] * (MOST + 1))
    buttons = [each for each in card.findChildren(Button) if not each.isHidden()]
    assert len(buttons) == MOST
    assert f"of {MOST + 1}" in said(card)


def test_a_rule_without_a_source_says_so() -> None:
    words = {rule.key: told(rule) for rule in RULES}

    assert words["sexual_assault"].endswith("30 years after the last entry, not confirmed")
    assert words["child"].endswith("to the 25th birthday, 26th if 17 at the last entry")
