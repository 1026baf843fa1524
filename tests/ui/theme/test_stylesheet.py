from __future__ import annotations

import re

import pytest

import resources
from ui.theme.scale import Scale
from ui.theme.stylesheet import style_sheet
from ui.theme.tokens import THEME_NAMES, ThemeName, colours_of


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("factor", [1.0, 1.1, 1.5, 2.0])
def test_every_name_in_the_rules_is_filled(name: ThemeName, factor: float) -> None:
    rules = style_sheet(colours_of(name), Scale(factor))

    assert "$" not in rules
    assert "pxpx" not in rules


def test_the_rules_hold_no_colour_of_their_own() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgb", resources.read_text("themes/yarrow.qss"))


@pytest.mark.parametrize("kind", ["QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox"])
def test_inputs_keep_an_edge_that_shows_in_the_contrast_theme(kind: str) -> None:
    rules = style_sheet(colours_of("contrast"), Scale())

    shared = next(rule for rule in rules.split("}") if f"{kind}," in rule or f", {kind}" in rule)
    assert "border: 1px solid #FFFFFF" in shared


def test_lengths_follow_the_text_scale() -> None:
    assert "font-size: 40px" in style_sheet(colours_of("light"), Scale(2.0))
