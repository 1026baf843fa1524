"""Every feature of the desktop that takes words, and words that occur nowhere else to put in.

A new feature gets a line in `ACTS`: what it is called, and a function that is handed the program
and gives the features its words by `words.take()`. Whoever seeks them needs no change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.app.wiring.recording import ANSWERS
from tests.hunts.planting_contact import CONTACT_ACTS
from tests.hunts.planting_files import FILE_ACTS
from tests.hunts.planting_settings import SETTING_ACTS
from tests.hunts.program import Program
from tests.hunts.words import MARK, Words

__all__ = ["DAILY", "MARK", "Words", "plant"]

Act = Callable[[Program, Words], None]


def record(program: Program, words: Words) -> None:
    """New: someone new, with words in each field that takes any, saved."""
    typed = ("free_text", "their_words", "hark_safety_note", "where_now")
    before = program.do("subject")
    program.do("press", "Ctrl+N")
    answers = {**ANSWERS, **{name: words.take(6) for name in typed}}
    program.do("describe", words.take(2), answers)
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("subject") not in ("", before))


def sign_note(program: Program, words: Words) -> None:
    """A note of three lines, signed."""
    program.wait_until(lambda: program.do("go_to_note"))
    for key in ("Alt+1", "Alt+2", "Alt+3"):
        program.do("press", key)
        program.do("type", words.take(8))
        program.do("press", "Return")
    program.do("press", "Ctrl+Return")
    program.do("paint")


def begin_note(program: Program, words: Words) -> None:
    """A note begun and kept as a draft."""
    program.wait_until(lambda: program.do("go_to_note"))
    program.do("press", "Alt+1")
    program.do("type", words.take(8))
    program.do("press", "Ctrl+S")


def mark_in_error(program: Program, words: Words) -> None:
    """An item put away, with why."""
    _in_box(program, words, of_item=True)


def edit_person(program: Program, words: Words) -> None:
    """Another name for the person."""
    _in_box(program, words, of_item=False)


def _in_box(program: Program, words: Words, *, of_item: bool) -> None:
    program.do("open_box", of_item)
    program.do("type", words.take(3))
    program.do("press", "Ctrl+Return")
    program.do("paint")


def look_for_double(program: Program, words: Words) -> None:
    """The line that looks for another file of this person, left by Esc."""
    program.do("with_file", "join")
    program.wait_until(lambda: program.do("fill", "Look for a file", words.take(2)))
    program.do("paint")
    program.do("press", "Esc")


def leave_box(program: Program, words: Words) -> None:
    """A box typed into and left by Esc."""
    program.do("open_box", True)
    program.do("type", words.take(3))
    program.do("press", "Esc")


def find(program: Program, words: Words) -> None:
    """The palette, with words that are found nowhere."""
    program.do("press", "Ctrl+K")
    program.do("type", words.take(2))
    program.do("paint")
    program.do("press", "Esc")


def filter_people(program: Program, words: Words) -> None:
    """The line over the list of people."""
    program.do("press", "Alt+3")
    program.do("type", words.take(2))
    program.do("paint")


def look_for_person(program: Program, words: Words) -> None:
    """The line on New that looks for someone."""
    program.do("press", "Ctrl+N")
    program.do("go_to_person")
    program.do("type", words.take(2))
    program.do("paint")


def begin_record(program: Program, words: Words) -> None:
    """A record begun on New and kept as a draft."""
    program.do("press", "Ctrl+N")
    program.do("go_to_own_words")
    program.do("type", words.take(120))
    program.do("press", "Ctrl+S")


def log_training(program: Program, words: Words) -> None:
    """Words where numbers of a training session belong, refused and left."""
    program.do("press", "Alt+6")
    program.wait_until(lambda: program.do("click", "Clinic count and training"))
    program.wait_until(lambda: program.do("click", "Add a session"))
    program.do("fill", "How many came", words.take(2))
    program.do("press", "Ctrl+Return")
    program.do("paint")
    program.do("press", "Esc")


def save_report(program: Program, words: Words) -> None:
    """For whom a quarter's figures are, and the box left."""
    program.do("press", "Alt+6")
    program.wait_until(lambda: program.do("click", "Save a quarter as pages"))
    program.do("fill", "For whom", words.take(2))
    program.do("press", "Ctrl+Return")
    program.do("paint")
    program.do("press", "Esc")


def copy(program: Program, words: Words) -> None:
    """Words cut out of a field and put back by the clipboard."""
    program.do("press", "Ctrl+N")
    program.do("go_to_own_words")
    program.do("type", words.take(2))
    for key in ("Ctrl+A", "Ctrl+X", "Ctrl+V"):
        program.do("press", key)


def fail(program: Program, words: Words) -> None:
    """A fault of the program's own, whose text holds what was typed, and its box."""
    program.do("fail", words.take(3))
    program.do("paint")
    program.do("press", "Esc")


ACTS: Mapping[str, Act] = {
    "a record saved": record,
    "a note signed": sign_note,
    **CONTACT_ACTS,
    **FILE_ACTS,
    "an item entered in error": mark_in_error,
    "the person edited": edit_person,
    "another file looked for": look_for_double,
    "a box left": leave_box,
    "a note begun": begin_note,
    "the palette": find,
    "the list of people": filter_people,
    "looking for someone": look_for_person,
    "the clipboard": copy,
    "a record begun": begin_record,
    "a training session": log_training,
    "a quarter in figures": save_report,
    **SETTING_ACTS,
    "a fault": fail,
}


DAILY = {each: ACTS[each] for each in ("a record saved", "a note signed", "the palette", "a fault")}
"""The acts of any day and a fault, for those who need words there and not each way they came."""


def plant(
    program: Program, words: Words, acts: Mapping[str, Act] = ACTS, *, least: int = 0
) -> None:
    """Do every one of these acts, and all again until so many words were put in."""
    while True:
        for name, act in acts.items():
            words.act = name
            act(program, words)
        if len(words.where) >= least:
            return
