"""Whether it is safe to contact this person now; the first thing on a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.breadth import Breadth, breadth_of
from ui.theme.scale import LEAD, SMALL, STRONG
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.lone_letter import LoneLetter, is_letter
from ui.widgets.painting import Brush, Look, width_of
from ui.widgets.spoken import Role, announce, give_role

ContactKind = Literal["safe", "not_now", "never", "unknown", "held"]

_LOOKS: dict[ContactKind, Look] = {
    "safe": Look("okTint", "okLine", "ok"),
    "not_now": Look("warnTint", "warnLine", "warn"),
    "never": Look("dangerTint", "dangerLine", "danger"),
    "unknown": Look("canvas", "control", "text", dashed=True),
    "held": Look("decideTint", "decideLine", "decide"),
}
_RULES, _MOST_WORDS, _UNBOUND = 9, 330, 16_777_215
_ICONS: dict[ContactKind, str] = {
    "safe": "phone",
    "not_now": "clock",
    "never": "phoneoff",
    "unknown": "info",
    "held": "clash",
}


@dataclass(frozen=True)
class ContactRule:
    """One rule as an icon and a few words."""

    icon: str
    words: str


@dataclass(frozen=True)
class ContactSafety:
    """A state, its word, what it means now, and the rules to heed."""

    kind: ContactKind
    state: str
    meaning: str
    rules: tuple[ContactRule, ...] = ()


NOT_KNOWN = ContactSafety("unknown", "Not known", "Treat every way as unsafe")
"""What holds as long as nobody has recorded how contact is safe."""


class ContactBanner(QFrame):
    """The banner, as wide as the page; its state is read out when a record opens.

    Signals: `logged()` by L, where it stands alone.
    """

    logged = Signal()

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
        self._rules: tuple[ContactRule, ...] | None = None
        self._lone = LoneLetter(self)
        self.setMinimumHeight(theme.px(54))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self._mark = IconMark("info", theme, size=22)
        self._state, self._meaning = Label("", "lead"), Label("", "small", wraps=True)
        self._ground = QWidget()
        self._flow = Flow(theme, gap=16, line_gap=4, parent=self._ground)
        self._ground.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._rows, self._row = QVBoxLayout(self), QHBoxLayout()
        row = self._row
        Spacing(self._rows, theme, margins=(20, 7, 14, 7), gap=6)
        Spacing(row, theme, gap=14)
        self._rows.addLayout(row)
        row.addWidget(self._mark)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        Spacing(words, theme, gap=0)
        words.addStretch(1)
        words.addWidget(self._state)
        words.addWidget(self._meaning)
        words.addStretch(1)
        row.addWidget(self._words, 1)
        row.addWidget(self._ground, _RULES, Qt.AlignmentFlag.AlignVCenter)
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
        rules = ". ".join(each.words for each in safety.rules)
        said = f"Safe contact: {safety.state}. {safety.meaning}"
        self.setAccessibleName(f"{said}. {rules}" if rules else said)
        self._show_rules(safety.rules)
        self._follow_theme()

    def read_out(self) -> None:
        """Have the state said at once, before anything else of the record."""
        announce(self, self.accessibleName(), urgent=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rules on lines of their own where room is short."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_broad = breadth_of(self.width(), self._theme.text_scale) >= Breadth.NARROW
        at = self._row.indexOf(self._ground)
        is_beside = is_broad and bool(self._rules)
        width = self._breadth_of_words()
        self._words.setMinimumWidth(width if is_beside else 0)
        self._words.setMaximumWidth(width if is_beside else _UNBOUND)
        if is_broad and at < 0:
            self._rows.removeWidget(self._ground)
            self._row.insertWidget(2, self._ground, _RULES, Qt.AlignmentFlag.AlignVCenter)
        elif not is_broad and at >= 0:
            self._row.removeWidget(self._ground)
            self._rows.addWidget(self._ground)

    def _breadth_of_words(self) -> int:
        """State and meaning take what they need beside the rules, up to a limit."""
        theme, safety = self._theme, self._safety
        state = width_of(safety.state, theme.font(LEAD, STRONG))
        meaning = width_of(safety.meaning, theme.font(SMALL))
        return min(round(max(state, meaning)) + 2, theme.px(_MOST_WORDS))

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
        if self._row.indexOf(self._ground) >= 0 and self._rules:
            left = self._ground.x() - self._row.spacing() // 2 - 0.5
            inset = self._theme.px(8)
            start, end = QPointF(left, inset), QPointF(left, area.bottom() - inset)
            brush.rule(start, end, look.edge)
        if self.hasFocus():
            brush.focus(area, radius=self._theme.px(6))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An L that has not acted does not act behind a cover."""
        self._lone.drop()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L writes down a try, as on a row."""
        if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self._lone.typed(event.text(), self.logged.emit)
            return
        if is_letter(event):
            self._lone.typed(event.text(), None)
        super().keyPressEvent(event)

    def _show_rules(self, rules: tuple[ContactRule, ...]) -> None:
        if rules == self._rules:
            return
        self._rules = rules
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in rules:
            part = QWidget()
            line = QHBoxLayout(part)
            Spacing(line, self._theme, gap=5)
            line.addWidget(IconMark(each.icon, self._theme, size=16))
            line.addWidget(Label(each.words, "small"))
            self._flow.addWidget(part)
            part.show()
        self._ground.setVisible(bool(rules))

    def _follow_theme(self) -> None:
        self.setMinimumHeight(self._theme.px(54))
        self._fit()
        self._state.setProperty("ink", _LOOKS[self._safety.kind].ink)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self.update()
