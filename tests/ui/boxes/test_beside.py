from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from ui.boxes.beside import Beside
from ui.theme.theme import Theme
from ui.widgets.label import Label


@pytest.fixture
def ground(theme: Theme, show: Callable[[QWidget], QWidget]) -> QWidget:
    """Two parts that ask for 100 and 200, with 10 between them."""
    ground = QWidget()
    parts = [(Label("Words " * 9, wraps=True), 100), (Label("Few"), 200)]
    Beside(parts, theme, gap=10, below=20, parent=ground)
    return show(ground)


def fit(ground: QWidget, width: int) -> list[tuple[int, int, int]]:
    """The left edge, top and width of each part at this width, in all the height it asks for."""
    ground.resize(width, ground.heightForWidth(width))
    parts = ground.findChildren(Label)
    assert all(ground.rect().contains(each.geometry()) for each in parts)
    return [(each.x(), each.y(), each.width()) for each in parts]


def test_with_room_for_all_they_stand_beside_each_other(ground: QWidget) -> None:
    assert fit(ground, 400) == [(0, 0, 100), (110, 0, 290)]


def test_without_it_each_has_the_whole_width(ground: QWidget) -> None:
    (first, second) = fit(ground, 300)

    assert first == (0, 0, 300)
    assert (second[0], second[2]) == (0, 300)
    assert second[1] == ground.findChildren(Label)[0].height() + 20


def test_the_room_they_need_follows_the_text(ground: QWidget, theme: Theme) -> None:
    theme.scale_text(2.0)

    assert {x for x, _, _ in fit(ground, 600)} == {0}
    assert fit(ground, 620)[1][0] == 220
