"""The page Reports: the months, a card for each thing that is counted, and what stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.boxes.growing import GrowingPage, Parts
from ui.reports.came_of_bars import CameOfBars
from ui.reports.chart_card import ChartCard
from ui.reports.filter_bar import FilterBar
from ui.reports.foot import Foot
from ui.reports.in_time_line import InTimeLine
from ui.reports.site_cells import SiteCells
from ui.reports.view_model import ReportsViewModel
from ui.reports.wording import (
    ALL_SITES,
    CAME_COLUMNS,
    IN_TIME,
    SEEN,
    SHARE_COLUMNS,
    came_row,
    share_row,
    site_columns,
    site_row,
)
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import Steps
from ui.widgets.bar_room import BAR

_BESIDE = 1000
"""From this width on, at 100 % text, two cards stand beside each other."""
_NARROW_TABLE = 440
_WIDER, _SLIMMER = 665, 564


class ReportParts(Parts):
    """The bar and the cards; `within` says in words how soon a first contact is due."""

    order = ("bar", "sites", "in_time", "came_of", "foot")

    def __init__(
        self,
        model: ReportsViewModel,
        name: Callable[[str], str],
        theme: Theme,
        *,
        within: str,
        aim: int,
        owner: QObject | None = None,
    ) -> None:
        super().__init__(owner)
        self._model, self.name, self._theme = model, name, theme
        self._within, self._aim = within, aim

    @cached_property
    def bar(self) -> FilterBar:
        """The months, the place and the way."""
        return FilterBar(self._model, self.name, self._theme)

    @cached_property
    def cells(self) -> SiteCells:
        """Who was identified, by place."""
        return SiteCells(self.name, self._theme)

    @cached_property
    def line(self) -> InTimeLine:
        """How soon the first contact was."""
        return InTimeLine(self._aim, self._theme)

    @cached_property
    def bars(self) -> CameOfBars:
        """What came of it."""
        return CameOfBars(self._theme)

    @cached_property
    def sites(self) -> ChartCard:
        """Who was identified, by place, as a chart or a table."""
        return ChartCard("Abuse identified", self.cells, self._theme)

    @cached_property
    def in_time(self) -> ChartCard:
        """How soon the first contact was, as a chart or a table."""
        return ChartCard(f"First contact within {self._within}", self.line, self._theme)

    @cached_property
    def came_of(self) -> ChartCard:
        """What came of it, as a chart or a table."""
        return ChartCard("What came of it", self.bars, self._theme)

    @cached_property
    def foot(self) -> Foot:
        """What is said under them."""
        return Foot(self._model, self._theme)


class ReportsPage(GrowingPage):
    """Grows a card at a time.

    Signals: `file_wanted(str, bool)` as its foot's; `clinic_wanted()` for the count of a clinic.

    `parts` are what it is put together from, made before.
    """

    file_wanted = Signal(str, bool)
    clinic_wanted = Signal()

    def __init__(
        self,
        model: ReportsViewModel,
        parts: ReportParts,
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme, self._name = model, theme, parts.name
        self.setProperty("role", "canvas")
        self.bar, self.foot = parts.bar, parts.foot
        self.sites, self.in_time, self.came_of = parts.sites, parts.in_time, parts.came_of
        self._cells, self._line, self._bars = parts.cells, parts.line, parts.bars
        self._cards: tuple[QWidget, ...] = (self.sites, self.in_time, self.came_of)
        self._grown: list[QWidget] = []
        self._lay_out(theme)
        self.growth = Steps(self._grow())
        self.foot.file_wanted.connect(self.file_wanted)
        self.bar.clinic.clicked.connect(self.clinic_wanted)
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the figures in the way that is chosen."""
        shown, view = self._model.shown, self._model.view
        if shown is None or view is None:
            return
        rows, seen = self._model.sites, self._model.seen
        self._cells.show_figures(shown, rows)
        self._line.show_figures(shown, view.in_time)
        self._bars.show_figures(view.came_of)
        columns, least = site_columns(shown)
        told = [site_row(row, self._name(row.code) if row.code else ALL_SITES) for row in rows]
        self.sites.show_figures("records each month, by site", columns, told, least=least)
        shares = [
            share_row(month, share, shown)
            for month, share in zip(shown.months, view.in_time, strict=True)
        ]
        self.in_time.show_figures(IN_TIME[seen], SHARE_COLUMNS, shares, least=_NARROW_TABLE)
        came = [came_row(each) for each in view.came_of]
        self.came_of.show_figures(SEEN[seen].lower(), CAME_COLUMNS, came, least=_NARROW_TABLE + 60)

    def showEvent(self, event: QShowEvent) -> None:
        """Work the figures out anew whenever the page comes into sight."""
        super().showEvent(event)
        self._model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two cards beside each other where there is room; bar and foot scroll with them if not."""
        super().resizeEvent(event)
        scale = self._theme.text_scale
        is_folded = breadth_of(self.window().width(), scale) is Breadth.FOLDED
        self._arrange(is_beside=self.width() / scale >= _BESIDE, is_folded=is_folded)

    def _grow(self) -> Iterator[None]:
        """Put the bar in, then a card at a time, then the foot."""
        for part in (self.bar, *self._cards, self.foot):
            self._grown.append(part)
            self._put(part)
            if part is self.bar:
                self.setFocusProxy(self.bar)
            yield

    def _lay_out(self, theme: Theme) -> None:
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme)
        self._area, ground, self._held = ColumnArea(), QFrame(), QWidget()
        ground.setProperty("role", "canvas")
        self._ground = QVBoxLayout(ground)
        Spacing(self._ground, theme)
        self._grid = QGridLayout(self._held)
        Spacing(self._grid, theme, margins=(20, 12, 20 - BAR, 12), gap=12)
        self._area.hold(ground)
        self._ground.addWidget(self._held)
        self._ground.addStretch(1)
        self._column.addWidget(self._area, 1)
        self._is_beside, self._is_folded = True, False

    def _arrange(self, *, is_beside: bool, is_folded: bool) -> None:
        if (self._is_beside, self._is_folded) != (is_beside, is_folded):
            self._is_beside, self._is_folded = is_beside, is_folded
            for part in self._grown:
                self._put(part)

    def _put(self, part: QWidget) -> None:
        """Put a part where it belongs at this width."""
        if part in (self.bar, self.foot):
            into = self._ground if self._is_folded else self._column
            if part is self.bar:
                into.insertWidget(0, part)
            else:
                into.addWidget(part)
            self.foot.stack(is_stacked=self._is_folded)
            return
        at, columns = self._cards.index(part), 2 if self._is_beside else 1
        broad = columns if part is self._cards[-1] else 1
        self._grid.addWidget(part, at // columns, at % columns, 1, broad)
        self._grid.setColumnStretch(0, _WIDER)
        self._grid.setColumnStretch(1, _SLIMMER if self._is_beside else 0)
