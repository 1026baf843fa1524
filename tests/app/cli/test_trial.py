"""`yarrow trial`: a training vault of any size, the same for the same seed."""

from __future__ import annotations

import pytest

from app.cli import trial as command


@pytest.fixture
def filled(yarrow, tmp_path):
    def fill(folder, *options):
        return yarrow("trial", tmp_path / folder, *options), tmp_path / folder

    return fill


def test_it_holds_as_many_as_were_asked_for_and_is_for_training(yarrow, filled):
    ended, folder = filled("a", "--people", "30", "--notes", "50", "--seed", "7")

    assert (ended.code, ended.err) == (0, "")
    counts = yarrow("vault", "stats", folder, "--json").json
    assert (counts["kind person"], counts["kind identification"]) == (30, 30)
    assert counts["kind note"] == 50
    numbers = [
        row["fields"]["nhs_number"]
        for row in yarrow("list", folder, "person", "--json").json
        if "nhs_number" in row["fields"]
    ]
    assert len(set(numbers)) == len(numbers) > 20
    assert all(number.startswith("999") for number in numbers)
    assert yarrow("add", folder, "person", stdin='{"nhs_number": "9434765919"}').code == 1
    assert yarrow("vault", "verify", folder).code == 0


def test_outcomes_and_notes_are_spread(yarrow, filled):
    _, folder = filled("a", "--people", "60", "--notes", "60")

    rows = yarrow("list", folder, "identification", "--json").json

    assert len({row["fields"]["outcome"] for row in rows}) >= 3
    assert len({row["fields"]["setting_type"] for row in rows}) >= 4
    notes = yarrow("list", folder, "note", "--json").json
    assert len({row["subject"] for row in notes}) > 20


def test_one_seed_makes_one_caseload(yarrow, filled):
    names = []
    for folder, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        _, made = filled(folder, "--people", "20", "--notes", "0", "--seed", seed)
        rows = yarrow("list", made, "person", "--json").json
        names.append(sorted(row["fields"].get("name", "") for row in rows))

    assert names[0] == names[1] != names[2]


def test_a_folder_that_is_in_use_is_left_as_it_is(yarrow, filled, vault):
    before = yarrow("vault", "digest", vault).out

    ended, _ = filled(vault)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert yarrow("vault", "digest", vault).out == before


def test_one_that_was_stopped_leaves_nothing_half_full(filled, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "fill", stop)

    ended, folder = filled("a")

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not folder.exists()
