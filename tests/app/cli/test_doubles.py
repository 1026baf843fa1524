"""`yarrow same`, `apart` and `doubles`: two files of one person, without a window."""

from __future__ import annotations


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
