"""Pills of which one is on, to show a part of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look

_SIDE, _GAP = 12, 6
_CLOSE_SIDE, _CLOSE_GAP = 8, 4


@dataclass(frozen=True)
class Filter:
    """One pill: what it is called inside, its words, and how many it would show."""

    key: str
    words: str
    count: int | None = None


class FilterPill(QRadioButton):
    """One pill, a radio button to a screen reader."""

    def __init__(
        self, choice: Filter, theme: Theme, *, side: int = _SIDE, parent: QWidget | None = None
    ) -> None:
        super().__init__(choice.words, parent)
        self.key, self._theme, self._side = choice.key, theme, side
        self._count = choice.count
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("roundEnds", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)
        self._speak()

    def show_count(self, count: int | None) -> None:
        """Show how many it would list, or nothing."""
        self._count = count
        self._speak()
        self._follow_theme()

    def hitButton(self, place: QPoint) -> bool:
        """The whole pill can be pressed."""
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        """Room for words and count at the text scale."""
        theme = self._theme
        return QSize(self._inline().width(theme) + theme.px(2 * self._side) + 2, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill, dark when it is on."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        look = Look("surface", "line2", "text2")
        if self.isChecked():
            look = Look("text", "text", "surface")
        elif self.underMouse():
            look = Look("hover", "line2", "text2")
        brush.box(area, look, radius=area.height() / 2)
        self._inline().draw(brush, area, ink=look.ink)

    def _inline(self) -> Inline:
        return Inline(self.text(), "" if self._count is None else str(self._count))

    def _speak(self) -> None:
        counted = "" if self._count is None else f", {self._count}"
        self.setAccessibleName(f"{self.text()}{counted}")

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


class FilterPills(QWidget):
    """A row of pills; arrows move and choose, as in any group of radio buttons.

    Those that stand `close` are slimmer, where many have to fit on one line.
    Signals: `chosen(str)` with the key of the pill that was turned on.
    """

    chosen = Signal(str)

    def __init__(
        self,
        filters: Sequence[Filter],
        theme: Theme,
        *,
        spoken: str = "Show",
        close: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(spoken)
        gap, side = (_CLOSE_GAP, _CLOSE_SIDE) if close else (_GAP, _SIDE)
        row = Flow(theme, gap=gap, line_gap=_GAP, parent=self)
        self._group = QButtonGroup(self)
        self.pills = {
            choice.key: FilterPill(choice, theme, side=side, parent=self) for choice in filters
        }
        for pill in self.pills.values():
            self._group.addButton(pill)
            row.addWidget(pill)
        self.pills[filters[0].key].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def choice(self) -> str:
        """The key of the pill that is on."""
        return next(key for key, pill in self.pills.items() if pill.isChecked())

    def choose(self, key: str) -> None:
        """Turn a pill on."""
        self.pills[key].setChecked(True)

    def _on_toggled(self, pill: FilterPill, checked: bool) -> None:  # noqa: FBT001 - Qt's slot
        if checked:
            self.chosen.emit(pill.key)
