from __future__ import annotations

import pytest

from ui.theme.contrast import PAIRS, ratio, shortfalls
from ui.theme.tokens import THEME_NAMES, ThemeName, colours_of


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert ratio("#808080", "#808080") == pytest.approx(1.0)


def test_the_formula_gives_the_figures_of_the_design() -> None:
    light = colours_of("light")

    assert ratio(light["text"], light["surface"]) == pytest.approx(16.6, abs=0.05)
    assert ratio(light["control"], light["sunken"]) == pytest.approx(3.5, abs=0.06)
    assert ratio(light["focus"], light["warnTint"]) == pytest.approx(8.3, abs=0.05)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_pair_on_the_screens_reads_well_enough(name: ThemeName) -> None:
    assert list(shortfalls(colours_of(name))) == []


def test_the_table_holds_every_pair_that_was_measured() -> None:
    assert sum(len(grounds.split()) for _, grounds, _ in PAIRS) == 96


def test_a_pale_ink_is_found_out() -> None:
    colours = {**colours_of("light"), "text3": "#999999"}

    assert {ink for ink, _, _ in shortfalls(colours)} == {"text3"}
