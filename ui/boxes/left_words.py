"""Words that were typed in a box which does not open any more, to be read once again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.theme.theme import Theme
from ui.widgets.label import Label

_TEXT = (
    "What they were about was done or changed meanwhile, so their box does not open any more. "
    "Write them where they belong now, or throw them away."
)


class LeftWords(AskBox):
    """Its verb asks to forget them; going back keeps them."""

    def __init__(self, host: QWidget, theme: Theme, *, words: Sequence[str]) -> None:
        super().__init__(
            host,
            theme,
            title="Words that were not saved",
            text=_TEXT,
            verb="Throw them away",
            parts=[Label(each, "body", wraps=True) for each in words],
        )
