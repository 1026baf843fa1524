"""Words planted in how somebody is reached, in a try, in a child and in whom is kept apart.

The acts begin with a person's file open, and leave it open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hunts.program import Program
from tests.hunts.words import Words


def _saved(program: Program) -> None:
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("boxes") == 0)


def _one_more_way(program: Program, words: Words) -> None:
    program.do("with_file", "rules")
    program.wait_until(lambda: program.do("click", "Add a way to reach them"))
    program.wait_until(lambda: program.do("fill", "Number", words.take()))
    program.do("fill", "Say", words.take(3))


def write_a_way(program: Program, words: Words) -> None:
    """A number with what to say and a code word, saved."""
    _one_more_way(program, words)
    program.do("fill", "Word that all is well", words.take())
    _saved(program)


def leave_a_way(program: Program, words: Words) -> None:
    """Another begun, and left."""
    _one_more_way(program, words)
    program.do("press", "Esc")


def log_a_try(program: Program, words: Words) -> None:
    """A number drawn with a reason, and a try written down."""
    program.do("with_file", "log_contact")
    program.wait_until(lambda: program.do("click", "Ring anyway, with a reason"))
    program.wait_until(lambda: program.do("fill", "Why it cannot wait", words.take(3)))
    program.do("click", "Show it, with this reason")
    program.do("paint")
    program.wait_until(lambda: program.do("click", "Spoke"))
    program.do("fill", "What was said", words.take(4))
    _saved(program)


def add_a_child(program: Program, words: Words) -> None:
    """A child with name and school."""
    program.do("with_file", "add_child")
    program.wait_until(lambda: program.do("fill", "Name", words.take(2)))
    program.do("fill", "School or nursery", words.take(2))
    _saved(program)
    program.do("paint")


def say_who_must_not_know(program: Program, words: Words) -> None:
    """Somebody who must not know, with what to heed."""
    program.do("with_file", "rules")
    program.wait_until(
        lambda: program.do("click", "Somebody") or program.do("click", "Somebody else")
    )
    program.wait_until(lambda: program.do("fill", "Who", words.take(2)))
    program.do("click", "Must not know")
    program.do("fill", "What to heed", words.take(3))
    _saved(program)
    program.do("paint")


def report_by_law(program: Program, words: Words) -> None:
    """A report to the police that was begun, with who makes it."""
    program.do("with_file", "duty_report")
    program.wait_until(lambda: program.do("fill", "Who reports it, by name", words.take(2)))
    program.do("fill", "What else to know", words.take(3))
    program.do("fill", "Known since", "00:01")
    program.do("click", "She told us")
    _saved(program)
    program.do("paint")


def write_an_injury(program: Program, words: Words) -> None:
    """An injury with what was seen, said and thought."""
    program.do("with_file", "injury")
    program.wait_until(lambda: program.do("fill", "Where exactly", words.take(2)))
    program.do("pick", "Where on the body", 9)
    program.do("fill", "What else I saw", words.take(3))
    program.do("fill", "How it came, in their words", words.take(3))
    program.do("fill", "My view, and why", words.take(3))
    _saved(program)
    program.do("paint")


def keep_apart(program: Program, words: Words) -> None:
    """The other person written down once, and opened with a reason."""
    program.do("with_file", "other")
    program.wait_until(lambda: program.do("boxes") == 1)
    if program.do("pick", "Other person is", 1):
        program.do("fill", "Name", words.take(2))
        program.do("fill", "What is known", words.take(4))
        _saved(program)
    else:
        program.do("press", "Esc")
    why = words.take(3)

    def is_asked_why() -> bool:
        """The page may not have heard of what was saved."""
        program.do("with_file", "other")
        program.wait_until(lambda: program.do("boxes") == 1)
        if program.do("fill", "Why you need it now", why):
            return True
        program.do("press", "Esc")
        return False

    program.wait_until(is_asked_why)
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: program.do("says", "Has a file here"))
    program.do("click", "Go back")
    program.wait_until(lambda: program.do("boxes") == 0)


CONTACT_ACTS: Mapping[str, Callable[[Program, Words], None]] = {
    "a way to reach someone": write_a_way,
    "a way begun and left": leave_a_way,
    "a try written down": log_a_try,
    "a child": add_a_child,
    "who must not know": say_who_must_not_know,
    "a report by law": report_by_law,
    "an injury": write_an_injury,
    "someone kept apart": keep_apart,
}
