"""The box that refers says what of the person's other files does not go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.parcels import Team
from ui.referrals.refer_box import MYSELF, ReferBox, ReferFacts
from ui.theme.theme import Theme

SURGERY = Team(b"s" * 32, b"o" * 32, "Hollin Bank Surgery", "")
IDVAS = Team(b"i" * 32, b"o" * 32, "Willowmere IDVA team", "")
AGREED = {"service_team": "yes", "police": "no"}


@pytest.mark.parametrize("others", [0, 1])
def test_it_tells_of_an_identification_in_another_file(
    qtbot: QtBot, theme: Theme, others: int
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()

    box = ReferBox(host, theme, ReferFacts(is_today=True, not_in_it=others))

    words = [each.text() for each in box.findChildren(QLabel) if each.isVisibleTo(host)]
    assert any("Another file of this person" in each for each in words) == bool(others)
    assert box.wish["urgency"] == "today"


@pytest.fixture
def box_with(qtbot: QtBot, theme: Theme) -> Callable[..., ReferBox]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)

    def make(*teams: Team) -> ReferBox:
        first = IDVAS.id if IDVAS in teams else None
        asked_as = {IDVAS.id: "service_team"}
        facts = ReferFacts(teams=teams, first=first, recipients=asked_as, consents=AGREED)
        return ReferBox(host, theme, facts)

    return make


def words_of(box: ReferBox) -> list[str]:
    return [each.text() for each in box.findChildren(QLabel) if not each.isHidden()]


def choose(box: ReferBox, to: str) -> None:
    box.editors["to"].show_answer(to)
    box.editors["to"].tell()


def test_it_begins_at_the_team_that_is_referred_to_first_or_at_our_own(
    box_with: Callable[..., ReferBox],
) -> None:
    assert box_with(SURGERY).to == MYSELF
    assert box_with(SURGERY, IDVAS).to == f"team:{IDVAS.id.hex()}"


def test_injuries_are_ticked_by_nobody_but_a_person(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)

    box = ReferBox(host, theme, ReferFacts(parts={"who": "Name", "injuries": "Injury 1: Neck"}))

    assert box.editors["shared"].answer() == ["who"]


def test_what_was_agreed_for_one_recipient_does_not_stand_for_the_next(
    box_with: Callable[..., ReferBox],
) -> None:
    box = box_with(IDVAS, SURGERY)
    assert box.wish["agreement"] == "yes"

    assert "IDVA team: when asked before, they said yes to this." in words_of(box)

    for other in (f"team:{SURGERY.id.hex()}", "outside:police"):
        choose(box, other)
        assert "agreement" not in box.wish
        assert any("No lead has said" in each for each in words_of(box)) == (
            other.startswith("team:")
        )
        box.editors["agreement"].show_answer("yes")
        box.editors["agreement"].tell()
        assert box.wish["agreement"] == "yes"

    choose(box, f"team:{IDVAS.id.hex()}")
    assert box.wish["agreement"] == "yes"


def test_what_it_asks_is_put_in_a_part_at_a_time_and_shows_once_all_of_it_is(
    qtbot: QtBot, theme: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    box = ReferBox(host, theme, ReferFacts(), opens=False)
    reason = box.fields["reason"]

    assert [box.growth.step(), reason.parentWidget(), box.growth.is_done] == [True, None, False]
    assert not [each for each in box.fields.values() if each.isVisible()]

    box.open_now()
    assert box.growth.is_done
    assert box.isAncestorOf(reason)
    assert reason.isVisible()
