"""`yarrow same`, `apart` and `doubles`: two files of one person, without a window."""

from __future__ import annotations

import json

from tests.app.cli.contract import IDENTIFIED


def test_two_files_look_alike_are_joined_and_taken_apart(yarrow, vault):
    lines = '{"name": "Saffron Tidewell"}\n{"name": "Safron Tidewell"}\n{"name": "Hazel Mossop"}\n'
    first, second, other = yarrow("add", vault, "person", stdin=lines).ids

    told = yarrow("doubles", vault)
    assert "Saffron" not in told.out
    (row,) = yarrow("doubles", vault, "--json").json
    assert (row["state"], sorted(row["subjects"])) == ("alike", sorted((first, second)))

    assert yarrow("same", vault, second, first).code == 0
    (row,) = yarrow("doubles", vault, "--json").json
    assert (row["state"], row["subjects"]) == ("joined", [first, second])
    again = yarrow("same", vault, first, second)
    assert (again.code, again.out) == (1, "")
    assert "already" in again.err

    assert yarrow("apart", vault, first, second).code == 1
    assert yarrow("apart", vault, second).code == 0
    assert yarrow("doubles", vault, "--json").json == []
    assert yarrow("apart", vault, first, other).code == 0


def test_a_referral_of_joined_files_is_urgent_by_either_and_says_what_is_not_in_it(yarrow, vault):
    danger = IDENTIFIED | {"identified_at": "2026-01-05T09:00:00+00:00", "immediate_danger": "yes"}
    lines = f"{json.dumps(IDENTIFIED)}\n{json.dumps(danger)}\n"
    yarrow("add", vault, "identification", stdin=lines)
    front, other = (
        row["subject"] for row in yarrow("list", vault, "identification", "--json").json
    )
    assert yarrow("same", vault, other, front).code == 0

    done = yarrow("refer", vault, front, "--to", "own")

    assert done.code == 0 and "Another file of this person" in done.err
    (row,) = yarrow("inbox", vault, "--json").json
    assert row["urgency"] == "today"
