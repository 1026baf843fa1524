"""Laid out words: as many lines as were written."""

from __future__ import annotations

from ui.theme.theme import Theme
from ui.widgets.text_blocks import TextBlocks


def test_each_line_of_a_text_stands_on_its_own(theme: Theme) -> None:
    blocks, font = TextBlocks(), theme.font()

    one = blocks.height("Why: misheard", font, 400)

    assert blocks.height("Why: misheard\nName: Wren to Linnet", font, 400) >= 2 * one - 1
