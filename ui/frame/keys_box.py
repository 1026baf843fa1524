"""The keys of this screen, in a box over it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.keys_of_places import keys_of
from ui.frame.overlay import Overlay
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.table import Table
from ui.widgets.table_model import Cell, Column, Row

_WIDTH, _HEIGHT = 620, 600


class KeysBox(Overlay):
    """Opens at once and is deleted when it closes; Up and Down go through the keys."""

    def __init__(self, host: QWidget, theme: Theme, *, place: str, known: frozenset[str]) -> None:
        super().__init__(host, theme, title="Keys", width=_WIDTH)
        self._scale = theme
        here, everywhere = keys_of(place, known, letters=theme.letters_act)
        told = "First those of this screen, then those that work everywhere."
        columns = (Column("Keys", 200), Column("What they do"))
        self.table = Table("Keys and what they do", columns, theme)
        self.table.show_rows([_row(*line) for line in (*here, *everywhere)])
        head = QFrame()
        words = QVBoxLayout(head)
        Spacing(words, theme, margins=(22, 16, 22, 12), gap=4)
        words.addWidget(Label("Keys", "lead", heading=True))
        words.addWidget(Label(told if here else "They work everywhere.", "quiet", wraps=True))
        self.rows.addWidget(head)
        middle = QVBoxLayout()
        Spacing(middle, theme, margins=(22, 0, 22, 12))
        middle.addWidget(self.table)
        self.rows.addLayout(middle, 1)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, theme, margins=(22, 12, 22, 12), gap=8)
        close = Button("Close", theme, key="Esc")
        close.clicked.connect(self.close_overlay)
        row.addStretch(1)
        row.addWidget(close)
        self.rows.addWidget(foot)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)
        self.open_overlay()

    def sizeHint(self) -> QSize:
        """Most of a window; what finds no room is scrolled to."""
        return QSize(self._scale.px(_WIDTH), self._scale.px(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False


def _row(keys: str, words: str) -> Row:
    return Row(words, (Cell(keys, strong=True), Cell(words)))
