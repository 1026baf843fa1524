"""What the section Ways in says of each state that a vault and its team can be in."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from ui.jobs import Jobs
from ui.settings.secret_box import numbered
from ui.settings.ways_cards import WaysCards, code_words, is_overdue, share_words
from ui.settings.ways_facts import WaysCalls, WaysFacts

TODAY = date(2026, 11, 27)
CALLS = WaysCalls(
    facts=Future,
    guesses=lambda _typed: Future(),
    change=lambda _old, _new, _known: Future(),
    make_code=lambda _typed: Future(),
    make_code_alone=lambda _typed: Future(),
    allow_shares=lambda _typed: Future(),
    check=lambda _typed: Future(),
    make_set=lambda _typed: Future(),
    invite_own=Future,
    share_words=Future,
    today=lambda: TODAY,
)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (WaysFacts(), "nobody can open this vault"),
        (WaysFacts(has_code=True), "There is one"),
        (WaysFacts(shares_open=True), "a way back already"),
    ],
)
def test_whether_there_is_another_way_back(facts: WaysFacts, said: str) -> None:
    assert said in code_words(facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (WaysFacts(), "A team keeps three shares"),
        (WaysFacts(team="Willowmere"), "A lead can make one"),
        (WaysFacts(team="Willowmere", is_lead=True), "Make one"),
        (WaysFacts(team="Willowmere", has_set=True), "does not open this vault yet"),
        (WaysFacts(team="Willowmere", has_set=True, shares_open=True), "opens this vault too"),
    ],
)
def test_how_it_stands_with_the_shares(facts: WaysFacts, said: str) -> None:
    assert said in share_words(facts, CALLS)


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (365, False), (366, True)])
def test_a_rehearsal_is_due_after_a_year(days: int, is_late: bool) -> None:
    day = TODAY - timedelta(days=days)
    facts = WaysFacts(team="Willowmere", has_set=True, shares_open=True, rehearsed=day)

    assert is_overdue(facts, TODAY) is is_late
    assert ("more than a year ago" in share_words(facts, CALLS)) is is_late
    assert not is_overdue(WaysFacts(), TODAY)


def test_the_words_of_a_share_stand_in_columns_and_never_apart_from_their_numbers() -> None:
    lines = numbered(" ".join(f"w{nr}" for nr in range(1, 21))).split("\n")

    assert len(lines) == 5
    assert lines[1].split() == ["5.", "w5", "6.", "w6", "7.", "w7", "8.", "w8"]
    assert [cell.rstrip("\u00a0") for cell in lines[1].split(" ")] == [
        f"{nr}.\u00a0w{nr}" for nr in (5, 6, 7, 8)
    ]
    assert len({len(line) for line in lines}) == 1


def test_a_code_for_another_pc_is_gone_once_it_is_good_no_more(theme, show, qtbot, monkeypatch):
    monkeypatch.setattr("ui.settings.ways_cards._CODE_MS", 1)
    code = Future()
    code.set_result("7QXK-2M4P")
    jobs = Jobs()
    cards = WaysCards(
        replace(CALLS, invite_own=lambda: code),
        jobs,
        theme,
        host=lambda: None,
        told=lambda _words: None,
    )
    jobs.setParent(cards)
    show(cards)
    cards.show_facts(WaysFacts(team="Willowmere"))

    seen = []
    monkeypatch.setattr(
        "ui.settings.ways_cards.announce", lambda _at, _said: seen.append(words(cards))
    )

    cards.own_button.click()

    qtbot.waitUntil(lambda: bool(seen))
    assert "7QXK" in seen[0]
    qtbot.waitUntil(lambda: "7QXK" not in words(cards))


def words(cards):
    return " ".join(label.text() for label in cards.findChildren(QLabel))
