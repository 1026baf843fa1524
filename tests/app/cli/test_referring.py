"""Referrals from the command line: to our own team, and outside as a document."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import click

from app.cli.referring import wish_of
from app.usecases.referrals.team_kinds import Known
from tests.app.cli.contract import IDENTIFIED
from tests.app.usecases.referrals.two_teams import both

WITHOUT = {
    "agreement": "without",
    "basis": ["vital_interests"],
    "why_not_asked": "Not safe to ask",
    "decided_by": "Dr Mallow",
}


def test_a_referral_to_our_own_team_is_listed_and_answered(yarrow, vault):
    made = yarrow("add", vault, "identification", stdin=json.dumps(IDENTIFIED)).ids[0]

    referral = yarrow("refer", vault, made, "--to", "own").ids[0]

    (row,) = yarrow("inbox", vault, "--json").json
    assert (row["id"], row["state"]) == (referral, "received")
    assert yarrow("refer", vault, made, "--to", "own").code == 1
    declined = yarrow("answer", vault, referral, "declined")
    assert declined.code == 1 and "declined_because" in declined.err
    assert yarrow("answer", vault, referral, "accepted").code == 0
    assert yarrow("answer", vault, referral, "closed", "--because", "duplicate").code == 0
    assert yarrow("answer", vault, referral, "accepted").code == 1
    (row,) = yarrow("inbox", vault, "--json").json
    assert (row["state"], row["worker"]) == ("closed", "Wren Pepperday")


def test_outside_it_is_a_document_in_the_folder_that_is_named(yarrow, vault, tmp_path):
    made = yarrow("add", vault, "identification", stdin=json.dumps(IDENTIFIED)).ids[0]
    to = ("refer", vault, made, "--to", "police", "--as", "text", "--json", "-")

    assert yarrow(*to, stdin=json.dumps(WITHOUT)).code == 2
    assert yarrow(*to, "--out", tmp_path, stdin="{}").code == 1
    done = yarrow(*to, "--out", tmp_path, stdin=json.dumps(WITHOUT))

    (copy,) = tmp_path.glob("export-*.txt")
    assert str(copy) in done.err and "Not safe to ask" in copy.read_text("utf-8")
    (row,) = yarrow("inbox", vault, "--sent", "--json").json
    assert (row["id"], row["to"]) == (done.ids[0], "Police")


def test_a_team_that_is_not_introduced_is_named_as_such(yarrow, vault):
    made = yarrow("add", vault, "identification", stdin=json.dumps(IDENTIFIED)).ids[0]

    ended = yarrow("refer", vault, made, "--to", "North")

    assert ended.code == 1 and "introduced" in ended.err


def test_no_yes_is_taken_for_granted_of_a_team_that_refers_to_ours(tmp_path):
    practice, team = both(tmp_path, lambda: 1_795_000_000_000)
    practice.refers(practice.identifies(identified_at="2026-10-05T10:00:00+00:00"))
    practice.hands_to(team)
    ours = team.identifies(identified_at="2026-10-05T10:00:00+00:00").subject
    theirs = practice.identifies(identified_at="2026-10-05T10:00:00+00:00").subject

    assert "agreement" not in wish_of(team.vault, ours, team.team.name, {}).wish.answers
    taken = wish_of(practice.vault, theirs, practice.team.name, {})
    assert taken.wish.answers["agreement"] == "yes" and "No lead has said what" in taken.note
    team.says("idva")
    assert wish_of(team.vault, ours, team.team.name, {}).wish.answers["agreement"] == "yes"
    practice.says("police_team")
    told = wish_of(practice.vault, theirs, practice.team.name, {})
    assert "agreement" not in told.wish.answers and told.note == ""
    for side in (practice, team):
        side.vault.close()


def test_at_a_terminal_somebody_is_asked_what_a_team_is_that_nobody_told_of(
    tmp_path, capsys, monkeypatch
):
    practice, team = both(tmp_path, lambda: 1_795_000_000_000)
    seen = practice.identifies(identified_at="2026-10-05T10:00:00+00:00").subject
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))

    for answered, agreed in ((False, None), (True, "yes")):
        monkeypatch.setattr(click, "confirm", lambda *_, answered=answered, **__: answered)
        said = wish_of(practice.vault, seen, practice.team.name, {}).wish.answers
        assert said.get("agreement") == agreed
    given = wish_of(practice.vault, seen, practice.team.name, {"agreement": "without"}).wish.answers
    assert given["agreement"] == "without"
    assert capsys.readouterr().err == ""
    for side in (practice, team):
        side.vault.close()


def test_no_yes_is_taken_for_granted_where_leads_said_two_different_things(tmp_path, monkeypatch):
    practice, team = both(tmp_path, lambda: 1_795_000_000_000)
    seen = practice.identifies(identified_at="2026-10-05T10:00:00+00:00").subject
    named = frozenset({(practice.team.own, practice.team.id.hex())})
    monkeypatch.setattr("app.cli.referring.known_kinds", lambda _: Known({}, named))

    asked = wish_of(practice.vault, seen, practice.team.name, {})
    assert "agreement" not in asked.wish.answers and "two different things" in asked.note
    for side in (practice, team):
        side.vault.close()
