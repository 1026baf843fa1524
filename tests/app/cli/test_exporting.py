"""`yarrow export`: a copy through the gate, its line in the log, and what it refuses."""

from __future__ import annotations

import json

import pytest

from tests.app.cli.contract import IDENTIFIED

GROUNDS = ("--recipient", "gp", "--reason", "They asked for it")


@pytest.fixture
def two(yarrow, vault):
    """A vault with two files, the second of whom said no to the police."""
    for name, agreed in (("Marigold Sallow", "not_asked"), ("Rue Fenwick", "no")):
        made = yarrow("add", vault, "person", "--json", "-", stdin=json.dumps({"name": name}))
        asked = {**IDENTIFIED, "subject": made.ids[0], "consent_scope": {"police": agreed}}
        assert not yarrow(
            "add", vault, "identification", "--json", "-", stdin=json.dumps(asked)
        ).code
    return vault


@pytest.mark.parametrize("shape", ["fhir", "json", "csv"])
def test_a_copy_lies_in_the_folder_under_a_neutral_name_that_is_printed(
    yarrow, two, tmp_path, shape
):
    ended = yarrow("export", two, "--format", shape, "--to", tmp_path / "out", *GROUNDS)

    assert ended.code == 0
    (copy,) = (tmp_path / "out").iterdir()
    assert ended.out == f"{copy}\n"
    assert copy.name.startswith("export-") and "Marigold" in copy.read_text("utf-8")
    assert "Files: 2, records: 4" in ended.err
    lines = yarrow("log", two, "--act", "exported", "--json").json
    assert len(lines) == 2 and all(each["subject"] for each in lines)
    assert all("They asked for it" in each["detail"] for each in lines)


def test_who_said_no_stays_behind_and_that_is_told(yarrow, two, tmp_path):
    grounds = ("--recipient", "Police", "--reason", "A court order")
    ended = yarrow("export", two, "--format", "json", "--to", tmp_path, *grounds)

    (copy,) = tmp_path.glob("export-*.json")
    told = json.loads(copy.read_text("utf-8"))
    assert (ended.code, len(told["files"])) == (0, 1)
    assert "Rue" not in copy.read_text("utf-8")
    assert "the person said no to this recipient: 1" in ended.err


def test_who_was_never_asked_is_counted_and_stays_behind_if_that_is_wished(yarrow, two, tmp_path):
    copy = ("export", two, "--format", "json", "--to", tmp_path)

    ended = yarrow(*copy, *GROUNDS)
    assert "people who were not asked about this recipient: 2" in ended.err

    ended = yarrow(*copy, *GROUNDS, "--agreed-only")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "not asked about this recipient: 2" in ended.err
    assert len(list(tmp_path.glob("export-*"))) == 1


def test_one_file_goes_alone(yarrow, two, tmp_path):
    people = yarrow("list", two, "person", "--json").json
    rue = next(each["subject"] for each in people if each["fields"]["name"] == "Rue Fenwick")

    ended = yarrow("export", two, "--format", "json", "--to", tmp_path, *GROUNDS, "--subject", rue)

    (copy,) = tmp_path.glob("export-*.json")
    (file,) = json.loads(copy.read_text("utf-8"))["files"]
    assert (ended.code, file["subject"]) == (0, rue)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "json", "--to", "out"), 2),
        (("--format", "json", "--to", "out", "--recipient", "gp"), 2),
        (("--format", "word", "--to", "out", *GROUNDS), 2),
        (("--format", "json", "--to", "out", "--recipient", "gp", "--reason", "  "), 1),
        (("--format", "json", "--to", "no/such/folder", *GROUNDS), 1),
        (("--format", "json", "--to", "out", *GROUNDS, "--subject", "0" * 32), 1),
    ],
)
def test_without_grounds_a_folder_or_a_file_nothing_is_written(
    yarrow, vault, tmp_path, monkeypatch, arguments, code
):
    monkeypatch.chdir(tmp_path)

    ended = yarrow("export", vault, *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert code == 2 or len(ended.err.splitlines()) == 1
    assert not list(tmp_path.glob("out/*"))


def test_an_empty_recipient_is_told_that_words_are_needed(yarrow, vault, tmp_path):
    grounds = ("--recipient", "", "--reason", "Asked for")
    ended = yarrow("export", vault, "--format", "json", "--to", tmp_path, *grounds)

    assert ended.code == 1
    assert "recipient" in ended.err and "leave it out" not in ended.err
