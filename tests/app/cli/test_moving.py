"""Files of named people: made in a space of their own, or moved there."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from app.errors import NotFound
from resources.words import sentence


@pytest.fixture
def spaces(yarrow, vault, service):
    """A vault with a team and a space for named people."""

    def make(name):
        words = ("--service", service.url, "--pin", " ".join(service.words))
        made = yarrow("space", "new", vault, "--name", name, *words)
        assert made.code == 0, made.err
        return made.out.strip()

    return make("Willowmere IDVA team"), make("Case 12")


def test_the_spaces_of_a_vault_are_listed_its_home_first(yarrow, vault, spaces):
    listed = yarrow("space", "list", vault, "--json")

    assert listed.json == [
        {"space": spaces[0], "name": "Willowmere IDVA team", "is_home": True, "devices": 1},
        {"space": spaces[1], "name": "Case 12", "is_home": False, "devices": 1},
    ]


def test_a_file_moves_and_a_colleague_of_that_space_alone_reads_it(
    yarrow, vault, new_vault, spaces, service, tmp_path
):
    team, case = spaces
    (person,) = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids
    note = {"subject": person, "lines": [{"label": "fact", "text": "Bruise on the arm"}]}
    (apart,) = yarrow("add", vault, "person", "--space", case, stdin='{"name": "Tansy"}').ids
    yarrow("add", vault, "note", stdin=json.dumps(note))

    moved = yarrow("move", vault, person, "--to", case)

    assert (moved.code, moved.err) == (0, "")
    (new,) = moved.ids
    assert new not in (person, apart)
    came = yarrow("show", vault, new, "--json").json["fields"]["moved"]
    assert came["record"] == person and datetime.fromisoformat(came["at"]).tzinfo is not None
    yarrow("sync", vault)
    for space, held in ((case, {"Clover Fennimore", "Tansy"}), (team, set())):
        folder = tmp_path / space[:4]
        assert yarrow("vault", "new", folder, "--name", "Linnet Marrowby", "--training").code == 0
        code = yarrow("invite", vault, "--space", space).out.strip()
        assert yarrow("join", folder, code, "--service", service.url).code == 0
        assert yarrow("sync", folder).code == 0
        people = yarrow("list", folder, "person", "--json").json
        assert {each["fields"].get("name") for each in people} == held


def test_a_space_that_is_not_there_takes_nothing(yarrow, vault):
    (person,) = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids

    ended = yarrow("move", vault, person, "--to", "ab" * 32)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{sentence(NotFound('vault.no_such_space'))}\n"
    assert len(yarrow("list", vault, "person", "--json").json) == 1
