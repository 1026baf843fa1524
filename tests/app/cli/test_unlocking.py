"""The passphrase: from a file or a person, never guessed, never in what is printed."""

from __future__ import annotations

import io

import pytest

from app.cli import unlocking
from app.cli.unlocking import PASSPHRASE_FILE
from tests.app.cli.conftest import PASSPHRASE


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("after", ["", "\n", "\r\n"])
def test_a_files_mark_and_last_line_end_are_no_part_of_it(
    before, after, yarrow, kept_vault, tmp_path
):
    file = tmp_path / "a file"
    file.write_bytes(f"{before}{PASSPHRASE}{after}".encode())

    assert yarrow("vault", "digest", kept_vault, "--passphrase-file", file).code == 0


@pytest.mark.parametrize("after", ["\n\n", " ", "\n ", "x"])
def test_all_else_is_part_of_it(after, yarrow, vault, tmp_path):
    file = tmp_path / "a file"
    file.write_text(PASSPHRASE + after, encoding="utf-8")

    ended = yarrow("vault", "digest", vault, "--passphrase-file", file)

    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert PASSPHRASE not in ended.err


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n", "wréns".encode("latin-1"), b"a" * 70_000])
def test_a_file_without_a_passphrase_is_refused_and_counts_as_no_try(
    content, yarrow, vault, tmp_path
):
    file = tmp_path / "a file"
    file.write_bytes(content)

    for _ in range(4):
        ended = yarrow("vault", "digest", vault, "--passphrase-file", file)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)

    assert yarrow("vault", "digest", vault).code == 0


def test_a_missing_file_or_a_folder_is_one_line(yarrow, vault, tmp_path):
    for file in (tmp_path / "none", tmp_path):
        ended = yarrow("vault", "digest", vault, "--passphrase-file", file)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "is not there, or may not be read" in ended.err


def test_the_option_goes_before_the_environment(yarrow, kept_vault, tmp_path, monkeypatch):
    file = tmp_path / "right"
    file.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(tmp_path / "none"))

    assert yarrow("vault", "digest", kept_vault, "--passphrase-file", file).code == 0
    assert yarrow("vault", "digest", kept_vault).code == 1


def test_after_wrong_ones_there_is_a_wait_and_nothing_is_lost(yarrow, vault, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")
    for _ in range(3):
        assert yarrow("vault", "digest", vault, "--passphrase-file", wrong).code == 1

    ended = yarrow("vault", "digest", vault)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "Seconds still to wait" in ended.err


def test_without_file_and_terminal_it_is_a_line_of_input(yarrow, kept_vault, monkeypatch):
    monkeypatch.delenv(PASSPHRASE_FILE)
    monkeypatch.setattr(unlocking, "has_terminal", lambda: False)

    assert yarrow("vault", "digest", kept_vault, stdin=f"{PASSPHRASE}\n").code == 0
    ended = yarrow("vault", "digest", kept_vault, stdin="")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_records_on_standard_input_are_never_taken_for_it(yarrow, kept_vault, monkeypatch):
    monkeypatch.delenv(PASSPHRASE_FILE)
    monkeypatch.setattr(unlocking, "has_terminal", lambda: False)

    ended = yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}\n')

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert PASSPHRASE_FILE in ended.err


def test_closed_standard_input_is_one_line(yarrow, kept_vault, monkeypatch):
    monkeypatch.delenv(PASSPHRASE_FILE)
    monkeypatch.setattr(unlocking, "has_terminal", lambda: False)
    monkeypatch.setattr(io, "TextIOWrapper", lambda _: None)

    ended = yarrow("vault", "digest", kept_vault)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
