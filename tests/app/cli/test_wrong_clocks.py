"""A PC whose clock is ten years off, either way, and right again later."""

from __future__ import annotations

import json
import time

import pytest

from storage import opening
from tests.app.cli.conftest import PASSPHRASE

TEN_YEARS_S = 3652 * 86_400


@pytest.fixture
def clock(monkeypatch):
    """Set this PC's clock so many seconds ahead; minus goes back."""
    true = time.time_ns

    def set_ahead(seconds):
        monkeypatch.setattr(time, "time_ns", lambda: true() + seconds * 1_000_000_000)

    return set_ahead


@pytest.mark.parametrize("ahead", [TEN_YEARS_S, -TEN_YEARS_S])
def test_work_goes_on_with_a_wrong_clock_and_after_it_was_set_right(yarrow, vault, clock, ahead):
    def add(text, **more):
        answers = {"lines": [{"label": "fact", "text": text}], **more}
        ended = yarrow("add", vault, "note", stdin=json.dumps(answers))
        assert ended.code == 0, ended.err
        return ended.ids[0]

    person = yarrow("add", vault, "person", stdin='{"name": "Linnet Marrowby"}').ids[0]
    clock(ahead)
    add("while it was wrong", subject=person)
    edited = yarrow("edit", vault, person, stdin='{"pronouns": "she/her"}')
    clock(0)
    after = yarrow("edit", vault, person, stdin='{"name": "Linnet Bramblewick"}')
    add("once it was right", subject=person)

    assert (edited.code, after.code) == (0, 0)
    shown = yarrow("show", vault, person, "--json").json
    assert shown["fields"] == {"name": "Linnet Bramblewick", "pronouns": "she/her"}
    assert shown["clashes"] == {}
    assert len(yarrow("list", vault, "note", "--json").json) == 2
    assert yarrow("vault", "verify", vault).code == 0
    assert yarrow("vault", "stats", vault, "--support", vault.parent / "facts").code == 0


@pytest.mark.parametrize("ahead", [TEN_YEARS_S, -TEN_YEARS_S])
def test_wrong_tries_cost_seconds_and_never_years(yarrow, vault, clock, tmp_path, ahead):
    clock(ahead)
    (tmp_path / "passphrase").write_text("not the right words at all", encoding="utf-8")
    for _ in range(4):
        yarrow("vault", "digest", vault)
    clock(0)

    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    yarrow("vault", "digest", vault)

    assert opening.seconds_to_wait(vault) <= 30
    clock(31)
    assert yarrow("vault", "digest", vault).code == 0


def test_a_moment_typed_by_the_right_clock_is_refused_while_this_one_is_behind(
    yarrow, vault, clock
):
    clock(-TEN_YEARS_S)
    answers = {
        "lines": [{"label": "fact", "text": "seen"}],
        "happened_at": "2026-11-17T09:38:00+00:00",
    }

    ended = yarrow("add", vault, "note", stdin=json.dumps(answers))

    assert ended.code == 1
    assert "check this PC’s clock" in ended.err
