"""Whether it is safe to contact this person now; the first thing on a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.spoken import Role, announce, give_role

ContactKind = Literal["safe", "not_now", "never", "unknown"]

_LOOKS: dict[ContactKind, Look] = {
    "safe": Look("okTint", "okLine", "ok"),
    "not_now": Look("warnTint", "warnLine", "warn"),
    "never": Look("dangerTint", "dangerLine", "danger"),
    "unknown": Look("canvas", "control", "text", dashed=True),
}
_ICONS: dict[ContactKind, str] = {
    "safe": "phone",
    "not_now": "clock",
    "never": "phoneoff",
    "unknown": "info",
}


@dataclass(frozen=True)
class ContactSafety:
    """A state, its word, and what it means now."""

    kind: ContactKind
    state: str
    meaning: str


NOT_KNOWN = ContactSafety("unknown", "Not known", "Treat every way as unsafe")
"""What holds as long as nobody has recorded how contact is safe."""


class ContactBanner(QFrame):
    """The banner, as wide as the page; its state is read out when a record opens."""

    def __init__(
        self,
        safety: ContactSafety,
        theme: Theme,
        *,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._safety, self._theme = safety, theme
        self.setMinimumHeight(theme.px(54))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self._mark = IconMark("info", theme, size=22)
        self._state, self._meaning = Label("", "lead"), Label("", "small", wraps=True)
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(20, 7, 14, 7), gap=12)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        Spacing(words, theme, gap=0)
        words.addWidget(self._state)
        words.addWidget(self._meaning)
        row.addLayout(words, 1)
        if action is not None:
            row.addWidget(action)
        give_role(self, Role.AlertMessage)
        theme.changed.connect(self._follow_theme)
        self.show_safety(safety)

    def show_safety(self, safety: ContactSafety) -> None:
        """Show another state."""
        self._safety = safety
        look = _LOOKS[safety.kind]
        self._mark.show_icon(_ICONS[safety.kind], ink=look.ink)
        self._state.setText(safety.state)
        self._meaning.setText(safety.meaning)
        self.setAccessibleName(f"Safe contact: {safety.state}. {safety.meaning}")
        self._follow_theme()

    def read_out(self) -> None:
        """Have the state said at once, before anything else of the record."""
        announce(self, self.accessibleName(), urgent=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and edge; a dashed edge all round says that nothing is known."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        look = _LOOKS[self._safety.kind]
        brush.painter.fillRect(area, self._theme.colour(look.fill))
        if look.dashed:
            brush.box(area.adjusted(1, 1, -1, -1), look, radius=self._theme.px(6))
        else:
            edge = QPointF(0, -0.5)
            brush.rule(area.bottomLeft() + edge, area.bottomRight() + edge, look.edge)

        if self.hasFocus():
            brush.focus(area, radius=self._theme.px(6))

    def _follow_theme(self) -> None:
        self.setMinimumHeight(self._theme.px(54))
        self._state.setProperty("ink", _LOOKS[self._safety.kind].ink)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self.update()
