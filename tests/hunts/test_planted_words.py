"""Words put in by every feature, then sought wherever a program leaves things: they lie nowhere.

`YARROW_WORDS` is how many are planted at least. What is left out: the label on the lock screen,
which a person chooses to be shown, and what she brings on a stick or takes away on it: what is
in the copy of an attachment, and the names that she gave to files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from tests.hunts.memory import MAY_LOOK, words_in_memory
from tests.hunts.planting import plant
from tests.hunts.planting_settings import restore, try_ways_back
from tests.hunts.program import PASSPHRASE, Program, Surroundings
from tests.hunts.words import MARK, Words
from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService, serving

WORDS = int(os.environ.get("YARROW_WORDS", "200"))
_FORMS = ("utf-8", "utf-16-le", "utf-32-le")
_ROOT = Path(__file__).parents[2]


# Where desktops and Qt itself keep which files were visited.
_KEPT_ELSEWHERE = (".local/share/recently-used.xbel", ".config/QtProject.conf")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RunningService]:
    """A service whose files lie where the words are sought."""
    with serving(tmp_path) as own:
        yield own


def marks_in(content: bytes) -> bool:
    """Whether a planted word lies in there, in any spelling and either case."""
    folded = content.lower()
    return any(MARK.encode(form) in folded for form in _FORMS)


def files_that_tell(root: Path, exact: Collection[str] = ()) -> list[str]:
    """The files and folders below a folder that hold a planted word or are called by one.

    Or that hold one of the `exact` secrets, in any spelling.
    """
    found = [str(path) for path in root.rglob("*") if MARK in path.name.lower()]
    secrets = [secret.encode(form) for secret in exact for form in _FORMS]
    for path in root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if marks_in(content) or any(secret in content for secret in secrets):
            found.append(str(path))
    return found


def told_by_the_system(pid: int) -> list[str]:
    """What anybody on the PC can read of a process: its words, its surroundings, its sockets."""
    sources = [f"/proc/{pid}/{name}" for name in ("cmdline", "environ", "comm", "maps")]
    sources += ["/proc/net/unix", "/proc/sysvipc/shm"]
    return [path for path in sources if marks_in(Path(path).read_bytes())]


def files_written(since: float) -> list[str]:
    """What was written after a moment where everybody's programs leave things."""
    places = [Path("/dev/shm"), Path("/var/tmp"), _ROOT / "screens"]
    files = [path for place in places if place.is_dir() for path in place.rglob("*")]
    files += [path for path in _ROOT.iterdir()]
    recent = [path for path in files if path.is_file() and path.stat().st_mtime >= since]
    return [str(path) for path in recent if marks_in(path.read_bytes())]


def test_the_search_would_find_a_word_left_anywhere(tmp_path: Path) -> None:
    for number, form in enumerate(_FORMS):
        (tmp_path / f"left{number}").write_bytes(b"-" + f"{MARK.title()}a".encode(form))
    (tmp_path / f"{MARK}.txt").write_bytes(b"")
    for name in _KEPT_ELSEWHERE:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(f"file:///home/{MARK}afile.txt")
    found = len(_FORMS) + 1 + len(_KEPT_ELSEWHERE)

    assert len(files_that_tell(tmp_path)) == found
    (tmp_path / "code").write_text("7395")
    assert len(files_that_tell(tmp_path, {"7395"})) == found + 1


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux' /proc")
def test_no_word_typed_into_the_desktop_lies_outside_the_vault(
    program: Program, surroundings: Surroundings, words: Words
) -> None:
    began = surroundings.errors.stat().st_mtime
    program.do("watch_titles")
    program.do("unlock", words.take(4))
    program.wait_until(lambda: program.do("problem") != "")
    program.unlock()
    plant(program, words, least=WORDS)
    told = told_by_the_system(program.pid)
    titles = program.do("titles")
    left_while_open = files_that_tell(surroundings.root, words.exact)
    assert not MAY_LOOK or set(words.where) & words_in_memory(program.pid, MARK)

    program.lock()
    assert not MAY_LOOK or words_in_memory(program.pid, MARK) == set()
    program.do("watch_titles")
    try_ways_back(program, words)
    restore(program, words)
    program.unlock()
    titles += program.do("titles")
    program.lock()

    assert len(words.where) >= WORDS
    assert told == told_by_the_system(program.pid) == []
    assert [title for title in titles if title not in ("", "Yarrow")] == []
    assert left_while_open == files_that_tell(surroundings.root, words.exact) == []
    assert files_written(began) == []
    backups = [file.read_bytes() for file in words.stick.glob("*.yarrow")]
    assert backups and not any(marks_in(backup) for backup in backups)
    assert "E-" in surroundings.errors.read_text()


def test_no_word_given_to_a_command_lies_anywhere(
    yarrow: Run,
    vault_of: Callable[..., Path],
    service: RunningService,
    words: Words,
    tmp_path: Path,
) -> None:
    a, b = vault_of("Wren Pepperday"), vault_of("Linnet Marrowby")
    made = yarrow("space", "new", a, "--name", words.take(2), "--service", service.url)
    assert made.code == 0, made.err
    code = yarrow("invite", a, "--name", words.take(2)).word
    assert yarrow("join", b, code, "--service", service.url).code == 0
    person = yarrow("add", a, "person", stdin={"name": words.take(2), "known_as": [words.take()]})
    line = {"label": "said", "text": words.take(8)}
    note = yarrow("add", a, "note", stdin={"subject": person.word, "lines": [line]})
    assert (person.code, note.code) == (0, 0), person.err + note.err
    assert yarrow("edit", a, person.word, stdin={"name": words.take(2)}).code == 0
    assert yarrow("edit", a, note.word, stdin={"entered_in_error": words.take(3)}).code == 0
    for refused in (
        yarrow("add", a, "note", stdin={"lines": [{"label": words.take(), "text": words.take()}]}),
        yarrow("add", a, "person", stdin={"nhs_number": words.take()}),
        yarrow("add", a, "note", stdin=words.take(3)),
        yarrow("join", b, words.take(), "--service", service.url),
    ):
        assert refused.code == 1
        assert not marks_in(refused.err.encode())
    assert yarrow("find", a, words.take(2), "--json").code == 0
    for vault in (a, b, a):
        assert yarrow("sync", vault, "--json").json["problems"] == []
    assert yarrow("vault", "verify", a).code == 0
    service.stop()

    assert files_that_tell(tmp_path) == []
    assert PASSPHRASE not in service.log.read_text()
