"""Two teams are introduced by a code and six words, and one of them ends it."""

from __future__ import annotations

import json

import pytest

from app.errors import NotFound, Refused
from resources.words import sentence
from tests.app.cli.conftest import PASSPHRASE
from tests.app.cli.contract import IDENTIFIED
from tests.vaults import put_vault


@pytest.fixture
def two(yarrow, vault, service, tmp_path):
    """A hospital's team and a practice, each a lead's vault."""
    clinic = tmp_path / "sorrel"
    put_vault(clinic, "Sorrel Ashgate", PASSPHRASE)
    for folder, name in ((vault, "Willowmere"), (clinic, "Ashgate Surgery")):
        made = yarrow("space", "new", folder, "--name", name, "--service", service.url)
        assert made.code == 0
    return vault, clinic


def teams(yarrow, folder):
    return yarrow("teams", folder, "--json").json


def test_two_teams_are_introduced_once_both_have_compared_and_either_can_end_it(yarrow, two):
    ours, theirs = two
    made = yarrow("introduce", ours, "--compare", "--our-number", "01632 960001")
    assert (made.code, made.err, len(made.out.strip())) == (0, "", 34)
    code = made.out.strip()
    not_yet = yarrow("introduce", ours, code, "--compare")
    assert not_yet.err == f"{sentence(Refused('introductions.not_answered'))}\n"
    answered = yarrow("introduce", theirs, code, "--compare")
    assert (answered.code, answered.out) == (0, "")
    assert yarrow("sync", ours, "--json").json["problems"] == []
    (known,) = teams(yarrow, ours)
    assert (known["name"], known["state"]) == ("Ashgate Surgery", "answered")
    words = known["words"]
    assert answered.err.strip().endswith(words)

    wrong = yarrow("introduce", theirs, code, "--words", " ".join(reversed(words.split())))
    assert wrong.err == f"{sentence(Refused('introductions.other_words'))}\n"
    told = ("--words", words, "--name", "The ward")
    for folder, more in ((ours, told[:2]), (theirs, (*told, "--kind", "idva"))):
        assert yarrow("introduce", folder, code, *more).code == 0
    assert [each["kind"] for each in teams(yarrow, ours)] == [None]
    assert yarrow("team-kind", ours, "ashgate surgery", "surgery").code == 2
    assert yarrow("team-kind", ours, "ashgate surgery", "gp_practice").code == 0
    kinds = [each["kind"] for folder in two for each in teams(yarrow, folder)]
    assert kinds == ["gp_practice", "idva"]
    assert [(each["name"], each["ring"], each["state"]) for each in teams(yarrow, theirs)] == [
        ("The ward", "01632 960001", "introduced")
    ]

    made = yarrow("add", theirs, "identification", stdin=json.dumps(IDENTIFIED)).ids[0]
    asked = json.dumps({"agreement": "yes"})
    assert yarrow("refer", theirs, made, "--to", "the ward", "--json", "-", stdin=asked).code == 0
    ended = yarrow("part", theirs, "the WARD")
    assert ended.code == 0 and "not going any more: 1" in ended.err
    assert [each["state"] for each in teams(yarrow, theirs)] == ["ended"]
    unknown = yarrow("part", ours, "Nowhere")
    assert unknown.err == f"{sentence(NotFound('parcels.no_such_team'))}\n"
