"""Two recovery shares, each typed into a box of its own that says how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.word_edit import WordEdit

_NAMES = ("First share", "Second share")
_WORDS = 20
_MISSING = "Both shares are needed, from two of the papers."


class TwoShares(QWidget):
    """What is typed is never kept: `forget` empties it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.edits = [WordEdit(theme, count=_WORDS) for _ in _NAMES]
        self._fields = [
            Field(name, edit, theme) for name, edit in zip(_NAMES, self.edits, strict=True)
        ]
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=10)
        for field, edit in zip(self._fields, self.edits, strict=True):
            count = Label("", "quiet")
            edit.told.connect(count.setText)
            column.addWidget(field)
            column.addWidget(count)

    @property
    def typed(self) -> tuple[str, ...]:
        """Both, each with its last word written out."""
        return tuple(edit.written() for edit in self.edits)

    def know(self, words: Sequence[str]) -> None:
        """Check against the words that shares are made of from now on."""
        for edit in self.edits:
            edit.know(words)

    def is_filled(self) -> bool:
        """Whether both are there; says so if not."""
        missing = [not each.strip() for each in self.typed]
        for field, is_missing in zip(self._fields, missing, strict=True):
            field.show_problem(_MISSING if is_missing else "")
        return not any(missing)

    def forget(self) -> None:
        """Empty both."""
        for field, edit in zip(self._fields, self.edits, strict=True):
            edit.forget()
            field.clear_problem()
