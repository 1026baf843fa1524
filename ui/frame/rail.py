"""The rail of places at the left, with what waits in each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from ui.frame.place import Place
from ui.frame.rail_item import RailItem
from ui.theme.breadth import Breadth
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.spoken import Role, give_role

_WIDTHS = {Breadth.FOLDED: 0, Breadth.NARROW: 76, Breadth.NORMAL: 84, Breadth.WIDE: 208}


class Rail(QFrame):
    """The places that have an Alt number, from the top; Settings, if there, stands at the end.

    One Tab stop: arrows move, Enter or Space goes there. Signals: `chosen(str)` with a key.
    """

    chosen = Signal(str)

    def __init__(
        self, places: Sequence[Place], theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._breadth = theme, Breadth.NORMAL
        self.setProperty("role", "rail")
        give_role(self, Role.PageTabList)
        self.setAccessibleName("Main")
        shown = [place for place in places if place.alt_number is not None]
        self.items = {place.key: RailItem(place, theme) for place in shown}
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, margins=(8, 8, 8, 10), gap=2)
        for number, place in enumerate(shown):
            if place.key == "settings":
                self._column.addStretch(1)
            self._column.addWidget(self.items[place.key])
            self._group.addButton(self.items[place.key], number)
        if "settings" not in self.items:
            self._column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_place(self, key: str) -> None:
        """Light the item of a place; a place that is not in the rail leaves all dark."""
        self._group.setExclusive(False)
        for name, item in self.items.items():
            item.setChecked(name == key)
            item.setFocusPolicy(_policy(reached=name == key))
        self._group.setExclusive(True)

    def show_count(self, key: str, count: int, *, decide: bool = False) -> None:
        """Show how many wait in a place, in violet if they need a decision."""
        self.items[key].show_count(count, decide=decide)

    def fit(self, breadth: Breadth) -> None:
        """Take the form for a window this broad; folded, the rail is not shown at all."""
        self._breadth = breadth
        self.setVisible(breadth != Breadth.FOLDED)
        for item in self.items.values():
            item.show_wide(wide=breadth == Breadth.WIDE)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the items with the arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        items = list(self.items.values())
        focused = [number for number, item in enumerate(items) if item.hasFocus()]
        if not step or not focused:
            super().keyPressEvent(event)
            return
        items[(focused[0] + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """As wide as the form asks for."""
        return QSize(self._theme.px(_WIDTHS[self._breadth]), super().sizeHint().height())

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTHS[self._breadth]))
        narrow = self._breadth == Breadth.NARROW
        side = 10 if self._breadth == Breadth.WIDE else 4 if narrow else 8
        px = self._theme.px
        self._column.setContentsMargins(px(side), px(8), px(side), px(10))

    def _on_clicked(self, number: int) -> None:
        keys = list(self.items)
        self.chosen.emit(keys[number])


def _policy(*, reached: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
