"""`yarrow log`: who saw what, looked through by file, worker, day and act."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def looked(yarrow: Any, vault: Any) -> tuple[str, str]:
    """Two people's files that were opened; gives the file of each."""
    files = []
    for name in ("Clover Fennimore", "Tansy Bramblewick"):
        ended = yarrow("add", vault, "person", stdin=f'{{"name": "{name}"}}')
        files.append(ended.ids[0])
        yarrow("show", vault, ended.ids[0])
    yarrow("history", vault, files[0])
    return files[0], files[1]


def test_the_log_is_looked_through_by_file_worker_day_and_act(
    yarrow: Any, vault: Any, looked: tuple[str, str]
) -> None:
    every = yarrow("log", vault, "--json").json
    assert [(each["what"], each["subject"]) for each in every] == [
        ("view", looked[0]),
        ("view", looked[1]),
        ("history", looked[0]),
    ]
    assert {each["device"] for each in every} == {None}
    worker, day = every[0]["author"], every[0]["at"][:10]

    def found(*options: str) -> list[str]:
        return [each["what"] for each in yarrow("log", vault, "--json", *options).json]

    assert found("--person", looked[0]) == ["view", "history"]
    assert found("--act", "history") == ["history"]
    assert found("--worker", worker, "--day", day) == ["view", "view", "history"]
    assert found("--worker", "Nobody Hereabouts") == found("--day", "2001-01-01") == []


def test_a_day_that_is_none_and_a_file_that_is_no_id_are_wrong_use(yarrow: Any, vault: Any) -> None:
    assert yarrow("log", vault, "--day", "yesterday").code == 2
    assert yarrow("log", vault, "--person", "xyz").code in (1, 2)
