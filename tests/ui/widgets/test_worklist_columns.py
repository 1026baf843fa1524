from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from ui.theme.breadth import Breadth
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.worklist_columns import columns_of, row_height


def test_columns_stand_where_the_picture_has_them(theme: Theme) -> None:
    columns = columns_of(QRectF(85, 0, 929 - BAR, 52), Breadth.NORMAL, theme)

    assert columns.clock.left() == pytest.approx(105, abs=2)
    assert columns.words.left() == pytest.approx(231, abs=2)
    assert columns.contact.left() == pytest.approx(578, abs=2)
    assert columns.risk.left() == pytest.approx(764, abs=2)
    assert columns.action.left() == pytest.approx(886, abs=2)
    assert columns.action.right() == pytest.approx(992, abs=2)


@pytest.mark.parametrize("breadth", list(Breadth))
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_in_a_row_overlaps_or_leaves_it(
    theme: Theme, breadth: Breadth, scale: float
) -> None:
    theme.scale_text(scale)
    area = QRectF(0, 0, 800 * scale, row_height(breadth, theme))

    columns = columns_of(area, breadth, theme)

    parts = (columns.clock, columns.words, columns.contact, columns.risk, columns.action)
    for number, part in enumerate(parts):
        assert area.contains(part)
        assert not any(part.intersects(other) for other in parts[number + 1 :])
