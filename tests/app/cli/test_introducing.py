"""Two teams are introduced by a code and six words, and one of them ends it."""

from __future__ import annotations

import pytest

from app.errors import NotFound, Refused
from resources.words import sentence
from sync.service.folder import make_folder
from tests.app.cli.conftest import PASSPHRASE
from tests.sync.conftest import RunningService
from tests.vaults import put_vault


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    path = tmp_path_factory.mktemp("service")
    make_folder(path / "service", spaces="open")
    running = RunningService(path / "service", path / "service.log")
    running.start()
    yield running
    running.stop()


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


def test_a_code_introduces_two_teams_to_each_other_and_either_can_end_it(yarrow, two):
    ours, theirs = two
    made = yarrow("introduce", ours, "--our-number", "01632 960001", "--name", "The surgery")
    assert (made.code, made.err) == (0, "")
    assert len(made.out.strip()) == 34
    taken = yarrow("introduce", theirs, made.out.strip(), "--ring", "01632 960009")
    assert (taken.code, taken.out) == (0, "")
    assert [(each["name"], each["ring"]) for each in teams(yarrow, theirs)] == [
        ("Willowmere", "01632 960009")
    ]
    assert yarrow("sync", ours, "--json").json["problems"] == []

    (known,) = teams(yarrow, ours)
    assert (known["name"], known["state"]) == ("The surgery", "introduced")
    assert taken.err.strip().endswith(known["words"])
    assert known["words"] == teams(yarrow, theirs)[0]["words"]

    again = yarrow("introduce", theirs, made.out.strip())
    assert (again.code, again.err) == (1, f"{sentence(Refused('service.no_package'))}\n")
    assert yarrow("part", ours, "the SURGERY").code == 0
    assert [each["state"] for each in teams(yarrow, ours)] == ["ended"]
    unknown = yarrow("part", ours, "Nowhere")
    assert unknown.err == f"{sentence(NotFound('parcels.no_such_team'))}\n"


def test_who_wants_to_compare_first_introduces_nobody_before_the_words_are_given(yarrow, two):
    ours, theirs = two
    code = yarrow("introduce", ours, "--compare").out.strip()
    not_yet = yarrow("introduce", ours, code, "--compare")
    assert not_yet.err == f"{sentence(Refused('introductions.not_answered'))}\n"
    answered = yarrow("introduce", theirs, code, "--compare")
    assert answered.code == 0
    yarrow("sync", ours)
    assert [each["state"] for each in teams(yarrow, ours)] == ["answered"]
    words = teams(yarrow, ours)[0]["words"]
    assert answered.err.strip().endswith(words)

    wrong = yarrow("introduce", theirs, code, "--words", " ".join(reversed(words.split())))
    assert wrong.err == f"{sentence(Refused('introductions.other_words'))}\n"
    for folder in two:
        assert yarrow("introduce", folder, code, "--words", words).code == 0
        assert [each["state"] for each in teams(yarrow, folder)] == ["introduced"]
