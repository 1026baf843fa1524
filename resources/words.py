"""The sentence for each expected failure."""

from __future__ import annotations

import tomllib
from functools import cache

import resources
from app.errors import YarrowError


@cache
def _area(area: str) -> dict[str, str]:
    return tomllib.loads(resources.read_text(f"errors/{area}.toml"))


def sentence(error: YarrowError) -> str:
    """What happened, what is safe and what to do, for the person at the screen.

    The wording stands in `resources/errors/<area>.toml` under the error's code.
    """
    area, _, name = error.code.partition(".")
    return _area(area)[name].format(**error.facts)
