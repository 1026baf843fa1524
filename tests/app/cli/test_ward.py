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
