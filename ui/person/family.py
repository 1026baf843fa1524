"""Who else is in a file: children, and the other person, of whom the relation alone is drawn."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.person.whole_file import ApartRow, ChildRow, Family
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.section_heading import SectionHeading
from ui.widgets.spoken import Role, give_role

_GROUND = Look("canvas", "control", "text", dashed=True)


class FamilyPart(QWidget):
    """Built anew for each file. Signals: `child_wanted(object)` with a record's id or None for one
    more; `other_wanted(object)` the same for the other person.
    """

    child_wanted = Signal(object)
    other_wanted = Signal(object)

    def __init__(self, family: Family, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=8)
        if family.children:
            column.addWidget(SectionHeading("Children", theme))
        for child in family.children:
            column.addWidget(self._child(child))
        add = Button("Add a child", theme, icon="plus", role="quiet", small=True)
        add.clicked.connect(lambda: self.child_wanted.emit(None))
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        for other in family.others:
            column.addWidget(self._apart(other))
        if not family.others:
            name = Button("Add the other person", theme, icon="lock", role="quiet", small=True)
            name.clicked.connect(lambda: self.other_wanted.emit(None))
            column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)

    def _child(self, child: ChildRow) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(line, self._theme, gap=8)
        line.addWidget(IconMark("child", self._theme, size=20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(words, self._theme)
        words.addWidget(Label(child.title, "strong", wraps=True))
        if child.detail:
            words.addWidget(Label(child.detail, "quiet", wraps=True))
        line.addLayout(words, 1)
        button = Button("", self._theme, icon="edit", small=True, spoken=f"Change: {child.title}")
        button.clicked.connect(partial(self.child_wanted.emit, child.id))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _apart(self, other: ApartRow) -> QWidget:
        box = ApartBox(other, self._theme)
        box.button.clicked.connect(partial(self.other_wanted.emit, other.id))
        return box


class ApartBox(QFrame):
    """The dashed box of the other person: a lock, the relation, and a way in with a reason."""

    def __init__(self, other: ApartRow, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        give_role(self, Role.Grouping)
        self.setAccessibleName("Other person, kept apart")
        self.button = Button("Open, with a reason", theme, small=True)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(12, 10, 12, 10), gap=6)
        head = QHBoxLayout()
        Spacing(head, theme, gap=6)
        head.addWidget(IconMark("lock", theme, size=16))
        head.addWidget(Label("Other person, kept apart", "strong", wraps=True), 1)
        column.addLayout(head)
        text = f"{other.words} Name and details are in a separate record."
        column.addWidget(Label(text, "small", wraps=True))
        column.addWidget(self.button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed box."""
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        Brush(QPainter(self), self._theme).box(area, _GROUND, radius=self._theme.px(8))
