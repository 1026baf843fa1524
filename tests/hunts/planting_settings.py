"""Words planted in Settings and on the lock screen: places, codes, shares, a PIN, backups."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hunts.program import PASSPHRASE, Program
from tests.hunts.words import Words

_PIN = "73952846"


def back_up(program: Program, words: Words) -> None:
    """A backup into a file with a word in its name; another where there is no such folder."""
    program.do("set", "backups")
    for folder in (words.stick, words.stick / words.take()):
        program.do("fill", "File", str(folder / f"{words.take()}.yarrow"))
        program.do("click", "Back up into this file")
        program.wait_until(lambda: program.do("click", "Back up into this file"))


def choose_second_place(program: Program, words: Words) -> None:
    """A second place for backups that is not there."""
    program.do("set", "backups")
    program.do("fill", "Second place (a folder on a drive or a share)", words.take(2))
    program.do("click", "Keep this place")
    program.do("paint")


def set_pin(program: Program, words: Words) -> None:
    """Words where a PIN belongs, then a PIN; taken away again."""
    words.exact.add(_PIN)
    program.do("set", "hide")
    program.do("fill", "New PIN", words.take())
    program.do("click", "Set this PIN")
    program.do("fill", "New PIN", _PIN)
    program.do("click", "Set this PIN")
    program.wait_until(lambda: program.do("click", "No PIN"))


def make_code(program: Program, words: Words) -> None:
    """A personal code made, after a wrong passphrase."""
    program.do("set", "ways")
    program.wait_until(lambda: program.do("click", "Make a personal code") or _again(program))
    program.wait_until(lambda: program.do("fill", "Your passphrase", words.take(3)))
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("says", "does not open"))
    program.do("fill", "Your passphrase", PASSPHRASE)
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("secret") != "")
    code = "".join(filter(str.isalnum, program.do("secret")))
    words.exact |= {code, *(code[at : at + 12] for at in range(0, len(code) - 12, 4))}
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("boxes") == 0)


def _again(program: Program) -> bool:
    return bool(program.do("click", "Make another personal code"))


def change_passphrase(program: Program, words: Words) -> None:
    """A change of passphrase begun with words and left."""
    program.do("set", "ways")
    program.do("click", "Change the passphrase")
    program.wait_until(lambda: program.do("fill", "Your passphrase now", words.take(4)))
    program.do("press", "Ctrl+Return")
    program.do("paint")
    program.do("press", "Esc")


def save_facts(program: Program, words: Words) -> None:
    """The file for the help desk, which lies in the profile and is searched with it."""
    del words
    program.do("set", "about")
    program.do("click", "Save facts for the help desk")
    program.wait_until(lambda: program.do("says", "yarrow-facts-"))


def set_for_team(program: Program, words: Words) -> None:
    """A choice of the team's own begun with words, refused, and left."""
    program.do("set", "team")
    program.wait_until(lambda: program.do("click", "Add a choice"))
    program.wait_until(lambda: program.do("fill", "What people see", words.take(3)))
    program.do("fill", "Short name", words.take())
    program.do("press", "Ctrl+Return")
    program.do("paint")
    program.do("press", "Esc")
    program.do("paint")


def word_a_step(program: Program, words: Words) -> None:
    """A step of the team's own begun with words, refused, and left."""
    program.do("set", "team")
    program.wait_until(lambda: program.do("click", "Add a step"))
    program.wait_until(lambda: program.do("fill", "Why it is not shown", words.take(3)))
    program.do("fill", "What to do, in a few words", words.take(3))
    program.do("press", "Ctrl+Return")
    program.do("paint")
    program.do("press", "Esc")
    program.do("paint")


SETTING_ACTS: Mapping[str, Callable[[Program, Words], None]] = {
    "a backup made": back_up,
    "a second place": choose_second_place,
    "a PIN": set_pin,
    "a personal code": make_code,
    "a passphrase": change_passphrase,
    "facts for the desk": save_facts,
    "a setting of the team": set_for_team,
    "a step of the team": word_a_step,
}


def try_ways_back(program: Program, words: Words) -> None:
    """On the lock screen: a code of words, a backup of words, a newcomer and a folder."""
    program.do("lock_pane", "forgotten")
    program.wait_until(lambda: program.do("fill", "Code", words.take(4)))
    program.do("click", "Go on")
    program.do("paint")
    program.do("press", "Esc")
    program.do("lock_pane", "someone")
    program.do("paint")
    program.do("lock_pane", "restore")
    program.do("fill", "File of the backup", str(words.stick / words.take()))
    program.do("fill", "Passphrase", words.take(3))
    program.do("click", "Restore")
    program.wait_until(lambda: program.do("click", "Restore") or True)
    program.do("press", "Esc")


def restore(program: Program, words: Words) -> None:
    """A backup brought back on the lock screen, beside what is newer."""
    file = next(words.stick.glob("*.yarrow"))
    program.do("lock_pane", "someone")
    program.do("lock_pane", "restore")
    program.do("fill", "File of the backup", str(file))
    program.do("fill", "Passphrase", PASSPHRASE)
    program.do("click", "Restore")
    program.wait_until(lambda: program.do("at_passphrase"))
