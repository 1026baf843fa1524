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
def colours_of(name: ThemeName) -> Colours:
    """Every token's colour in one theme; the mapping cannot be changed."""
    themes = json.loads(resources.read_text("themes/tokens.json"))
    return MappingProxyType(themes[name])
