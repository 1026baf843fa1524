"""What went wrong, in one line that holds nothing of what was typed into a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.errors import FormRefused, Refused, YarrowError
from resources.words import sentence

_MOST_NAMED = 20
_LONGEST_NAME = 60
_OUTSIDE_LIST = "not_in_list"


def told(error: YarrowError) -> str:
    """The sentence in one line, with what the first field takes, and every other that was refused.

    What was given never stands in it.
    """
    if not isinstance(error, FormRefused):
        return one_line(sentence(error))
    first, *others = [named(field) for field in error.problems]
    problem = next(iter(error.problems.values()))
    line = one_line(sentence(FormRefused({first: problem})))
    if problem == _OUTSIDE_LIST and error.choices:
        line = f"{line} It takes: {', '.join(error.choices)}."
    if not others:
        return line
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    return f"{line} Also to put right: {', '.join(others[:_MOST_NAMED])}{more}."


def named(field: str) -> str:
    """A field's name for a terminal: a key of somebody's JSON can hold any sign, at any length."""
    shown = _harmless(field[: _LONGEST_NAME + 1])
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[:_LONGEST_NAME]}…"
    return shown if shown.strip() else f'"{shown}"'


def one_line(text: str) -> str:
    """The same words on one line, harmless to a terminal: a path can hold any sign too."""
    return _harmless(" ".join(text.split()))


def _harmless(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


@contextmanager
def or_refused(code: str) -> Iterator[None]:
    """Raise Refused with this code where output that is told of nowhere else is not taken."""
    try:
        yield
    except OSError as error:
        raise Refused(code) from error


def say(text: str) -> None:
    """One line on standard error."""
    click.echo(one_line(text), err=True)
