"""The colour tokens of the three themes, as one file names them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import resources

ThemeName = Literal["light", "dark", "contrast"]
THEME_NAMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")

Colours = Mapping[str, str]
"""A colour as `#RRGGBB` for each token, such as `surface` or `accentText`."""


@cache
def cover_colours() -> Colours:
    """The `ground` and `text` of the cover, the same in every theme."""
    return MappingProxyType(_themes()["cover"])


@cache
def colours_of(name: ThemeName) -> Colours:
    """Every token's colour in one theme; the mapping cannot be changed."""
    return MappingProxyType(_themes()[name])


def _themes() -> dict[str, dict[str, str]]:
    themes: dict[str, dict[str, str]] = json.loads(resources.read_text("themes/tokens.json"))
    return themes
