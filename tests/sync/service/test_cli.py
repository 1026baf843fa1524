from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.service.cli import main
from sync.service.database import open_database
from sync.service.folder import make_folder, read_folder
from sync.service.schema import permits
from sync.service.store import begin


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def with_a_space(folder: Path) -> None:
    """A service that keeps something."""
    engine = open_database(make_folder(folder, spaces="open").database)
    with engine.begin() as connection:
        begin(connection, b"s" * 32)
    engine.dispose()


def test_init_prints_six_words_and_two_pins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "init", str(tmp_path / "service"))

    keys = read_folder(tmp_path / "service").keys
    words, pin, spare = (line.split() for line in out.splitlines())
    assert (code, err) == (0, "")
    assert (words[0], len(words)) == ("words", 7)
    assert pin == ["pin", keys.pins[0].hex()]
    assert spare == ["spare", "pin", keys.pins[1].hex()]


@pytest.mark.parametrize("spaces", ["open", "permit"])
def test_init_keeps_who_may_make_a_space(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spaces: str
) -> None:
    run(capsys, "init", str(tmp_path), "--spaces", spaces)

    assert read_folder(tmp_path).settings.spaces == spaces


def test_init_refuses_a_folder_in_use_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("kept")

    code, out, err = run(capsys, "init", str(tmp_path))

    assert (code, out) == (1, "")
    assert err == f"{tmp_path} is not empty; nothing was changed.\n"


def with_full_output(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, whose standard output takes nothing."""
    with Path("/dev/full").open("wb") as full:
        return subprocess.run(
            [sys.executable, "-m", "sync.service.cli", *arguments],
            cwd=Path(__file__).parents[3],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )


@pytest.mark.parametrize("is_there", [False, True])
def test_a_service_whose_words_nobody_saw_is_not_made(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "service"
    if is_there:
        folder.mkdir()

    ended = with_full_output("init", str(folder))

    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert b"cannot be used" in ended.stderr
    assert folder.exists() == is_there
    assert not is_there or list(folder.iterdir()) == []


def test_keys_whose_words_nobody_saw_are_not_changed(tmp_path: Path) -> None:
    make_folder(tmp_path, spaces="open")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.suffix != ".db"}

    ended = with_full_output("change-over", str(tmp_path))

    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert before == {name: (tmp_path / name).read_bytes() for name in before}


def test_a_permit_that_nobody_saw_is_none(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, spaces="permit")

    ended = with_full_output("space", "permit", str(tmp_path))

    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    engine = open_database(folder.database)
    with engine.connect() as connection:
        assert connection.execute(select(permits)).all() == []
    engine.dispose()


@pytest.mark.parametrize("arguments", [("--help",), ("space", "stats", "{folder}", "--json")])
def test_output_that_nobody_takes_is_one_line_at_most(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    make_folder(tmp_path, spaces="open")

    ended = with_full_output(*(each.format(folder=tmp_path) for each in arguments))

    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") <= 1


def test_a_spare_key_without_an_end_is_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(tmp_path, spaces="open")

    code, out, err = run(capsys, "change-over", str(tmp_path), "--spare", "/dev/zero")

    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_permit_is_printed_alone_and_differs_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(tmp_path, spaces="permit")

    first = run(capsys, "space", "permit", str(tmp_path))
    second = run(capsys, "space", "permit", str(tmp_path))

    assert first[0] == second[0] == 0
    assert first[1] != second[1]
    assert len(first[1].strip().replace("-", "")) == 32


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "{folder}"),
        ("space", "permit", "{folder}"),
        ("serve", "{service}", "--host", "0.0.0.0"),
        ("serve", "{service}", "--database", "mysql://host/name"),
        ("init", "{file}/service"),
    ],
)
def test_what_is_refused_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    make_folder(tmp_path / "service", spaces="open")
    (tmp_path / "file").touch()
    places = {name: str(tmp_path / name) for name in ("service", "file")}
    places["folder"] = str(tmp_path)

    code, out, err = run(capsys, *(each.format(**places) for each in arguments))

    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [("serve",), ("init", "x", "--spaces", "all"), ("no",)])
def test_wrong_usage_is_told_apart(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(capsys, *arguments)[0] == 2


@pytest.mark.parametrize("command", [("space", "stats"), ("serve",), ("backup",)])
def test_a_folder_that_may_not_be_read_is_no_wrong_use(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    places = [str(tmp_path)] * (2 if command == ("backup",) else 1)

    code, out, err = run(capsys, *command, *places)

    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_refusal_stays_one_harmless_line_whatever_the_path_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "space", "stats", "no\nsuch\x1b[31m\u202eplace")

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("no such?[31m?place is not the folder of a service")


def test_spaces_are_looked_at_and_tidied_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(tmp_path, spaces="open")

    assert run(capsys, "space", "stats", str(tmp_path), "--json") == (0, "[]\n", "")
    assert run(capsys, "space", "prune", str(tmp_path))[0] == 0
    for named in ("00" * 32, "no id"):
        code, out, err = run(capsys, "space", "device", str(tmp_path), named)
        assert (code, out, err) == (1, "", "This service keeps no space with that id.\n")


def test_a_copy_is_made_and_put_back_under_space_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_a_space(tmp_path / "service")

    assert run(capsys, "space", "backup", str(tmp_path / "service"), str(tmp_path / "f"))[0] == 0
    assert (tmp_path / "f").stat().st_size > 0


@pytest.mark.parametrize("group", [(), ("space",)])
def test_what_each_command_does_is_not_cut_off(
    capsys: pytest.CaptureFixture[str], group: tuple[str, ...]
) -> None:
    code, out, _ = run(capsys, *group, "-h")

    assert code == 0
    assert "..." not in out.partition("Commands:")[2]


def test_a_place_that_cannot_be_written_is_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_a_space(tmp_path / "service")

    code, out, err = run(
        capsys, "backup", str(tmp_path / "service"), str(tmp_path / "nowhere" / "copy")
    )

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "cannot be used: No such file or directory." in err


@pytest.mark.parametrize("command", ["stats", "prune", "permit", "waiting", "restored"])
def test_a_database_that_is_gone_is_not_made_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    make_folder(tmp_path, spaces="permit")
    (tmp_path / "yarrow.db").unlink()

    code, out, err = run(capsys, "space", command, str(tmp_path))

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "yarrow.db is missing" in err
    assert not (tmp_path / "yarrow.db").exists()


def test_a_service_whose_database_is_gone_does_not_begin_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(tmp_path, spaces="permit")
    (tmp_path / "yarrow.db").unlink()

    code, _, err = run(capsys, "serve", str(tmp_path), "--port", "0")

    assert (code, "yarrow.db is missing" in err) == (1, True)
