from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from ui.theme.contrast import ratio
from ui.theme.palette import palette_of
from ui.theme.tokens import THEME_NAMES, ThemeName, colours_of


@pytest.mark.parametrize("name", THEME_NAMES)
def test_text_reads_on_its_ground_without_any_style_sheet(name: ThemeName) -> None:
    palette = palette_of(colours_of(name))

    for ink, ground in (
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    ):
        assert ratio(palette.color(ink).name(), palette.color(ground).name()) >= 4.5
