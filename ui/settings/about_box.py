"""About, over the lock screen: nothing of any vault stands in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.frame.overlay import Overlay
from ui.settings.about import AboutFacts, program_cards
from ui.settings.section import Cards
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.label import Label

_WIDTH, _HEIGHT = 700, 600


class AboutBox(Overlay):
    """Opens at once and is deleted when it closes."""

    def __init__(self, host: QWidget, theme: Theme, facts: AboutFacts) -> None:
        super().__init__(host, theme, title="About Yarrow", width=_WIDTH)
        self._scale = theme
        ground, area = QFrame(), ColumnArea()
        column = QVBoxLayout(ground)
        Spacing(column, theme, margins=(22, 18, 22 - BAR, 18), gap=14)
        column.addWidget(Label("About Yarrow", "lead", heading=True))
        column.addWidget(Cards(theme, *program_cards(facts, theme)))
        area.hold(ground)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its words are scrolled to by keys
        area.setAccessibleName("About Yarrow")
        self.rows.addWidget(area, 1)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, theme, margins=(22, 12, 22, 12), gap=8)
        self.back_button = Button("Go back", theme, key="Esc")
        row.addStretch(1)
        row.addWidget(self.back_button)
        self.rows.addWidget(foot)
        self.back_button.clicked.connect(self.close_overlay)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)
        self.open_overlay()

    def sizeHint(self) -> QSize:
        """Most of a window; what finds no room is scrolled to."""
        return QSize(self._scale.px(_WIDTH), self._scale.px(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False
