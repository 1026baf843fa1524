"""Codes found by typing a part of their words, kept as chips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.forms.moving import move_on
from ui.forms.word_search import ranked
from ui.theme.scale import CAPTION, SMALL
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look, width_of

_AT_WORK = "Type a part of it"
_AROUND_MATCH = 48
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class CodeChip(QPushButton):
    """A code in its own words; pressing it takes it out.

    Signals: `removed(str)` with the code.
    """

    removed = Signal(str)

    def __init__(self, code: str, label: str, theme: Theme) -> None:
        super().__init__(label)
        self.code, self._theme = code, theme
        self.setAccessibleName(f"{label}: take out")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocus", True)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for words and cross."""
        theme = self._theme
        return QSize(self._inline().width(theme) + theme.px(34) + 2, theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tag, words and cross."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        fill = "hover" if self.underMouse() else "accentTint"
        edge = "focus" if self.hasFocus() else "accentLine"
        width = 2.0 if self.hasFocus() else 1.0
        brush.box(area, Look(fill, edge, ""), radius=theme.px(5), edge=width)
        words = area.adjusted(theme.px(9), 0, -theme.px(22), 0)
        self._inline().draw(brush, words, ink="accentText", centred=False)
        at = area.center()
        at.setX(area.right() - theme.px(20))
        at.setY(area.center().y() - theme.px(13) / 2)
        brush.icon("x", at, ink="accentText", size=13)

    def _inline(self) -> Inline:
        return Inline(self.text(), size=CAPTION)

    def _on_clicked(self) -> None:
        self.removed.emit(self.code)


class ChipsInput(Editor):
    """Chips and the line to type the next in.

    The line is short while nobody types in it. Enter takes the first match, or moves on from an
    empty line. Left at the line's start goes to the chips, where Delete takes one out. Words that
    match nothing stay in the line and are part of the answer, so that the check names them.
    """

    def __init__(
        self, field: Field, theme: Theme, *, hint: str = "Type…", parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, parent=parent)
        codes = field.codes.entries if field.codes else ()
        self._labels = {code.code: code.label for code in codes}
        self._offered = [code.label for code in codes if code.is_offered]
        self._chips: list[CodeChip] = []
        inside = QVBoxLayout(self)
        Spacing(inside, theme, margins=(4, 5, 4, 5))
        self._row = Flow(theme, gap=4)
        inside.addLayout(self._row)
        self._line = QLineEdit()
        self._line.setProperty("role", "bare")
        self._line.setProperty("boxed", True)
        self._line.setAccessibleName(self.spoken)
        self._line.setAccessibleDescription("Type a part of the words, Enter takes the first")
        self._hint = hint
        self._matches = QStringListModel(self._offered, self)
        self._popup = QListView()
        self._completer = self._build_completer()
        self._line.setCompleter(self._completer)
        self._line.textEdited.connect(self._rank_matches)
        self._line.installEventFilter(self)
        self._line.editingFinished.connect(self._on_left)
        self._row.addWidget(self._line)
        theme.changed.connect(self._fit)
        self._fit()

    def answer(self) -> Value:
        """The codes in the order taken, then words that were typed and matched nothing."""
        codes: list[Value] = [chip.code for chip in self._chips]
        typed = self._line.text().strip()
        return [*codes, *([typed] if typed else [])] or None

    def show_answer(self, value: Value) -> None:
        """Show codes as chips, and other words in the line."""
        given = [str(each) for each in value] if isinstance(value, list) else []
        if given == (self.answer() or []):
            return
        self._line.clear()
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for code in given:
            if code in self._labels:
                self._add(code)
            else:
                self._line.setText(code)
        self._fit()

    def entry(self) -> QWidget:
        """The line."""
        return self._line

    def take(self, label: str) -> None:
        """Take the code with these words as a person's, unless it is there already."""
        codes = {words: code for code, words in self._labels.items()}
        code = codes.get(label)
        self._line.clear()
        if code is not None and code not in [chip.code for chip in self._chips]:
            self._add(code)
            self._fit()
        self.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys of line and chips their meaning."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self._popup:
                return self._take_popup_key(key)
            if watched is self._line:
                return self._take_line_key(key)
            if isinstance(watched, CodeChip):
                return self._take_chip_key(key, watched)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._fit()
            self.update()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the chips goes to the line."""
        self._line.setFocus()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box round chips and line."""
        brush, area = Brush(QPainter(self), self.theme), QRectF(self.rect())
        has_problem = self.has_problem()
        edge = "danger" if has_problem else "focus" if self._line.hasFocus() else "control"
        width = 2.0 if has_problem else 1.0
        brush.box(area, Look("surface", edge, ""), radius=self.theme.px(6), edge=width)

    def _take_line_key(self, key: Qt.Key) -> bool:
        is_empty = not self._line.text()
        if key in _ENTER and is_empty:
            move_on(self._line)
        elif key in _ENTER:
            self._take_first()
        elif key == Qt.Key.Key_Backspace and is_empty and self._chips:
            self._remove(self._chips[-1])
        elif key == Qt.Key.Key_Left and self._line.cursorPosition() == 0 and self._chips:
            self._chips[-1].setFocus()
        else:
            return False
        return True

    def _take_popup_key(self, key: Qt.Key) -> bool:
        """Enter takes the first match while none is marked; all else is the list's own."""
        if key not in _ENTER or self._popup.currentIndex().isValid():
            return False
        self._popup.hide()
        self._take_first()
        return True

    def _take_chip_key(self, key: Qt.Key, chip: CodeChip) -> bool:
        at = self._chips.index(chip)
        if key == Qt.Key.Key_Left:
            self._chips[max(0, at - 1)].setFocus()
        elif key == Qt.Key.Key_Right:
            stops: list[QWidget] = [*self._chips, self._line]
            stops[at + 1].setFocus()
        elif key in _CLEARING:
            self._remove(chip)
        else:
            return False
        return True

    def _take_first(self) -> None:
        matches = ranked(self._line.text(), self._offered)
        if matches:
            self.take(matches[0])
        else:
            self.tell()

    def _on_left(self) -> None:
        if self._line.text().strip():
            self.tell()

    def _on_removed(self, code: str) -> None:
        self._remove(next(chip for chip in self._chips if chip.code == code))

    def _remove(self, chip: CodeChip) -> None:
        self._chips.remove(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._line.setFocus()
        self._fit()
        self.tell()

    def _add(self, code: str) -> None:
        chip = CodeChip(code, self._labels[code], self.theme)
        chip.installEventFilter(self)
        chip.removed.connect(self._on_removed)
        self._chips.append(chip)
        self._row.removeWidget(self._line)
        self._row.addWidget(chip)
        self._row.addWidget(self._line)
        chip.show()

    def _build_completer(self) -> QCompleter:
        completer = QCompleter(self)
        completer.setModel(self._matches)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup.setProperty("role", "matches")
        self._popup.setAccessibleName(f"{self.spoken}: matches")
        completer.setPopup(self._popup)
        self._popup.installEventFilter(self)
        completer.activated.connect(self.take, Qt.ConnectionType.QueuedConnection)
        return completer

    def _rank_matches(self, typed: str) -> None:
        """Put first in the list what Enter takes."""
        self._matches.setStringList(ranked(typed, self._offered))

    def _fit(self) -> None:
        theme, font = self.theme, self.theme.font(SMALL)
        self._line.setFont(font)
        self._line.setPlaceholderText(self._hint)
        self._line.setFixedHeight(theme.px(26))
        self._line.setTextMargins(0 if self._chips else theme.px(4), 0, 0, 0)
        words = _AT_WORK if not self._chips or self._line.hasFocus() else self._hint
        self._line.setFixedWidth(round(width_of(words, font)) + theme.px(8))
        widest = max((width_of(label, font) for label in self._labels.values()), default=0)
        self._popup.setFont(font)
        self._popup.setMinimumWidth(round(widest) + theme.px(_AROUND_MATCH))
        self.setMinimumHeight(theme.px(36))
        self.updateGeometry()
