"""The files that `yarrow ward` is given; the journey at a ward PC walks the whole way."""

from __future__ import annotations

import pytest

NOT_TEXT = "The input is not UTF-8 text. Save it as UTF-8 and try again. Nothing was saved.\n"


@pytest.mark.parametrize("what", ["codes", "join"])
def test_a_file_that_is_no_utf_8_text_is_refused_in_one_line(yarrow, tmp_path, what):
    file, at = tmp_path / "saved otherwise", tmp_path / "ward"
    file.write_text("Bay Zoë\n", "latin-1")
    asked = {
        "codes": (tmp_path / "vault", file),
        "join": ("--at", at, "AB12", "--service", "https://127.0.0.1:1", "--name", "Bay 2")
        + ("--short-code-file", file),
    }

    ended = yarrow("ward", what, *asked[what])

    assert (ended.code, ended.out, ended.err) == (1, "", NOT_TEXT)
    assert not at.exists()


def test_without_a_terminal_the_short_code_is_a_line_of_input_and_its_absence_one_line(
    yarrow, tmp_path, monkeypatch
):
    monkeypatch.setattr("app.cli.ward.has_terminal", lambda: False)
    at = tmp_path / "ward"
    join = ("ward", "join", "--at", at, "-", "--service", "https://127.0.0.1:1", "--name", "Bay 2")

    unsaid = yarrow(*join, stdin="AB12\n")
    assert unsaid.code == 1 and unsaid.err.count("\n") == 1 and "4 to 12 letters" in unsaid.err
    assert not at.exists()
    said = yarrow(*join, stdin="AB12\n4711\n")
    assert said.code == 1 and "A code has 28 letters" in said.err
