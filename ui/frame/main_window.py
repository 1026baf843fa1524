"""The window: rail, bar, pages and panel. It knows no feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.frame.body import Body
from ui.frame.focus_order import focus_first, focusable_in
from ui.frame.overlay import open_overlays
from ui.frame.pages import Pages
from ui.frame.place import Place
from ui.frame.rail import Rail
from ui.frame.top_bar import TopBar
from ui.safety.neutral import name_window
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.theme import Theme
from ui.turns import Steps, Turns, paint_in_own_turn
from ui.widgets.toast import Toast

_SMALLEST = (320, 480)
_FIND = "find"


class MainWindow(QWidget):
    """Shows one place at a time, and makes its page when it is first shown: in `turns`, so that
    rail and bar are there before, or at once where there are none. The window's title is the
    program's name and never anything else.

    Signals: `place_changed(str)` with the key of the place now shown. What the bar's buttons
    want is told by the signals of `top_bar`.
    """

    place_changed = Signal(str)

    def __init__(
        self,
        places: Sequence[Place],
        theme: Theme,
        *,
        who: str,
        training: bool,
        turns: Turns | None = None,
    ) -> None:
        super().__init__()
        name_window(self)
        self.setProperty("role", "window")
        self.setMinimumSize(*_SMALLEST)
        self._theme, self._places = theme, {place.key: place for place in places}
        self._subtitles = {each.key: each.subtitle for each in places}
        self._kept: dict[str, str] = {}
        self._shown, self._turns, self._has_begun = places[0].key, turns, False
        self.rail = Rail(places, theme)
        self.top_bar = TopBar(theme, who=who, training=training)
        self.body = Body(theme)
        self.pages = Pages(self._places, self.body, turns)
        self.toast = Toast(theme, self.body.pages)
        self.notices = QFrame()
        self._main = QFrame()
        self._rows = QVBoxLayout(self._main)
        self._lay_out()
        self.rail.chosen.connect(self.show_place)
        self.top_bar.back_wanted.connect(self.go_back)
        self.top_bar.menu_wanted.connect(self._open_menu)
        theme.changed.connect(self._fit)
        for place in places:
            if place.draft_kept is not None:
                place.draft_kept.connect(partial(self._show_kept, place.key))
        if turns is None:
            self.show_place(self._shown)
        else:
            self.rail.show_place(self._shown)
            self._show_title()

    @property
    def place(self) -> str:
        """The key of the place shown."""
        return self._shown

    @property
    def page(self) -> QWidget:
        """The page of the place shown."""
        return self.pages.of(self._shown)[0]

    @property
    def places(self) -> frozenset[str]:
        """The keys of all places."""
        return frozenset(self._places)

    def show_place(self, key: str) -> None:
        """Close what lies over the work, show a place and give its page focus."""
        self.close_overlays()
        place, (page, panel) = self._places[key], self.pages.of(key)
        if key != self._shown:
            self.toast.leave_page()
        self._shown, self._has_begun = key, True
        if self._turns is not None:
            paint_in_own_turn(self.body, self.body.panel)
        self.body.show_page(page, panel)
        self.toast.place()
        self.rail.show_place(self._rail_place(place).key)
        self._show_title()
        self.pages.begin_on(key)
        self.place_changed.emit(key)

    def show_subtitle(self, key: str, words: str) -> None:
        """Say something harmless beside a place's title, such as the day or a reference."""
        self._subtitles[key] = words
        if key == self._shown:
            self._show_title()

    def _show_kept(self, key: str, time: str) -> None:
        self._kept[key] = time
        if key == self._shown:
            self.top_bar.show_kept(time)

    def add_notice(self, notice: QWidget) -> None:
        """Take in a strip that stands over every page while it is visible."""
        layout = self.notices.layout()
        if layout is not None:
            layout.addWidget(notice)

    def go_back(self) -> None:
        """Close an overlay, or slide the panel in, or leave a page for the place it lies under."""
        if self.close_overlays():
            return
        under = self._places[self._shown].under
        if not self.body.slide(out=False) and under:
            self.show_place(under)

    def close_overlays(self) -> bool:
        """Close whatever lies over the work; False if nothing does."""
        boxes = open_overlays(self)
        for box in boxes:
            box.close_overlay()
        return bool(boxes)

    def focus_next_region(self) -> None:
        """Go on to the next of rail, bar, notices, work and panel."""
        self._move_region(1)

    def focus_previous_region(self) -> None:
        """Go back to the one before of rail, bar, notices, work and panel."""
        self._move_region(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for this breadth."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin on the page, unless somebody came back to a place on it."""
        super().showEvent(event)
        focused = self.focusWidget()
        if self._turns is not None and not self._has_begun:
            self._turns.add_first(Steps(self._begin()))
        elif focused is None or not self.page.isAncestorOf(focused):
            self.pages.begin_on(self._shown)

    def _begin(self) -> Iterator[None]:
        """Show the first place, unless somebody has gone to another one meanwhile."""
        making = self.pages.making(self._shown)
        while not self._has_begun and making.step():
            yield
        if not self._has_begun:
            self.show_place(self._shown)

    def _rail_place(self, place: Place) -> Place:
        """The place in the rail that another one lies under, however deep."""
        while place.alt_number is None and place.under:
            place = self._places[place.under]
        return place

    def _move_region(self, step: int) -> None:
        regions = [region for region in self._regions() if focusable_in(region)]
        focused = self.focusWidget()
        inside = [
            number
            for number, region in enumerate(regions)
            if focused is not None and (region is focused or region.isAncestorOf(focused))
        ]
        start = inside[0] if inside else 0
        focus_first(regions[(start + step) % len(regions)])

    def _regions(self) -> tuple[QWidget, ...]:
        return (self.rail, self.top_bar, self.notices, self.body.pages, self.body.panel)

    def _show_title(self) -> None:
        place = self._places[self._shown]
        subtitle = self._subtitles.get(self._shown, "")
        heading = place.heading or place.title
        self.top_bar.show_title(heading, subtitle=subtitle, back=bool(place.under))
        self.top_bar.show_kept(self._kept.get(self._shown, ""))

    def _lay_out(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.rail)
        columns.addWidget(self._main, 1)
        self._main.setProperty("role", "main")
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.top_bar)
        self._rows.addWidget(self.notices)
        notices = QVBoxLayout(self.notices)
        notices.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.body, 1)

    def _fit(self) -> None:
        breadth = breadth_of(self.width(), self._theme.text_scale)
        self.rail.fit(breadth)
        self.top_bar.fit(breadth)
        self.body.fit(breadth)
        is_folded = breadth == Breadth.FOLDED
        if is_folded != self._main.property("folded"):
            self._main.setProperty("folded", is_folded)
            self._main.style().unpolish(self._main)
            self._main.style().polish(self._main)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Main")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Find\tCtrl+K").setData(_FIND)
        for place in self._places.values():
            if place.alt_number is not None:
                count = self.rail.items[place.key].count
                title = f"{place.title}, {count}" if count else place.title
                action = menu.addAction(f"{title}\tAlt+{place.alt_number}")
                action.setData(place.key)
        menu.triggered.connect(self._on_menu)
        button = self.top_bar.menu
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_menu(self, action: QAction) -> None:
        key = str(action.data())
        if key == _FIND:
            self.top_bar.find_wanted.emit()
            return
        self.show_place(key)
