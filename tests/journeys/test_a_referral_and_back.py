"""Two IDVA teams and a practice on one service: refer, accept, tell, take back, decline, close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.app.usecases.referrals.two_teams import ENQUIRY
from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService

IDENTIFIED = {**ENQUIRY, "consent_scope": {"service_team": "yes"}}


class Teams:
    """A practice, two IDVA teams, and what a person of each types."""

    def __init__(self, yarrow: Run, vault_of: Callable[..., Path], service: RunningService) -> None:
        self.yarrow, self.service = yarrow, service
        self.practice, self.north, self.south = (
            vault_of(name) for name in ("Dr Mallow", "Linnet Marrowby", "Robin Teasel")
        )
        titles = ("Hollin Bank", "North team", "South team")
        for vault, title in zip((self.practice, self.north, self.south), titles, strict=True):
            self.do("space", "new", vault, "--name", title, "--service", service.url)
        for team, name in ((self.north, "North"), (self.south, "South")):
            code = self.do("introduce", team, "--our-number", "01632 960001").word
            self.do("introduce", self.practice, code, "--name", name)
            self.sync(team)

    def do(self, *words: object, stdin: object = "") -> Any:
        ended = self.yarrow(*words, stdin=stdin)
        assert ended.code == 0, ended.err
        return ended

    def sync(self, *vaults: Path) -> None:
        for vault in vaults:
            assert self.do("sync", vault, "--json").json["problems"] == []

    def refers(self, to: str, stdin: object = "") -> str:
        made = self.do("add", self.practice, "identification", stdin=IDENTIFIED).word
        more = ("--json", "-") if stdin else ()
        return self.do("refer", self.practice, made, "--to", to, *more, stdin=stdin).word

    def inbox(self, vault: Path) -> list[dict[str, Any]]:
        return self.do("inbox", vault, "--json").json

    def sent(self, referral: str) -> dict[str, Any]:
        """A referral as the practice knows it."""
        rows = self.do("inbox", self.practice, "--sent", "--json").json
        return next(each for each in rows if each["id"] == referral)

    def state(self, referral: str) -> str:
        return self.sent(referral)["state"]


@pytest.fixture
def teams(yarrow: Run, vault_of: Callable[..., Path], service: RunningService) -> Teams:
    return Teams(yarrow, vault_of, service)


def test_a_referral_is_answered_closed_taken_back_and_declined_and_all_agree(teams: Teams) -> None:
    offline = teams.refers("North")
    assert teams.state(offline) == "written"
    assert teams.inbox(teams.north) == []

    teams.sync(teams.practice, teams.north, teams.practice)
    assert teams.state(offline) == "received"
    (came,) = teams.inbox(teams.north)
    assert (came["from"], came["state"]) == ("Hollin Bank", "received")
    assert teams.inbox(teams.south) == []
    asked = teams.do("list", teams.north, "identification", "--json").json[0]["fields"]
    assert asked["their_words"] == "He reads my phone"
    assert "consent_scope" not in asked

    teams.do("answer", teams.north, came["parcel"], "accepted")
    note = {"lines": [{"label": "said", "text": "Only for us"}], "subject": came["subject"]}
    teams.do("add", teams.north, "note", stdin=note)
    teams.sync(teams.north, teams.practice)
    assert teams.state(offline) == "accepted"

    teams.do("answer", teams.north, came["parcel"], "contacted", "--feedback", "keep_asking")
    close = ("--because", "planned_needs_met", "--outcome", "supported", "--say", "All is well")
    teams.do("answer", teams.north, came["parcel"], "closed", *close)
    teams.sync(teams.north, teams.practice)
    assert teams.state(offline) == "closed"
    told = teams.sent(offline)["told"]
    assert (told["feedback_line"], told["outcome"]) == ("All is well", "supported")
    assert "Only for us" not in str(told)

    withdrawal_decline_and_end(teams)


def withdrawal_decline_and_end(teams: Teams) -> None:
    taken, declined, never = (teams.refers(to) for to in ("North", "South", "South"))
    teams.do("answer", teams.practice, never, "withdrawn")
    teams.sync(teams.practice, teams.north, teams.south, teams.practice)
    (south,) = teams.inbox(teams.south)
    north = next(each for each in teams.inbox(teams.north) if each["state"] == "received")

    teams.do("answer", teams.north, north["parcel"], "accepted")
    teams.do("answer", teams.south, south["parcel"], "declined", "--because", "other_area")
    teams.do("answer", teams.practice, taken, "withdrawn")
    teams.sync(teams.practice, teams.north, teams.south, teams.practice)

    assert teams.state(declined) == "declined"
    assert teams.state(taken) == teams.state(never) == "withdrawn"
    assert {each["state"] for each in teams.inbox(teams.north)} == {"withdrawn", "closed"}

    teams.do("part", teams.practice, "South")
    made = teams.do("add", teams.practice, "identification", stdin=IDENTIFIED).word
    ended = teams.yarrow("refer", teams.practice, made, "--to", "South")
    assert ended.code == 1 and "Ring the other team" in ended.err
    assert teams.sent(declined)["told"]["declined_because"] == "other_area"


def test_what_is_refused_is_told_in_one_line_whatever_else_there_is_to_say(teams: Teams) -> None:
    made = teams.do("add", teams.practice, "identification", stdin=IDENTIFIED).word
    to = ("refer", teams.practice, made, "--to", "North")
    assert "No lead has said what North is" in teams.do(*to).err

    again = teams.yarrow(*to)
    assert again.code == 1 and again.err.count("\n") == 1 and "made already" in again.err
    teams.sync(teams.practice)
    (file,) = teams.do("list", teams.practice, "person", "--json").json
    unsaid = teams.yarrow("erase", teams.practice, file["id"], "--reason", " ")
    assert unsaid.code == 1 and unsaid.err.count("\n") == 1 and "Say why" in unsaid.err
    erased = teams.do("erase", teams.practice, file["id"], "--reason", "She asked for it")
    assert "An open referral of this stands with: North" in erased.err
