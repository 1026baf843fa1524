"""What has no end is refused in one line, wherever a command reads it from."""

from __future__ import annotations

import io
import os
import resource
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from app.cli import inputs

ENDLESS = "/dev/zero"
SOME = 1 << 30
MAP = """
kind = "identification"
key = ["Ref"]
[person]
name = ["Forename", "Surname"]
[fields]
identified_at = ["Date", "Time"]
setting_type = "Ward"
seen_alone = "Alone"
[constants]
site_ods = "Z9902"
identifier_role = "nurse"
how_arose = "asked_on_trigger"
interpreter = "not_needed"
consult_mode = "in_person"
"""
GIVEN = {
    "add": ("add", "{vault}", "person", "--json", ENDLESS),
    "edit": ("edit", "{vault}", "0" * 32, "--json", ENDLESS),
    "settings set": ("settings", "set", "{vault}", "place", "--json", ENDLESS),
    "settings load": ("settings", "load", "{vault}", ENDLESS),
    "import": ("import", "{vault}", ENDLESS, "--map", "{map}"),
    "import by a map": ("import", "{vault}", "{map}", "--map", ENDLESS),
    "attach": ("attach", "{vault}", "{person}", ENDLESS),
    "refer": ("refer", "{vault}", "{person}", "--to", "own", "--json", ENDLESS),
    "lock of a referral": (
        *("refer", "{vault}", "{person}", "--to", "compass", "--out", "{folder}"),
        *("--lock-file", ENDLESS),
    ),
    "ward codes": ("ward", "codes", "{vault}", ENDLESS),
    "short code": (
        *("ward", "join", "--at", "{folder}/w", "AB12", "--service", "https://127.0.0.1:1"),
        *("--name", "Bay 2", "--short-code-file", ENDLESS),
    ),
    "shares check": ("shares", "{vault}", "check", "--share-file", ENDLESS),
    "shares recover": ("shares", "{vault}", "recover", "--share-file", ENDLESS),
    "recover": ("recover", "{vault}", "--share-file", ENDLESS, "--share-file", ENDLESS),
    "passphrase": ("list", "{vault}", "person", "--passphrase-file", ENDLESS),
    "new passphrase": ("vault", "passphrase", "{vault}", "--new-passphrase-file", ENDLESS),
    "restore": ("vault", "restore", ENDLESS, "{folder}/back"),
    "restore by shares": ("vault", "restore", "{map}", "{folder}/b", "--share", ENDLESS),
    "repair": ("vault", "repair", "{vault}", "--from", ENDLESS),
}


@pytest.fixture
def with_little_memory(yarrow):
    """Run `yarrow` with so little more memory that it fails before the PC does."""

    def run(*arguments, **given):
        before = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + SOME
        resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
        try:
            return yarrow(*arguments, **given)
        except MemoryError:
            pytest.fail("it read until there was no memory", pytrace=False)
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    return run


@pytest.mark.parametrize("what", GIVEN)
def test_a_file_without_an_end_is_refused_in_one_line(
    yarrow, with_little_memory, kept_vault, tmp_path, what
):
    (person,) = yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}').ids
    columns = tmp_path / "map.toml"
    columns.write_text(MAP, encoding="utf-8")
    places = {"vault": kept_vault, "person": person, "map": columns, "folder": tmp_path}

    ended = with_little_memory(*(part.format(**places) for part in GIVEN[what]))

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "fault of its own" not in ended.err
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("add", "person"),
        ("edit", "0" * 32),
        ("settings", "set", "place"),
        ("refer", "0" * 32, "--to", "own", "--json", "-"),
        ("shares", "check"),
        ("join", "-", "--service", "https://127.0.0.1:1"),
    ],
)
def test_standard_input_without_an_end_is_refused_in_one_line(
    with_little_memory, kept_vault, command
):
    name, *rest = command
    words = (
        (name, rest.pop(0), kept_vault, *rest) if name == "settings" else (name, kept_vault, *rest)
    )

    with Path(ENDLESS).open("rb") as endless:
        ended = with_little_memory(*words, stdin=endless)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "fault of its own" not in ended.err


def test_a_passphrase_without_an_end_is_refused_in_one_line(
    with_little_memory, kept_vault, monkeypatch
):
    monkeypatch.delenv("YARROW_PASSPHRASE_FILE")
    monkeypatch.setattr("app.cli.unlocking.has_terminal", lambda: False)

    with Path(ENDLESS).open("rb") as endless:
        for stdin in (endless, b"\xff\xfe\n"):
            ended = with_little_memory("list", kept_vault, "person", stdin=stdin)
            assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
            assert "fault of its own" not in ended.err


def test_the_records_before_a_line_without_an_end_are_saved(yarrow, with_little_memory, vault):
    reader, writer = os.pipe()

    def write():
        with suppress(BrokenPipeError), os.fdopen(writer, "wb") as pipe:
            pipe.write(b'nonsense\n{"name": "Tansy"}\n{"name": "Bryony"}\n')
            while True:
                pipe.write(bytes(1 << 20))

    writing = threading.Thread(target=write)
    writing.start()
    with os.fdopen(reader, "rb") as pipe:
        ended = with_little_memory("add", vault, "person", stdin=pipe)
    writing.join()

    first, last = ended.err.splitlines()
    assert (ended.code, len(ended.ids)) == (1, 2)
    assert first.startswith("line 1: ") and last.startswith("Line 4 is longer than 16 MiB")
    assert len(yarrow("list", vault, "person", "--json").json) == 2


def test_a_pipe_that_ends_is_read_like_a_file(yarrow, kept_vault):
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(b'{"name": "Tansy"}\n')

    with os.fdopen(reader, "rb"):
        ended = yarrow("add", kept_vault, "person", "--json", f"/dev/fd/{reader}")

    assert (ended.code, len(ended.ids), ended.err) == (0, 1, "")


def test_blank_lines_without_an_end_are_no_share(monkeypatch):
    class Blank(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            buffer[:] = b"\n" * len(buffer)
            return len(buffer)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Blank())))

    assert inputs.line_that_says_something() == ""


def test_sizes_are_told_in_words():
    assert [inputs.size_told(inputs.MOST_BYTES), inputs.size_told(64 * 1024)] == [
        "64 MiB",
        "64 KiB",
    ]
