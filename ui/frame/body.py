"""What lies under the top bar: the page, and the panel beside or over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.theme.breadth import Breadth
from ui.theme.theme import Theme

_PANEL = {Breadth.FOLDED: 352, Breadth.NARROW: 352, Breadth.NORMAL: 352, Breadth.WIDE: 420}


class Panel(QFrame):
    """The tinted panel at the right; it holds one page's panel at a time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName("Panel")
        self.stack = QStackedWidget(self)
        self.stack.setProperty("role", "canvas")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)


class Body(QWidget):
    """Pages and panels in two stacks, and the ground on which overlays lie.

    Under 1200 the panel is folded away and slides over the page on request.
    """

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._breadth, self._slid_out = theme, Breadth.NORMAL, False
        self._has_panel = False
        self.pages = QStackedWidget(self)
        self.panel = Panel(self)
        self.setProperty("role", "surface")

    @property
    def panel_is_folded(self) -> bool:
        """Whether the panel lies over the page rather than beside it."""
        return self._breadth < Breadth.NORMAL

    def add_page(self, page: QWidget) -> None:
        """Take a page in; what is shown stays so."""
        self.pages.addWidget(page)

    def add_panel(self, panel: QWidget) -> None:
        """Take a page's panel in; what is shown stays so."""
        self.panel.stack.addWidget(panel)

    def show_page(self, page: QWidget, panel: QWidget | None) -> None:
        """Show a page, with its panel if it has one."""
        # Each takes its size before it is seen: the other way round all in it moves twice.
        page.resize(self._room(panel))
        if panel is not None:
            panel.resize(self.panel.stack.size())
        self.pages.setCurrentWidget(page)
        self._has_panel = panel is not None
        if panel is not None:
            self.panel.stack.setCurrentWidget(panel)
        self._slid_out = False
        self._arrange()

    def lay_out(self, page: QWidget, panel: QWidget | None) -> None:
        """Give a page that is not shown its size and its parts their places."""
        for widget, size in ((page, self._room(panel)), (panel, self.panel.stack.size())):
            if widget is not None and widget.isHidden():
                widget.resize(size)
                layout = widget.layout()
                if layout is not None:
                    layout.activate()

    def slide(self, *, out: bool) -> bool:
        """Slide a folded panel out or in; False if there is nothing to slide."""
        if not (self._has_panel and self.panel_is_folded) or self._slid_out == out:
            return False
        self._slid_out = out
        self._arrange()
        return True

    def fit(self, breadth: Breadth) -> None:
        """Take the form for a window this broad; a panel that somebody is in stays in sight."""
        focused = self.window().focusWidget()
        is_in_it = focused is not None and self.panel.isAncestorOf(focused)
        self._breadth = breadth
        self._slid_out = self.panel_is_folded and (self._slid_out or is_in_it)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between page and panel."""
        super().resizeEvent(event)
        self._arrange()

    def _room(self, panel: QWidget | None) -> QSize:
        """The room of a page beside such a panel."""
        is_beside = panel is not None and not self.panel_is_folded
        return QSize(self.width() - (self._panel_width() if is_beside else 0), self.height())

    def _panel_width(self) -> int:
        return min(self._theme.px(_PANEL[self._breadth]), self.width())

    def _arrange(self) -> None:
        beside = self._has_panel and not self.panel_is_folded
        width = self._panel_width()
        room = self.width() - (width if beside else 0)
        self.pages.setGeometry(0, 0, room, self.height())
        self.panel.setGeometry(QRect(self.width() - width, 0, width, self.height()))
        self.panel.setVisible(beside or (self._has_panel and self._slid_out))
        self.pages.lower()
