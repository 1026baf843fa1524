"""What can be done with a referral that has not gone, by where it lies and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.parcels import Carrier
from app.domain.records import SyncState
from app.domain.timeline import Item
from ui.referrals.actions import AGAIN, RANG, TAKE_BACK, referral_actions
from ui.referrals.wording import referral_body, send_again

HERE = Carrier("ED 1", "Wren Pepperday", 0, is_here=True)
THERE = Carrier("ED 2", "Robin Teasel", 0, is_here=False)
GONE = Carrier("ED 2", "Robin Teasel", 0, is_here=False, is_gone=True)


def item(carrier: Carrier, why: str = "") -> Item:
    answers = {"way": "team", "to_name": "Willowmere IDVA team", "road": "written"}
    answers |= {"road_why": why} if why else {}
    return Item(
        id=bytes(16),
        kind="referral",
        at_ms=0,
        author="",
        lines=(),
        answers=answers,
        corrects=None,
        error=None,
        sync=SyncState.RECEIVED,
        seen_by=0,
        has_clash=False,
        state="written",
        carrier=carrier,
    )


@pytest.mark.parametrize(
    ("carrier", "why", "offered"),
    [
        (HERE, "", None),
        (HERE, "parcels.waits", None),
        (HERE, "parcels.team_closed", "Send it again"),
        (THERE, "", "Send it from this PC"),
        (GONE, "parcels.waits", "Send it from this PC"),
    ],
)
def test_it_is_sent_again_only_where_it_does_not_go_by_itself(carrier, why, offered):
    actions = dict(referral_actions(item(carrier, why)))

    assert actions.get(AGAIN) == offered
    assert TAKE_BACK in actions


def test_where_it_waits_is_said_as_it_is():
    def body(carrier: Carrier) -> str:
        shown = item(carrier)
        return referral_body(shown.answers, shown.state, carrier=shown.carrier)

    assert body(HERE) == "Written, waits on this PC"
    assert body(THERE) == "Written, waits on ED 2 (Robin Teasel)"
    said = {each: send_again("North", each, "Mon 09:20") for each in (HERE, THERE, GONE)}
    assert "refused" in said[HERE] and "waits" not in said[HERE]
    assert "once that PC syncs" in said[THERE] and "removed" in said[GONE]


def received(**answers: str) -> Item:
    shown = item(HERE)
    known = {**shown.answers, "road": "received", **answers}
    return replace(shown, carrier=None, state="received", answers=known)


def test_of_one_that_they_have_and_did_not_answer_it_can_be_noted_that_one_rang():
    assert [name for name, _ in referral_actions(received())] == [RANG, TAKE_BACK]
    assert RANG not in dict(referral_actions(replace(received(), state="accepted")))


def test_the_file_says_who_was_rung_and_that_no_answer_comes_once_the_link_was_ended():
    rung = {"handed_over_to": "Robin Teasel", "handed_over_at": "2026-11-17T10:10:00+00:00"}
    shown = received(road_why="parcels.team_closed", **rung)
    assert referral_body(shown.answers, shown.state).splitlines() == [
        "Received by the team",
        "Rang them 17 Nov 2026 10:10: Robin Teasel",
        "The link with that team was ended after they received this. "
        "No answer will come through Yarrow. Ring them.",
    ]
    assert "No answer" not in referral_body(shown.answers, "accepted")
