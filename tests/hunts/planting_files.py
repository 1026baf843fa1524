"""Words planted by way of files: attachments, the gate's copy, backups; and by what guards a file.

The acts begin with a person's file open, and leave it open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.app.wiring.drawing import planted
from tests.hunts.program import Program
from tests.hunts.words import MARK, Words


def brought(words: Words, ending: str, content: Callable[[bytes], bytes]) -> Path:
    """A file on the stick whose name and content have planted words."""
    file = words.stick / f"{words.take()}.{ending}"
    file.write_bytes(content(words.take().ljust(len(planted.BYTES), "x").encode()))
    return file


def _keep(program: Program, words: Words) -> None:
    """Fill the box about an attachment, and keep it."""
    before = program.do("count", "attachment")
    program.wait_until(lambda: program.do("fill", "What it shows", words.take(3)))
    program.do("fill", "Taken by", words.take(2))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("count", "attachment") > before)


def drop_picture(program: Program, words: Words) -> None:
    """A picture with words in all that cameras write, dropped on the page."""
    file = brought(words, "jpg", lambda word: planted.jpeg().replace(planted.BYTES, word))
    program.do("drop", str(file))
    _keep(program, words)


def attach_text(program: Program, words: Words) -> None:
    """A text with words in it, chosen in the dialog, and looked at."""
    file = brought(words, "txt", lambda word: b"They said: " + word)
    program.do("click", "Attach a file")
    program.wait_until(lambda: program.do("choose_path", str(file)))
    _keep(program, words)
    program.do("with_item", "view", "attachment")
    program.wait_until(lambda: program.do("boxes") > 0)
    program.do("paint")
    program.do("press", "Esc")


def leave_attach_box(program: Program, words: Words) -> None:
    """A box about a file filled, and left by Esc."""
    program.do("drop", str(brought(words, "txt", lambda word: word)))
    program.wait_until(lambda: program.do("fill", "What it shows", words.take(3)))
    program.do("press", "Esc")


def save_copy(program: Program, words: Words) -> None:
    """A copy let out through the gate, into a folder off this PC."""
    folder = words.stick / "out"
    folder.mkdir(exist_ok=True)
    before = len(list(folder.iterdir()))
    program.do("with_item", "copy", "attachment")
    program.wait_until(lambda: program.do("pick", "For whom", 1))
    program.do("fill", "Why", words.take(3))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("choose_path", str(folder)))
    program.wait_until(lambda: len(list(folder.iterdir())) > before)
    assert [each.name for each in folder.iterdir() if MARK in each.name] == []
    program.wait_until(lambda: program.do("boxes") == 0)


def give_out(program: Program, words: Words) -> None:
    """The whole file looked into for somebody outside, and the box left."""
    program.do("with_file", "give")
    program.wait_until(lambda: program.do("fill", "For whom", words.take(2)))
    program.do("fill", "Why they get it", words.take(3))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("click", "Choose where") or program.do("says", "written"))
    for _ in range(program.do("boxes")):
        program.do("press", "Esc")


def mark_sensitive(program: Program, words: Words) -> None:
    """The file marked sensitive with a reason, and the mark taken off with another."""
    program.do("with_file", "mark")
    program.wait_until(lambda: program.do("pick", "Why it is sensitive", 0))
    program.do("fill", "In your words", words.take(4))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("boxes") == 0)
    program.do("with_file", "unmark")
    program.wait_until(lambda: program.do("fill", "Why", words.take(4)))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("boxes") == 0)


def correct(program: Program, words: Words) -> None:
    """Answers of a saved record corrected, with why; its history looked at."""
    program.do("with_item", "answers", "identification")
    program.wait_for("correct")
    program.do("answer", "free_text", words.take(4))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("fill", "Why", words.take(3)))
    program.do("press", "Ctrl+Return")
    program.wait_for("person")
    program.wait_until(lambda: program.do("with_item", "history", "identification"))
    program.wait_until(lambda: program.do("boxes") == 1)
    program.do("paint")
    program.do("press", "Esc")


def refer(program: Program, words: Words) -> None:
    """A referral to our own team, and a box about closing it filled and left."""
    program.do("with_file", "refer")
    program.wait_until(lambda: program.do("fill", "Why, in your words", words.take(4)))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("boxes") == 0)
    program.wait_until(lambda: program.do("with_item", "close", "referral"))
    program.wait_until(lambda: program.do("fill", "Feedback in your words", words.take(4)))
    program.do("press", "Esc")


def settle(program: Program, words: Words) -> None:
    """Two versions of a name, settled with words of one's own; others begun and left."""
    for ends in ("Ctrl+Return", "Ctrl+S"):
        program.do("clash")
        program.wait_for("settle")
        typed = words.take(3)
        program.wait_until(lambda text=typed: program.do("fill", "One version of Name", text))
        program.do("press", ends)
        program.do("paint")


FILE_ACTS: Mapping[str, Callable[[Program, Words], None]] = {
    "a picture attached": drop_picture,
    "a text attached and looked at": attach_text,
    "a box about a file left": leave_attach_box,
    "a copy let out": save_copy,
    "a file given out": give_out,
    "a file marked sensitive": mark_sensitive,
    "answers corrected": correct,
    "a referral made and answered": refer,
    "two versions settled": settle,
}
