"""A line of the note on the screen: its tag, and its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.composer.lines import FACT, LABELS, OPINION, SAID
from ui.composer.view_model import MOST_POURED
from ui.forms.text import GrowingText
from ui.theme.scale import CAPTION, STRONG
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look, width_of
from ui.widgets.said_tag import ICONS, LOOKS, WORDS, LineKind

_KINDS: dict[str, LineKind] = {FACT: "fact", SAID: "said", OPINION: "opinion"}
_HINTS = {
    "": "Alt 1 for a fact, Alt 2 for what was said, Alt 3 for your view",
    FACT: "What you saw, heard or checked, with time and place",
    SAID: "Their own words, and who said them",
    OPINION: "Your view, and why?",
}
_NO_LABEL = "Label"
_AT_ONCE, _TURN_MS = 4_000, 40
_OPEN, _WRONG = Look("", "control", "text2", dashed=True), Look("", "danger", "danger")
_KEYS = {Qt.Key.Key_1: FACT, Qt.Key.Key_2: SAID, Qt.Key.Key_3: OPINION}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def words_of(label: str) -> str:
    """The word for a label, as it is read and spoken."""
    return WORDS[_KINDS[label]] if label else "No label"


class LineTag(QPushButton):
    """The tag at the left of a line; pressing it offers the labels.

    Signals: `chosen(str)` with a label.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._label, self._is_wrong = theme, "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.updateGeometry)

    def show_label(self, label: str, *, line: int) -> None:
        """Show what the line is; `line` is counted from 1."""
        self._label, self._is_wrong = label, False
        self.setAccessibleName(f"{words_of(label)}, line {line}: change the label")
        self.update()

    def show_missing(self) -> None:
        """Wear the edge of what must be mended."""
        self._is_wrong = True
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the widest label."""
        theme, font = self._theme, self._theme.font(CAPTION, STRONG)
        widest = max(width_of(word, font) for word in (*WORDS.values(), _NO_LABEL))
        return QSize(max(theme.px(76), round(widest) + theme.px(32)), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag in the look of its label."""
        theme, brush, area = self._theme, Brush(QPainter(self), self._theme), QRectF(self.rect())
        kind = _KINDS.get(self._label)
        look = LOOKS[kind] if kind else _WRONG if self._is_wrong else _OPEN
        box = area.adjusted(0, theme.px(2), 0, -theme.px(2))
        brush.box(box, look, radius=theme.px(4), edge=2.0 if self._is_wrong else 1.0)
        icon = ICONS[kind] if kind else "down"
        at = QPointF(box.left() + theme.px(6), box.center().y() - theme.px(13) / 2)
        brush.icon(icon, at, ink=look.ink, size=13)
        words = box.adjusted(theme.px(23), 0, 0, 0)
        text = WORDS[kind] if kind else _NO_LABEL
        brush.words(text, words, font=theme.font(CAPTION, STRONG), ink=look.ink)

    def _on_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("This line is")
        for number, label in enumerate(LABELS, start=1):
            menu.addAction(f"{words_of(label)}\tAlt+{number}").setData(label)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_chosen(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


class LineText(GrowingText):
    """The words of a line. Enter begins the next line, Shift+Enter breaks within this one.

    Signals: `labelled(str)` by Alt and a digit; `next_wanted()` by Enter; `gone_wanted()` by
    Backspace in a line without words; `poured(str)` with a text too long for one line;
    `moved(int)` with -1 or 1 by Up and Down at its ends; `sign_wanted()` by Ctrl+Enter;
    `entered()` when it took the focus.
    """

    labelled = Signal(str)
    next_wanted = Signal()
    gone_wanted = Signal()
    poured = Signal(str)
    moved = Signal(int)
    sign_wanted = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, bare=True, parent=parent)
        self.setProperty("ownFocus", True)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else elsewhere in the window."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._meaning(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out a key's meaning in a note, or type."""
        meaning = self._meaning(event)
        if meaning is not None:
            meaning()
        elif not self._take_plain(event):
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take words that are pasted or dropped; a long text goes into lines of its own."""
        if len(source.text()) > MOST_POURED:
            self.poured.emit(source.text())
            return
        super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which line is at work."""
        super().focusInEvent(event)
        self.entered.emit()

    def go_to(self, caret: int = -1) -> None:
        """Take the focus, with the caret in its place; -1 stands for the end."""
        length = self.document().characterCount() - 1  # as Qt counts: an emoji is two
        cursor = QTextCursor(self.document())
        cursor.setPosition(length if caret < 0 else min(caret, length))
        self.setTextCursor(cursor)
        self.setFocus()

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        keys &= ~Qt.KeyboardModifier.KeypadModifier
        if keys == Qt.KeyboardModifier.AltModifier and key in _KEYS:
            return lambda: self.labelled.emit(_KEYS[key])
        if keys == Qt.KeyboardModifier.ControlModifier and key in _ENTER:
            return self.sign_wanted.emit
        return None

    def _take_plain(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        cursor = self.textCursor()
        is_blank = not self.toPlainText().strip("“” ")
        if key in _ENTER:
            self.next_wanted.emit()
        elif key == Qt.Key.Key_Backspace and is_blank and cursor.position() <= 1:
            self.gone_wanted.emit()
        elif key == Qt.Key.Key_Up and cursor.blockNumber() == 0:
            self.moved.emit(-1)
        elif key == Qt.Key.Key_Down and cursor.blockNumber() == self.blockCount() - 1:
            self.moved.emit(1)
        else:
            return False
        return True


class LineRow(QWidget):
    """Tag and words; a bar at the left marks the line at work.

    Signals: `chosen(object, str)` with the row itself and the label taken from its tag.
    """

    chosen = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._awaited = theme, ""
        self.tag, self.words = LineTag(theme), LineText(theme)
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(12, 1, 8, 1), gap=8)
        row.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.words.entered.connect(self.update)
        self.tag.chosen.connect(self._on_chosen)

    def show_label(self, label: str, *, line: int) -> None:
        """Show and speak what the line is; `line` is counted from 1."""
        self.tag.show_label(label, line=line)
        self.words.setAccessibleName(f"{words_of(label)}, line {line}")
        self.words.setPlaceholderText(_HINTS[label])

    @property
    def is_awaited(self) -> bool:
        """Whether the words shown are not those of the line yet."""
        return bool(self._awaited)

    def show_text(self, text: str, *, turn: int = 0) -> None:
        """Show words; the same ones again leave caret and undo as they are.

        Many long lines come one after the other, each in its turn, so that the screen never
        stands still to lay them all out.
        """
        self._awaited = ""
        if self.words.toPlainText() == text:
            self.words.setReadOnly(False)
        elif len(text) <= _AT_ONCE:
            self._fill(text)
        else:
            self._awaited = text
            self.words.setReadOnly(True)
            self._await_turn(turn)

    def _await_turn(self, turn: int) -> None:
        """A timer of this row's own, so that none outlives it; few rows ever need one."""
        waiting = QTimer(self, singleShot=True, interval=turn * _TURN_MS)
        waiting.timeout.connect(self._fill_awaited)
        waiting.timeout.connect(waiting.deleteLater)
        waiting.start()

    def _fill_awaited(self) -> None:
        if self._awaited:
            text, self._awaited = self._awaited, ""
            self._fill(text)

    def _fill(self, text: str) -> None:
        before = self.words.blockSignals(True)
        self.words.setPlainText(text)
        self.words.blockSignals(before)
        self.words.setReadOnly(False)
        self.words.fit()

    def _on_chosen(self, label: str) -> None:
        self.chosen.emit(self, label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar of the line at work."""
        if self.words.hasFocus():
            brush, inset = Brush(QPainter(self), self._theme), self._theme.px(3)
            bar = QRectF(0, inset, self._theme.px(3), self.height() - 2 * inset)
            brush.bar(bar, "focus")
