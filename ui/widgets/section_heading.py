"""The head of a section: its name, a quiet word beside it, and room for one action."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label


class SectionHeading(QWidget):
    """A heading in strong letters, spoken as a heading; a count stands at the end of its row."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        aside: str = "",
        counts: bool = False,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._aside = Label(text, "strong", heading=True), Label(aside, "quiet")
        row = QHBoxLayout(self)
        Spacing(row, theme, gap=8)
        row.addWidget(self._text)
        if counts:
            row.addStretch(1)
        row.addWidget(self._aside)
        if not counts:
            row.addStretch(1)
        if action is not None:
            row.addWidget(action)
        self.show_words(text, aside=aside)

    def show_words(self, text: str, *, aside: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
