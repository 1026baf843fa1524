"""A line for a passphrase: hidden unless asked, pasting allowed, Caps Lock told."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.safety.clipboard import SECRET
from ui.theme.theme import Theme
from ui.widgets.painting import Brush


class _Eye(QAbstractButton):
    """The button that shows what was typed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName("Show the passphrase")
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw an eye, struck through while the words are shown."""
        half = self._theme.px(20) / 2
        at = QRectF(self.rect()).center() - QPointF(half, half)
        name = "eyeoff" if self.isChecked() else "eye"
        Brush(QPainter(self), self._theme).icon(name, at, ink="text2", size=20)


class PassphraseField(QLineEdit):
    """The line, 44 high, with its eye.

    Signals: `caps_lock_changed(bool)` when the letters typed tell that Caps Lock is on or off.
    """

    caps_lock_changed = Signal(bool)

    def __init__(self, theme: Theme, *, height: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._caps_lock = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty(SECRET, True)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhHiddenText
            | hints.ImhNoPredictiveText
            | hints.ImhSensitiveData
            | hints.ImhNoAutoUppercase
        )
        self._height = height
        self.eye = _Eye(theme, self)
        self.eye.toggled.connect(self.show_words)
        self.installEventFilter(self)
        theme.changed.connect(self._place)

    def show_words(self, shown: bool) -> None:  # noqa: FBT001 - Qt's slot
        """Show what was typed, or hide it again."""
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        self.eye.setChecked(shown)

    def forget(self) -> None:
        """Empty the line so that undo cannot bring its words back."""
        self.setText("")
        self.show_words(False)

    def sizeHint(self) -> QSize:
        """As high as was asked for; the style sheet only knows the usual height."""
        return QSize(super().sizeHint().width(), self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Never lower than that."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell Caps Lock from a letter whose case and Shift disagree."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the right end."""
        super().resizeEvent(event)
        self._place()

    def _look_at(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(False)
            return
        letter, shift = event.text(), Qt.KeyboardModifier.ShiftModifier
        if len(letter) == 1 and letter.lower() != letter.upper():
            self._tell(letter.isupper() != bool(event.modifiers() & shift))

    def _tell(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if on != self._caps_lock:
            self._caps_lock = on
            self.caps_lock_changed.emit(on)

    def _place(self) -> None:
        self.updateGeometry()
        side, px = self._theme.px(32), self._theme.px
        top = (self.height() - side) // 2
        self.eye.setGeometry(QRect(self.width() - side - px(4), top, side, side))
        self.setTextMargins(px(2), 0, side, 0)
