from __future__ import annotations

import pytest

from ui.theme.breadth import Breadth, breadth_of


@pytest.mark.parametrize(
    ("width", "scale", "breadth"),
    [
        (1366, 1.0, Breadth.NORMAL),
        (1024, 1.0, Breadth.NARROW),
        (1920, 1.0, Breadth.WIDE),
        (1366, 2.0, Breadth.FOLDED),
        (1366, 1.5, Breadth.FOLDED),
        (919, 1.0, Breadth.FOLDED),
        (920, 1.0, Breadth.NARROW),
        (1199, 1.0, Breadth.NARROW),
        (1200, 1.0, Breadth.NORMAL),
        (1600, 1.0, Breadth.WIDE),
    ],
)
def test_large_text_and_small_windows_fold_alike(
    width: int, scale: float, breadth: Breadth
) -> None:
    assert breadth_of(width, scale) == breadth
