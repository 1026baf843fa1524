"""Words that a person typed after a command, whatever bytes they are."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("reason", ["\udcff", "a\udcff b", "½ an hour, she said"])
def test_a_reason_of_any_bytes_is_kept_in_the_log(reason, yarrow, vault, tmp_path):
    folder = tmp_path / "copy"
    yarrow("add", vault, "person", "--json", "-", stdin='{"name": "Tansy Holloway"}')

    ended = yarrow(
        *("export", vault, "--format", "json", "--to", folder),
        *("--recipient", reason, "--reason", reason),
    )

    assert (ended.code, ended.err.count("Traceback")) == (0, 0)
    assert reason.replace("\udcff", "?") in yarrow("log", vault).out


@pytest.mark.parametrize(
    "words",
    [
        ("list", "VAULT", "\udcff"),
        ("log", "VAULT", "--worker", "\udcff"),
        ("space", "new", "VAULT", "--name", "T", "--service", "\udcff"),
        ("ward", "codes", "\udcff", "\udcff"),
    ],
)
def test_what_has_to_be_meant_letter_for_letter_is_refused_if_it_is_no_text(yarrow, vault, words):
    ended = yarrow(*(vault if each == "VAULT" else each for each in words))

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "typed after the command is not UTF-8 text" in ended.err
