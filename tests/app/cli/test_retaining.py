"""`yarrow retention`: the files whose day has come, in words and as one JSON value."""

from __future__ import annotations

import time

YEAR_S = 366 * 86_400


def test_a_file_of_twelve_years_ago_is_listed_and_one_of_today_is_not(yarrow, vault, monkeypatch):
    true = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: true() - 12 * YEAR_S * 1_000_000_000)
    old = yarrow("add", vault, "person", stdin='{"name": "Linnet Marrowby"}').ids[0]
    monkeypatch.setattr(time, "time_ns", true)
    assert yarrow("add", vault, "person", stdin='{"name": "Tansy Bramblewick"}').code == 0

    told = yarrow("retention", vault)
    (row,) = yarrow("retention", vault, "--json").json

    assert told.code == 0
    assert told.out.startswith(f"{old}  until 20") and told.out.count("\n") == 1
    assert (row["subject"], row["rule"], row["confirmed"], row["held"]) == (
        old,
        "adult",
        True,
        False,
    )
    assert "Linnet" not in told.out
