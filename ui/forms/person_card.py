"""Who was found under the words typed, and the card that holds them or someone new."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.domain.nhs_number import spaced
from app.domain.people import PersonRow
from ui import formats
from ui.forms.new_person import NewPerson
from ui.names import Names
from ui.theme.scale import BODY, SMALL, STRONG
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look

_MOST_MATCHES = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def called(row: PersonRow, names: Names) -> str:
    """A person's name, or initials where those are wished, and age as a list shows them."""
    name = names.of(row)
    return name if row.age is None else f"{name}, {row.age}"


def known_by(row: PersonRow, names: Names) -> str:
    """What tells one person from another of the same name."""
    born = f"born {formats.short_date(row.date_of_birth)}" if row.date_of_birth else ""
    number = f"NHS {spaced(row.nhs_number)}" if row.nhs_number else ""
    also = f"also {', '.join(row.known_as)}" if row.known_as and not names.are_initials else ""
    return " · ".join(filter(None, (number, born, also, row.reference)))


def is_escape_here(event: QKeyEvent, card: QWidget) -> bool:
    """Whether Qt asks who wants Escape while a card is open: then it is not the window's."""
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    return is_asked and event.key() == Qt.Key.Key_Escape and not card.isHidden()


class MatchRow(QPushButton):
    """One person found; pressing it takes them.

    Signals: `taken(object)` with the row.
    """

    taken = Signal(object)

    def __init__(self, row: PersonRow, theme: Theme, names: Names) -> None:
        super().__init__(called(row, names))
        self.row, self._theme = row, theme
        self._called, self._known_by = called(row, names), known_by(row, names)
        self.setAccessibleName(f"{self._called}. {self._known_by}. Press Enter to take")
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two lines as broad as the card is; a long one may be cut, its words are spoken whole."""
        return QSize(self._theme.px(120), self._theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """No name makes the page broader."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the two lines, tinted while chosen."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        fill = "selected" if self.hasFocus() else "hover" if self.underMouse() else "surface"
        edge = "focus" if self.hasFocus() else "line"
        width = 2.0 if self.hasFocus() else 1.0
        brush.box(area, Look(fill, edge, ""), radius=theme.px(8), edge=width)
        inner = area.adjusted(theme.px(12), theme.px(4), -theme.px(12), -theme.px(4))
        half = inner.height() / 2
        top, bottom = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
        brush.words(self._called, top, font=theme.font(BODY, STRONG), ink="text")
        brush.words(self._known_by, bottom, font=theme.font(SMALL), ink="text2")

    def _on_clicked(self) -> None:
        self.taken.emit(self.row)


class Matches(QWidget):
    """The people found, then the way to someone new; Up and Down go between them.

    Signals: `taken(object)` with a row; `refused()` when it is someone new; `left()` when Up or
    Escape leads back to the line.
    """

    taken = Signal(object)
    refused = Signal()
    left = Signal()

    def __init__(self, theme: Theme, names: Names) -> None:
        super().__init__()
        self._theme, self._names = theme, names
        self._fact = Label("", "small", wraps=True)
        self._rows: list[MatchRow] = []
        self._places = QVBoxLayout()
        self._new = Button("Someone new", theme, icon="plus")
        self._new.clicked.connect(self.refused)
        self._new.installEventFilter(self)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=6)
        Spacing(self._places, theme, gap=4)
        column.addWidget(self._fact)
        column.addLayout(self._places)
        column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, rows: Sequence[PersonRow], fact: str = "") -> None:
        """Show who was found, the best first, under a fact of its own or how many they are."""
        for old in self._rows:
            self._places.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [MatchRow(row, self._theme, self._names) for row in rows[:_MOST_MATCHES]]
        for row in self._rows:
            row.taken.connect(self.taken)
            row.installEventFilter(self)
            self._places.addWidget(row)
        for stop, after in pairwise(self._stops()):
            QWidget.setTabOrder(stop, after)
        self._fact.setText(fact or _found(len(rows)))

    def enter(self) -> None:
        """Focus the best match, or the way to someone new."""
        self._stops()[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go up and down, and press by Enter."""
        if isinstance(event, QKeyEvent) and is_escape_here(event, self):
            event.accept()
            return True
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        stops = self._stops()
        at = next((n for n, stop in enumerate(stops) if stop is watched), 0)
        key = Qt.Key(event.key())
        if key in _ENTER:
            stops[at].click()
        elif key == Qt.Key.Key_Down:
            stops[min(at + 1, len(stops) - 1)].setFocus()
        elif key == Qt.Key.Key_Up and at > 0:
            stops[at - 1].setFocus()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            return False
        return True

    def _stops(self) -> list[QPushButton]:
        return [*self._rows, self._new]


class PersonCard(QFrame):
    """The frame that holds one or the other below the row of the person."""

    def __init__(self, matches: Matches, new: NewPerson, theme: Theme) -> None:
        super().__init__()
        self.matches, self.new = matches, new
        self.setProperty("role", "aside")
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(12, 10, 12, 10))
        column.addWidget(matches)
        column.addWidget(new)
        self.fold()

    def show_matches(self) -> None:
        """Open with who was found."""
        self._open(self.matches)

    def show_new(self) -> None:
        """Open with the lines for someone new."""
        self._open(self.new)

    def fold(self) -> None:
        """Take no room."""
        self.hide()

    def _open(self, shown: QWidget) -> None:
        for each in (self.matches, self.new):
            each.setVisible(each is shown)
        self.show()


def _found(count: int) -> str:
    if count == 0:
        return "Nobody on this PC by these words. They may be on another."
    if count > _MOST_MATCHES:
        return f"{_MOST_MATCHES} of {count} on this PC. Type more to narrow it down."
    return "Is it one of these? Take them, or say that it is someone new."
