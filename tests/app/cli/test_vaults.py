"""`yarrow vault`: made whole or not at all, checked, measured."""

from __future__ import annotations

import errno
import os
import re

import pytest

STRANGE = "a folder, with ’odd” signs ü"


def test_a_vault_is_made_where_its_path_says(yarrow, tmp_path):
    folder = tmp_path / STRANGE / "deeper"

    ended = yarrow("vault", "new", folder, "--name", "Wren Pepperday", "--training")

    assert (ended.code, ended.err.count("\n")) == (0, 1)
    assert "no way back yet" in ended.err and "vault code" in ended.err
    assert yarrow("add", folder, "person", stdin='{"nhs_number": "9990000018"}').code == 0
    assert yarrow("list", folder, "person").code == 0
    yarrow("list", folder, "person")
    assert yarrow("log", folder, "--json").json[0]["author"] == "Wren Pepperday"


def test_a_personal_code_stands_alone_on_the_output(yarrow, tmp_path):
    ended = yarrow("vault", "new", tmp_path / "a", "--name", "Wren Pepperday", "--code")

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}\n", ended.out)
    assert (ended.code, ended.err.count("\n")) == (0, 1)


def test_a_new_passphrase_that_is_none_changes_nothing(yarrow, vault, tmp_path, monkeypatch):
    monkeypatch.setattr("app.cli.unlocking.has_terminal", lambda: False)
    (tmp_path / "empty").touch()

    for given in ((), ("--new-passphrase-file", tmp_path / "empty")):
        ended = yarrow("vault", "passphrase", vault, *given)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)

    assert yarrow("vault", "digest", vault).code == 0


def test_what_is_there_already_is_left_alone(yarrow, vault, tmp_path):
    before = yarrow("vault", "digest", vault).out
    file = tmp_path / "file"
    file.write_text("kept", encoding="utf-8")
    full = tmp_path / "full"
    full.mkdir()
    (full / "kept").touch()

    for path in (vault, file, full):
        ended = yarrow("vault", "new", path, "--name", "Wren")
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)

    assert yarrow("vault", "digest", vault).out == before
    assert file.read_text(encoding="utf-8") == "kept"
    assert [each.name for each in full.iterdir()] == ["kept"]


@pytest.mark.parametrize("words", ["short", "password1234", "aaaaaaaaaaaaaaaa", "wrenpepperday"])
def test_a_weak_passphrase_makes_nothing_and_is_not_repeated(words, yarrow, tmp_path):
    file = tmp_path / "weak"
    file.write_text(words, encoding="utf-8")

    ended = yarrow(
        "vault", "new", tmp_path / "a", "--name", "Wren Pepperday", "--passphrase-file", file
    )

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert words not in ended.err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "a\x1b[2Jb", "\udcff", "a" * 201])
def test_a_name_that_is_none_makes_nothing(name, yarrow, tmp_path):
    ended = yarrow("vault", "new", tmp_path / "a", "--name", name)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "a").exists()


def test_a_name_or_a_path_too_few_is_wrong_usage(yarrow, tmp_path):
    assert yarrow("vault", "new", tmp_path / "a").code == 2
    assert yarrow("vault", "new", "--name", "Wren").code == 2
    assert yarrow("vault", "new", tmp_path / "a", "b", "--name", "Wren").code == 2
    assert yarrow("vault").code == 2
    assert yarrow("vault", "burn", tmp_path).code == 2


def test_the_digest_stands_alone_and_follows_what_is_recorded(yarrow, kept_vault):
    before = yarrow("vault", "digest", kept_vault)
    yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}')
    after = yarrow("vault", "digest", kept_vault)

    assert re.fullmatch(r"[0-9a-f]{64}\n", before.out)
    assert re.fullmatch(r"[0-9a-f]{64}\n", after.out)
    assert before.out != after.out


def test_verify_says_that_all_is_well_or_what_is_not_and_what_is_safe(yarrow, vault):
    yarrow("add", vault, "person", stdin='{"name": "Tansy"}\n' * 50)
    assert yarrow("vault", "verify", vault).code == 0
    with (vault / "records.db").open("r+b") as file:
        file.seek(-3_000, os.SEEK_END)
        file.write(b"rot")

    ended = yarrow("vault", "verify", vault)

    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "Repair it with: yarrow vault repair" in ended.out


def test_a_file_of_records_that_does_not_open_is_told_without_sending_in_circles(yarrow, vault):
    with (vault / "records.db").open("r+b") as file:
        file.write(b"rot" * 4_000)

    ended = yarrow("vault", "verify", vault)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "vault verify" not in ended.err
    assert "vault verify" in yarrow("list", vault, "person").err


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"5", b'{"check": 1}', b"\xff" * 10])
def test_a_damaged_vault_file_is_one_line_once_both_copies_are(content, yarrow, vault):
    (vault / "vault.json").write_bytes(content)
    assert yarrow("vault", "digest", vault).code == 0
    for name in ("vault.json", "vault.json.old"):
        (vault / name).write_bytes(content)

    ended = yarrow("vault", "digest", vault)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_stats_hold_numbers_alone(yarrow, kept_vault):
    numbers = yarrow("vault", "stats", kept_vault, "--json").json

    assert {type(number) for number in numbers.values()} == {int}
    assert yarrow("vault", "stats", kept_vault).code == 0


def test_a_disk_that_takes_no_vault_is_told_with_its_place(yarrow, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.cli.vault_ways.make_vault", full)

    ended = yarrow("vault", "new", tmp_path / "v", "--name", "Wren Pepperday")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"The file or folder {tmp_path / 'v'} cannot be used: No space left on device.\n"
    )
