"""The people of this PC, one under the other, of whom one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.formats import day_and_month
from ui.theme.scale import BODY, CAPTION, SMALL, STRONG
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.view_model import VaultUser
from ui.widgets.chip import LOOKS
from ui.widgets.initials import initials_of
from ui.widgets.painting import CENTRE, Brush, Look, width_of

_HEIGHT, _DISC = 60, 38
_SHORT = 3
"""A label so short is initials already."""
_DRAFT = "Draft kept"


def last_here(day: date | None, *, today: date) -> str:
    """When someone was last here, to the day."""
    if day is None:
        return "Not here yet"
    if day == today:
        return "Here today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    weekday, number, month = day_and_month(day).split()
    near = f"{weekday[:3]} {number} {month[:3]}"
    return near if day.year == today.year else f"{near} {day.year}"


class UserRow(QRadioButton):
    """One person: initials, name, the day of the last visit, and whether a draft is kept.

    Signals: `pressed_on()` when the row is clicked, or Enter pressed on it.
    """

    pressed_on = Signal()

    def __init__(
        self, user: VaultUser, when: str, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(user.label, parent)
        self.user, self._when, self._theme = user, when, theme
        draft = f", {_DRAFT.lower()}" if user.has_draft else ""
        self.setAccessibleName(f"{user.label}, {when}{draft}")
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def hitButton(self, place: QPoint) -> bool:
        """The whole row can be pressed."""
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setChecked(True)
            self.pressed_on.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click takes the row."""
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self.hitButton(event.position().toPoint()):
            self.pressed_on.emit()

    def sizeHint(self) -> QSize:
        """A row as broad as its list."""
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Long names are cut with an ellipsis; they are spoken whole."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, initials, words and the draft's mark."""
        brush, px = Brush(QPainter(self), self._theme), self._theme.px
        area = QRectF(self.rect())
        self._draw_ground(brush, area)
        disc = QRectF(px(12), area.center().y() - px(_DISC) / 2, px(_DISC), px(_DISC))
        look = Look("accentTint", "accentLine", "accentText")
        if not self.isChecked():
            look = Look("sunken", "line2", "text2")
        brush.box(disc, look, radius=disc.height() / 2)
        font = self._theme.font(SMALL, STRONG)
        label = self.user.label
        letters = label if len(label) <= _SHORT else initials_of(label)
        brush.words(letters, disc, font=font, ink=look.ink, align=CENTRE)
        left, right = disc.right() + px(12), self._draw_draft(brush, area)
        self._draw_words(brush, QRectF(left, area.top(), right - left, area.height()))

    def _draw_ground(self, brush: Brush, area: QRectF) -> None:
        px = self._theme.px
        if self.isChecked():
            brush.box(area, Look("selected", "", ""), radius=px(8))
            brush.bar(QRectF(0, px(14), px(3), area.height() - px(28)), "accent")
        elif self.underMouse():
            brush.box(area, Look("hover", "", ""), radius=px(8))
        if self.hasFocus():
            brush.focus(area, radius=px(8))

    def _draw_draft(self, brush: Brush, area: QRectF) -> float:
        """The mark at the right; gives where the words have to end."""
        px = self._theme.px
        if not self.user.has_draft:
            return area.right() - px(12)
        font = self._theme.font(CAPTION)
        width, height = width_of(_DRAFT, font) + px(18) + 2, px(26)
        box = QRectF(area.right() - px(12) - width, area.center().y() - height / 2, width, height)
        brush.box(box, LOOKS["plain"], radius=height / 2)
        brush.words(_DRAFT, box, font=font, ink="text2", align=CENTRE)
        return box.left() - px(6)

    def _draw_words(self, brush: Brush, area: QRectF) -> None:
        px, middle = self._theme.px, area.center().y()
        upper = QRectF(area.left(), middle - px(19), area.width(), px(20))
        lower = QRectF(area.left(), middle + px(1), area.width(), px(18))
        brush.words(self.user.label, upper, font=self._theme.font(BODY, STRONG), ink="text")
        brush.words(self._when, lower, font=self._theme.font(SMALL), ink="text3")


class UserRows(QWidget):
    """The rows; arrows move and choose.

    Signals: `chosen(str)` with a vault's key; `entered()` when a row is clicked or Enter pressed.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, gap=2)
        self.setAccessibleName("People of this PC")
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def rows(self) -> list[UserRow]:
        """The rows from the top."""
        return [row for row in self._group.buttons() if isinstance(row, UserRow)]

    def show_users(self, users: Sequence[VaultUser], *, chosen: str, today: date) -> None:
        """Show these people in place of those before."""
        for row in self.rows:
            self._group.removeButton(row)
            self._column.removeWidget(row)
            row.deleteLater()
        for user in users:
            row = UserRow(user, last_here(user.last_here, today=today), self._theme, parent=self)
            row.setChecked(user.key == chosen)
            row.pressed_on.connect(self.entered)
            self._group.addButton(row)
            self._column.addWidget(row)

    def choose(self, key: str) -> None:
        """Mark the row of this vault."""
        for row in self.rows:
            if row.user.key == key:
                row.setChecked(True)

    def step(self, step: int) -> None:
        """Choose the one so many rows below; at either end nothing changes."""
        rows, chosen = (
            self.rows,
            [number for number, row in enumerate(self.rows) if row.isChecked()],
        )
        at = (chosen[0] if chosen else 0) + step
        if 0 <= at < len(rows):
            rows[at].setChecked(True)

    def _on_toggled(self, row: UserRow, checked: bool) -> None:  # noqa: FBT001 - Qt's slot
        if checked:
            self.chosen.emit(row.user.key)
