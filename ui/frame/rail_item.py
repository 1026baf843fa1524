"""One place in the rail: icon, word, and the count of what waits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from ui.frame.place import Place
from ui.theme.face import Face
from ui.theme.scale import BODY, CAPTION, REGULAR, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, Brush, Look, width_of
from ui.widgets.spoken import Role, give_role

_TALL, _LOW = 54, 40


class RailItem(QToolButton):
    """A page tab to a screen reader. It is painted, because the bar of the lit item would bend
    round the corners if a style sheet drew it."""

    def __init__(self, place: Place, theme: Theme) -> None:
        super().__init__()
        self._theme, self._icon, self._wide = theme, place.icon, False
        self._title, self._key = place.title, f"Alt {place.alt_number}"
        self._count, self._decide = 0, False
        give_role(self, Role.PageTab)
        self.setText(place.title)
        self.setCheckable(True)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)
        self._speak()

    def show_count(self, count: int, *, decide: bool = False) -> None:
        """Show how many wait here; none shows nothing."""
        self._count, self._decide = count, decide
        self._speak()
        self.update()

    @property
    def count(self) -> int:
        """How many wait here."""
        return self._count

    def show_wide(self, *, wide: bool) -> None:
        """Put the word beside the icon, or under it."""
        self._wide = wide
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """54 high, or 40 with the word beside the icon."""
        return QSize(self._theme.px(68), self._theme.px(_LOW if self._wide else _TALL))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its form."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tile, bar, icon, word, count and focus."""
        theme, brush, area = self._theme, Brush(QPainter(self), self._theme), QRectF(self.rect())
        lit = self.isChecked()
        if lit or self.underMouse():
            brush.box(area, Look("railSel" if lit else "hover", "", ""), radius=theme.px(8))
        if lit:
            inset = theme.px(9 if self._wide else 14)
            mark = QRectF(0, inset, theme.px(3), area.height() - 2 * inset)
            brush.bar(mark, "accent")
        ink = "accentText" if lit else "railText2"
        if self._wide:
            self._draw_beside(brush, area, ink)
        else:
            self._draw_under(brush, area, ink)
        if self.hasFocus():
            brush.focus(area, radius=theme.px(8), token="railFocus")

    def _draw_under(self, brush: Brush, area: QRectF, ink: str) -> None:
        px = self._theme.px
        at = QPointF(area.center().x() - px(20) / 2, px(8))
        brush.icon(self._icon, at, ink=ink, size=20)
        words = QRectF(0, px(29), area.width(), px(18))
        brush.words(self._title, words, font=self._font(CAPTION), ink=ink, align=CENTRE)
        if self._count:
            width = self._bubble_width()
            margin = px(5) if width <= px(18) else 0  # two figures beside the icon, not over it
            bubble = QRectF(area.right() - margin - width, px(5), width, px(18))
            self._draw_bubble(brush, bubble)

    def _draw_beside(self, brush: Brush, area: QRectF, ink: str) -> None:
        px = self._theme.px
        brush.icon(self._icon, QPointF(px(12), area.center().y() - px(20) / 2), ink=ink, size=20)
        words = area.adjusted(px(44), 0, -px(12), 0)
        brush.words(self._title, words, font=self._font(BODY), ink=ink)
        if self._count:
            width, half = self._bubble_width(), px(18) / 2
            left = area.right() - px(12) - width
            self._draw_bubble(brush, QRectF(left, area.center().y() - half, width, 2 * half))

    def _draw_bubble(self, brush: Brush, area: QRectF) -> None:
        look = Look("text2", "", "surface")
        if self._decide:
            look = Look("decideFill", "", "onDecide")
        brush.box(area, look, radius=area.height() / 2)
        font = self._theme.font(CAPTION, STRONG)
        brush.words(str(self._count), area, font=font, ink=look.ink, align=CENTRE)

    def _bubble_width(self) -> float:
        digits = width_of(str(self._count), self._theme.font(CAPTION, STRONG))
        return max(self._theme.px(18), digits + self._theme.px(10))

    def _font(self, size: int) -> Face:
        return self._theme.font(size, STRONG if self.isChecked() else REGULAR)

    def _speak(self) -> None:
        waiting = f", {self._count} waiting" if self._count else ""
        self.setAccessibleName(f"{self._title}{waiting}")
        self.setAccessibleDescription(f"Key {self._key}")

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
