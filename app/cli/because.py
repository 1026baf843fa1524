"""What commands that mark a file and take the mark off again ask for, alike in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from app.cli.misuse import Misuse
from app.cli.typed import TYPED
from app.forms.lists import load_list

C = TypeVar("C", bound=Callable[..., Any])


def because_options(reasons: str, *, because: str, off: str) -> Callable[[C], C]:
    """The options `--because`, a code of the list `reasons`, `--off` and `--reason`.

    `because` and `off` are what the first two are for, in words.
    """
    codes = click.Choice(load_list(reasons).codes)

    def add(command: C) -> C:
        words = click.option(
            "--reason",
            type=TYPED,
            metavar="WHY",
            required=True,
            help="The same in your own words.",
        )(command)
        taken = click.option("--off", is_flag=True, help=off)(words)
        return click.option("--because", type=codes, default=None, help=because)(taken)

    return add


def require_one(because: str | None, *, off: bool) -> None:
    """Raise Misuse unless just one of `--because` and `--off` is given."""
    if off == (because is not None):
        raise Misuse("Give either --because or --off.")
