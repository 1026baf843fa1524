"""The overlay to find a person or a note, or to do something, by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ui.frame.findings import FindingGroup, FindingsModel
from ui.frame.key_hints import KeyHints
from ui.frame.overlay import Overlay
from ui.frame.palette_delegate import PaletteDelegate
from ui.frame.palette_view_model import PaletteViewModel
from ui.theme.scale import LEAD
from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.painting import RIGHT
from ui.widgets.row_list import RowList
from ui.widgets.spoken import announce

_HINTS = (("↑ ↓", "move"), ("Enter", "open"), ("Tab", "actions"))
_LEAST_LIST = 88
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(Overlay):
    """Keys go to the field; arrows and Enter reach the list from there.

    Text and findings are forgotten when it closes. Signals: `chosen(object)` with the `Finding`
    that was opened, after the overlay has closed.
    """

    chosen = Signal(object)

    def __init__(self, host: QWidget, theme: Theme, view_model: PaletteViewModel) -> None:
        super().__init__(host, theme, title="Find")
        self._view_model = view_model
        self._findings = FindingsModel(self)
        self.field = QLineEdit()
        self.list = RowList("Found", theme)
        self._build(theme)
        self.field.textChanged.connect(view_model.look_for)
        self.field.installEventFilter(self)
        view_model.groups_changed.connect(self._show_groups)
        view_model.counted.connect(self._say_count)
        self.list.clicked.connect(self._open_current)
        self.closed.connect(self._forget)
        view_model.forget()

    def open_overlay(self) -> None:
        """Show the overlay, empty, ready for typing."""
        super().open_overlay()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the field's arrows, Enter and Tab where they belong."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.field and is_key and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.list.keyPressEvent(event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
            return True
        if key == Qt.Key.Key_Tab:
            finding = self._findings.finding(self.list.currentIndex().row())
            return finding is not None and self._view_model.list_actions(finding)
        return False

    def _show_groups(self, groups: tuple[FindingGroup, ...]) -> None:
        self._findings.show_groups(groups)
        self.list.choose_first()
        rows = range(self._findings.rowCount())
        heights = [self.list.sizeHintForRow(row) for row in rows]
        self.list.setFixedHeight(min(sum(heights), self._room()))
        if self.isVisible():
            self.place()

    def _room(self) -> int:
        return max(self._theme.px(_LEAST_LIST), self._host.height() - self._theme.px(140))

    def _open_current(self) -> None:
        finding = self._findings.finding(self.list.currentIndex().row())
        if finding is not None:
            self.close_overlay()
            self.chosen.emit(finding)

    def _say_count(self, count: int) -> None:
        announce(self.field, "1 found" if count == 1 else f"{count} found")

    def _forget(self) -> None:
        self.field.setText("")
        self._view_model.forget()

    def _build(self, theme: Theme) -> None:
        self.field.setProperty("role", "bare")
        self.field.setProperty("ownFocus", True)
        self.field.setAccessibleName("Find a person, number or note, or something to do")
        self.list.setModel(self._findings)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.addWidget(self._build_head(theme))
        self.rows.addWidget(_rule())
        self.rows.addWidget(self.list)
        self.rows.addWidget(self._build_foot(theme))
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def _build_head(self, theme: Theme) -> QWidget:
        head = QWidget()
        FixedSize(head, theme, height=52)
        row = QHBoxLayout(head)
        Spacing(row, theme, margins=(16, 0, 16, 0), gap=10)
        row.addWidget(IconMark("search", theme, size=20))
        row.addWidget(self.field, 1)
        row.addWidget(KeyHints((("Esc", ""),), theme))
        return head

    def _build_foot(self, theme: Theme) -> QWidget:
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, theme, margins=(16, 9, 16, 9), gap=16)
        row.addWidget(KeyHints(_HINTS, theme))
        said = Label("Searches this PC only. Nothing typed here is kept.", "caption", wraps=True)
        said.setAlignment(RIGHT)
        row.addWidget(said, 1)
        return foot

    def _follow_theme(self) -> None:
        self.field.setFont(self._theme.font(LEAD))


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule
