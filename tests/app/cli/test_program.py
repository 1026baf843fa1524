"""How a command ends: 0 done, 1 refused with one line, 2 wrong usage; never with a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.program import COMMANDS, SECTIONS
from storage.vault import open_vault
from tests.app.cli.conftest import PASSPHRASE

ROOT = Path(__file__).parents[3]
HEAVY = {
    "PySide6",
    "cryptography.x509",
    "httpx",
    "sqlalchemy",
    "starlette",
    "sync.runner",
    "uvicorn",
    "zxcvbn",
}
ONE_LINE = "What was printed could not be passed on"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_of_the_table_is_there_and_says_what_it_does(command, yarrow):
    for option in ("--help", "-h"):
        ended = yarrow(command, option)
        assert (ended.code, ended.err) == (0, "")
        assert "Usage: yarrow" in ended.out


def test_help_lists_every_command(yarrow):
    ended = yarrow("--help")

    assert ended.code == 0
    assert {line.split()[0] for line in ended.out.splitlines() if line.strip()} >= set(COMMANDS)


def test_each_command_stands_in_one_section_of_the_help(yarrow):
    shown = yarrow("--help").out

    assert len(COMMANDS) == sum(map(len, SECTIONS.values()))
    assert [line[:-1] for line in shown.splitlines() if line[:-1] in SECTIONS] == list(SECTIONS)


def test_the_help_says_what_a_path_and_an_exit_code_are(yarrow):
    shown = " ".join(yarrow("--help").out.split())

    assert "PATH is the folder of a vault." in shown
    assert "0 if it is done, 1 if it is refused" in shown


@pytest.mark.parametrize("group", ["vault", "space", "settings", "ward"])
def test_what_a_command_of_a_group_does_is_not_cut_off(group, yarrow):
    shown = yarrow(group, "--help").out.partition("Commands:")[2]

    assert shown.strip()
    assert "..." not in shown


def test_the_version_is_told(yarrow):
    ended = yarrow("--version")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("yarrow ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("--frobnicate",),
        ("--json",),
        ("show",),
        ("show", "V"),
        ("show", "V", "0" * 32, "Tansy"),
        ("list", "V"),
        ("list", "V", "person", "--colour"),
        ("list", "V", "person", "--json=Tansy"),
        ("add", "V"),
        ("add", "V", "person", "--json"),
        ("edit", "V"),
        ("find", "V"),
        ("settle", "V", "0" * 32),
        ("settle", "V", "0" * 32, "name"),
        ("settle", "V", "0" * 32, "name", "--take", "a", "--value", "b"),
        ("trial", "V", "--people", "Tansy"),
        ("trial", "V", "--people", "0"),
        ("trial", "V", "--notes", "-1"),
        ("vault", "new", "V"),
        ("space", "new", "V", "--name", "Willowmere"),
        ("join", "V", "code"),
        ("invite", "V", "--role", "Tansy"),
    ],
)
def test_wrong_usage_says_how_it_is_used_and_nothing_of_what_was_typed(arguments, yarrow):
    ended = yarrow(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: yarrow")
    assert "Tansy" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "takes"),
    [
        (("adopt", "V", "first"), "POSITION... does not take that; it takes whole numbers from 1."),
        (("role", "V", "0" * 32, "boss"), "one of lead, member, champion, reader."),
        (("log", "V", "--day", "2026-13-01"), "--day does not take that; it takes YYYY-MM-DD."),
        (("trial", "V", "--seed", "a"), "--seed does not take that; it takes a whole number."),
    ],
)
def test_wrong_usage_says_in_words_what_is_taken(arguments, takes, yarrow):
    assert yarrow(*arguments).err.splitlines()[-1].endswith(takes)


def test_a_folder_that_may_not_be_read_is_no_wrong_use(yarrow, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_, **__: False)

    ended = yarrow("vault", "digest", tmp_path)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("arguments", [["list", "no vault", "person"], ["frobnicate"]])
def test_a_refusal_that_nobody_can_be_told_keeps_its_code(process, arguments):
    with Path("/dev/full").open("wb") as full:
        running = process(*arguments, stderr=full)
        running.communicate(timeout=30)

    assert running.returncode == (2 if arguments == ["frobnicate"] else 1)


def test_what_has_nowhere_to_be_printed_is_not_said_to_be_done(process, kept_vault):
    for command, why in (("digest", ONE_LINE), ("code", "could not be shown")):
        running = process("vault", command, kept_vault, stdout=None, preexec_fn=lambda: os.close(1))
        _, err = running.communicate(timeout=60)

        assert (running.returncode, err.decode().count("\n")) == (1, 1)
        assert why in err.decode()


def test_a_wrong_passphrase_is_refused_in_one_line(yarrow, vault, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")

    ended = yarrow("list", vault, "person", "--passphrase-file", wrong)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_a_folder_without_a_vault_is_refused_in_one_line(yarrow, tmp_path):
    file = tmp_path / "file"
    file.touch()

    for path in (tmp_path / "nothing", tmp_path, file, "a" * 5_000, "\udcff", ""):
        ended = yarrow("list", path, "person")
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "There is no vault" in yarrow("list", file, "person").err


def test_a_vault_in_use_is_refused_in_one_line_and_left_alone(yarrow, kept_vault):
    with open_vault(kept_vault, PASSPHRASE):
        ended = yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}')

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert yarrow("list", kept_vault, "person").code == 0


def test_a_stop_by_the_person_is_one_line(yarrow, kept_vault, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.reading.opened", stop)

    ended = yarrow("list", kept_vault, "person")

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_output_is_utf_8_whatever_the_code_page(process, kept_vault, yarrow):
    yarrow("add", kept_vault, "person", stdin='{"name": "Ægir 李雷 👩‍👧"}')
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "C"}
    latin["YARROW_PASSPHRASE_FILE"] = os.environ["YARROW_PASSPHRASE_FILE"]

    ended = subprocess.run(
        [sys.executable, "-m", "app.main", "list", str(kept_vault), "person", "--json"],
        cwd=ROOT,
        env=latin,
        capture_output=True,
        check=True,
    )

    assert "Ægir 李雷 👩‍👧" in ended.stdout.decode()


def test_whoever_stops_reading_gets_no_traceback(process, kept_vault, yarrow):
    yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}\n' * 20)
    reader, writer = os.pipe()
    os.close(reader)

    running = process("list", kept_vault, "person", stdout=writer)
    os.close(writer)
    _, err = running.communicate(timeout=30)

    assert (running.returncode, err.decode().count("\n")) == (1, 1)
    assert ONE_LINE in err.decode()


def test_nothing_heavy_is_imported_for_help_or_a_list(kept_vault, yarrow):
    code = (
        "import sys; from app.cli import program; code = program.run(sys.argv[1:]);"
        f"print(code, sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    digest = ["vault", "digest", str(kept_vault)]

    for arguments in (["--help"], ["list", str(kept_vault), "person"], digest):
        ended = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, check=True
        )
        assert ended.stderr.decode() == "0 []\n"


def test_each_id_is_told_before_the_next_line_is_waited_for(process, kept_vault, yarrow):
    running = process("add", kept_vault, "person", stdin=subprocess.PIPE)
    told = []

    for number in range(3):
        running.stdin.write(b'{"name": "Tansy %d"}\n' % number)
        running.stdin.flush()
        told.append(running.stdout.readline().decode().strip())
    running.kill()
    running.wait(timeout=30)

    kept = {row["id"] for row in yarrow("list", kept_vault, "person", "--json").json}
    assert len(set(told)) == 3
    assert set(told) <= kept


def test_a_stopped_import_has_told_of_all_that_it_saved(process, vault, yarrow, tmp_path):
    file = tmp_path / "many.jsonl"
    file.write_text('{"name": "Tansy"}\n' * 100_000, encoding="utf-8")

    running = process("add", vault, "person", "--json", file)
    first = running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=60)

    told = {line.decode() for line in (first + out).split()}
    kept = {row["id"] for row in yarrow("list", vault, "person", "--json").json}
    assert (running.returncode, err.count(b"\n")) == (1, 1)
    assert told == kept
    assert yarrow("vault", "verify", vault).code == 0


def test_the_program_module_runs_a_command_and_exits_with_its_code(process):
    running = process("frobnicate")
    running.communicate(timeout=30)

    assert running.returncode == 2


def test_a_place_for_screens_that_is_no_folder_is_told_before_the_team_is_made(
    yarrow, tmp_path, monkeypatch
):
    def never(*_, **__):
        pytest.fail("the team was made first")

    monkeypatch.setattr("app.cli.demo.make_team", never)
    (tmp_path / "letter").touch()

    ended = yarrow("demo", "--screens", tmp_path / "letter")

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "cannot be used" in ended.err
