"""Contact points by command: masked without a reason, and the reason is written down."""

from __future__ import annotations

import json

import pytest

NUMBER, WORD = "07700900018", "daffodil"
POINT = {"number": NUMBER, "methods": {"call": "yes"}, "code_word_ok": WORD, "say": "The library"}


@pytest.fixture
def held(yarrow, kept_vault):
    """A vault with one file and its contact point: path, file, point."""
    file = yarrow("add", kept_vault, "person", stdin='{"name": "Tansy Bramblewick"}').ids[0]
    line = json.dumps({"subject": file, "contact_point": POINT})
    return kept_vault, file, yarrow("add", kept_vault, "contact_point", stdin=line).ids[0]


def test_no_command_tells_a_number_or_a_code_word_without_a_reason(yarrow, held):
    vault, file, point = held
    wider = {"contact_point": {**POINT, "number": f"{NUMBER}9"}, "reason": "Her new phone"}

    assert yarrow("edit", vault, point, stdin=json.dumps(wider)).code == 0
    for command in (
        ("show", vault, point, "--json"),
        ("show", vault, point),
        ("list", vault, "contact_point", "--json"),
        ("find", vault, NUMBER, "--json"),
        ("history", vault, file, "--json"),
        ("history", vault, point),
        ("clashes", vault, "--json"),
        ("log", vault, "--json"),
    ):
        ended = yarrow(*command)
        assert ended.code == 0
        assert NUMBER not in ended.out + ended.err and WORD not in ended.out + ended.err


def test_a_reason_shows_it_and_stands_in_the_log(yarrow, held):
    vault, _, point = held

    assert yarrow("show", vault, point, "--json", "--reason", "now").code == 1
    shown = yarrow("show", vault, point, "--json", "--reason", "The ward rang: he is here")
    assert shown.json["fields"]["contact_point"]["number"] == NUMBER
    lines = yarrow("log", vault, "--act", "contact_anyway", "--json").json
    assert [line["detail"] for line in lines] == ["The ward rang: he is here"]


def test_what_was_masked_is_refused_when_it_comes_back(yarrow, held):
    vault, _, point = held
    shown = yarrow("show", vault, point, "--json").json["fields"]

    ended = yarrow("edit", vault, point, stdin=json.dumps({**shown, "reason": "x"}))
    assert ended.code == 1 and "contact_point.number" in ended.err
    assert yarrow("show", vault, point, "--json").json["fields"] == shown


def test_a_child_is_added_with_nothing_but_an_age(yarrow, held):
    vault, file, _ = held

    assert yarrow("add", vault, "child", stdin=json.dumps({"subject": file, "age": 6})).code == 0
    assert yarrow("add", vault, "child", stdin='{"age": 6}').code == 1
    linked = {"subject": file, "relationship": "spouse", "file": "0" * 32}
    assert yarrow("add", vault, "other_person", stdin=json.dumps(linked)).code == 1


def test_nobody_is_kept_out_who_is_not_of_the_team(yarrow, held):
    vault, file, _ = held
    asked = ("keep-out", vault, file, "--worker", "Iris Plum", "--reason", "His sister")

    ended = yarrow(*asked, "--because", "close_to_other")
    assert ended.code == 1 and "Nobody of this team" in ended.err
    assert yarrow(*asked).code == 2
