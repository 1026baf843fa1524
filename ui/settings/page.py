"""The page Settings: a pill for each section, and the section that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.settings.section import Section
from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.widgets.filter_pills import Filter, FilterPills

_WIDTH = 760


class SettingsPage(QFrame):
    """Shows one section at a time, made when it is first chosen; it knows none of them."""

    def __init__(
        self, sections: Sequence[Section], theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._theme, self._sections = theme, {section.key: section for section in sections}
        self._made: dict[str, QWidget] = {}
        filters = [Filter(section.key, section.title) for section in sections]
        self.pills = FilterPills(filters, theme, spoken="Section")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(20, 10, 0, 0), gap=12)
        column.addWidget(self.pills)
        column.addWidget(self._stack, 1)
        self.pills.chosen.connect(self._on_chosen)
        self._on_chosen(self.section)

    @property
    def section(self) -> str:
        """The key of the section shown."""
        return self.pills.choice

    def show_section(self, key: str) -> None:
        """Show a section."""
        self.pills.choose(key)

    def _on_chosen(self, key: str) -> None:
        if key not in self._made:
            self._made[key] = area = _scrolled(self._sections[key], self._theme)
            self._stack.addWidget(area)
        self._stack.setCurrentWidget(self._made[key])
        self.setFocusProxy(self.pills.pills[key])


def _scrolled(section: Section, theme: Theme) -> ColumnArea:
    """A section at the left, no broader than words are well read."""
    area, ground, held = _SectionArea(), QWidget(), QWidget()
    column = QVBoxLayout(held)
    Spacing(column, theme, margins=(0, 0, 0, 16))
    column.addWidget(section.widget())
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(held, 1)
    row.addStretch(0)
    _MostWidth(held, theme, _WIDTH)
    area.hold(ground)
    area.setAccessibleName(section.title)
    return area


class _SectionArea(ColumnArea):
    """What is only read has to be scrolled to by keys as well; else Tab has nothing to do here."""

    def __init__(self) -> None:
        super().__init__()
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def _on_range(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if most else policy.NoFocus)


class _MostWidth(FixedSize):
    """Keeps a widget no broader than this at the text scale."""

    def __init__(self, widget: QWidget, theme: Theme, width: int) -> None:
        self._most = width
        super().__init__(widget, theme)
        theme.changed.connect(self._limit)
        self._limit()

    def _limit(self) -> None:
        self._widget.setMaximumWidth(self._theme.px(self._most))
