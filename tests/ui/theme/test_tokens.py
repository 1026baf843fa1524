from __future__ import annotations

import re

import pytest

from ui.theme.tokens import THEME_NAMES, ThemeName, colours_of


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_token_is_a_whole_colour(name: ThemeName) -> None:
    colours = colours_of(name)

    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours.values())


def test_the_three_themes_name_the_same_tokens() -> None:
    names = [set(colours_of(name)) for name in THEME_NAMES]

    assert names[0] == names[1] == names[2]
