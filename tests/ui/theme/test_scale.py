from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.theme.scale import STRONG, Scale


@given(st.floats(min_value=-10, max_value=10))
def test_a_scale_stays_between_one_and_two(factor: float) -> None:
    assert 1.0 <= Scale(factor).factor <= 2.0


def test_sizes_are_whole_pixels() -> None:
    assert Scale(1.0).px(52) == 52
    assert Scale(1.5).px(13) == 20
    assert Scale(2.0).px(84) == 168


def test_fonts_grow_with_the_scale(qapp: QApplication) -> None:
    assert Scale(1.0).font(14).pixelSize() == 14
    assert Scale(2.0).font(14, STRONG).pixelSize() == 28
    assert Scale(2.0).font(14, STRONG).weight() == STRONG
    assert Scale(1.5).code_font(12).pixelSize() == 18
