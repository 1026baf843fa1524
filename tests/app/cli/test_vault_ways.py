"""A way back that nobody was shown is told as none."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize("made", ["new", "code"])
def test_a_code_that_could_not_be_shown_is_one_line_that_says_so(process, vault, tmp_path, made):
    arguments = ("code", vault)
    if made == "new":
        arguments = ("new", tmp_path / "b", "--name", "Linnet Marrowby", "--code")

    with Path("/dev/full").open("wb") as full:
        running = process("vault", *arguments, stdout=full)
        _, err = running.communicate(timeout=60)

    assert (running.returncode, err.count(b"\n")) == (1, 1)
    assert err.startswith(b"The code was made and could not be shown")


def test_shares_that_could_not_be_shown_are_one_line_that_says_so(process, yarrow, vault, service):
    assert yarrow("space", "new", vault, "--name", "Bay 2", "--service", service.url).code == 0

    with Path("/dev/full").open("wb") as full:
        running = process("shares", vault, "new", stdout=full)
        _, err = running.communicate(timeout=60)

    assert (running.returncode, err.count(b"\n")) == (1, 1)
    assert err.startswith(b"The new recovery set was made and its shares could not be shown")
