"""How a command ends: 0 done, 1 refused with one line, 2 wrong usage."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.cli.program import COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_of_the_table_is_there_and_says_what_it_does(command, yarrow):
    ended = yarrow(command, "--help")

    assert ended.code == 0
    assert "Usage: yarrow" in ended.out


def test_an_unknown_command_or_option_is_wrong_usage(yarrow, vault):
    assert yarrow("frobnicate").code == 2
    assert yarrow("show", vault).code == 2
    assert yarrow("list", vault, "person", "--colour").code == 2


def test_a_wrong_passphrase_is_refused_in_one_line(yarrow, vault, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")

    ended = yarrow("list", vault, "person", "--passphrase-file", wrong)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_a_folder_without_a_vault_is_refused_in_one_line(yarrow, tmp_path):
    ended = yarrow("list", tmp_path / "nothing", "person")

    assert (ended.code, ended.err.count("\n")) == (1, 1)


def test_only_the_last_line_end_of_the_passphrase_file_is_dropped(yarrow, vault, tmp_path):
    windows = tmp_path / "windows"
    windows.write_bytes(b"seven wrens nest in the yew\r\n")
    spaced = tmp_path / "spaced"
    spaced.write_bytes(b"seven wrens nest in the yew\n\n")

    assert yarrow("list", vault, "person", "--passphrase-file", windows).code == 0
    assert yarrow("list", vault, "person", "--passphrase-file", spaced).code == 1


def test_the_program_module_runs_a_command_and_exits_with_its_code(vault):
    ended = subprocess.run(
        [sys.executable, "-m", "app.main", "frobnicate"], capture_output=True, check=False
    )

    assert ended.returncode == 2
