"""The quick PIN or the passphrase, asked for on the cover of whoever comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.errors import YarrowError
from resources.words import sentence
from ui.frame.cover import Cover
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.button import Button
from ui.widgets.label import Label

_WIDTH, _MARGIN = 420, 24
_GO_ON = "Go on"

Check = Callable[[str], Future[None]]
"""Gives a Future that fails unless what was typed is right."""


class ReturnBox(QFrame):
    """Stands at the lower edge of the cover; Esc puts it away again.

    `check` gives a Future that fails unless the passphrase is the right one. Once there is a PIN
    it is asked for first. Signals: `passed()`.
    """

    passed = Signal()

    def __init__(self, cover: Cover, theme: Theme, jobs: Jobs, check: Check) -> None:
        super().__init__(cover)
        self._cover, self._theme, self._jobs, self._check = cover, theme, jobs, check
        self.setProperty("role", "overlay")
        self.field = PassphraseField(theme)
        self._label = Label("Passphrase", "label")
        self._check_pin: Check | None = None
        self._asks_for_pin, self._secret = False, "Passphrase"
        self.button = Button(_GO_ON, theme, role="primary", key="Enter")
        self.other = Button("Use the passphrase", theme, role="quiet")
        self._problem = Label("", "problem", wraps=True)
        self._lay_out(theme)
        self._connect()
        self.hide()

    def take_pin(self, check: Check | None) -> None:
        """Ask for a PIN first from now on, or never."""
        self._check_pin = check

    def name_secret(self, words: str) -> None:
        """Ask for another secret than a passphrase, under its name."""
        self._secret = words

    def ask(self) -> None:
        """Ask for the PIN if there is one, else for the passphrase."""
        self._ask_for(pin=self._check_pin is not None)

    def ask_for_passphrase(self) -> None:
        """Ask for the passphrase, PIN or not."""
        self._ask_for(pin=False)

    def _ask_for(self, *, pin: bool) -> None:
        self._asks_for_pin = pin
        words = "PIN" if pin else self._secret
        self._label.setText(words)
        self.field.setAccessibleName(words)
        self.field.forget()
        self.other.setVisible(pin)
        self._tell("")
        self.show()
        self._place()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Leave the plain cover."""
        self.field.forget()
        if self.isVisible():
            self.hide()
            self._cover.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge of the cover."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away; no key reaches what is behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        event.accept()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(20, 16, 20, 16), gap=8)
        self._label.setBuddy(self.field)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self._cover.go_on.connect(self.ask)
        self._cover.covered.connect(self.put_away)
        self._cover.installEventFilter(self)
        self._theme.changed.connect(self._place)
        self.field.returnPressed.connect(self._try)
        self.button.clicked.connect(self._try)
        self.other.clicked.connect(self.ask_for_passphrase)

    def _try(self) -> None:
        typed = self.field.text()
        if not typed or not self.button.isEnabled():
            return
        self.field.forget()
        self._wait(is_waiting=True)
        check = self._check_pin if self._asks_for_pin and self._check_pin else self._check
        self._jobs.when_done(check(typed), self, done=self._on_right, failed=self._on_wrong)

    def _wait(self, *, is_waiting: bool) -> None:
        """A passphrase takes a second on purpose: an empty field alone would look like a no."""
        self.button.setEnabled(not is_waiting)
        self.button.setText("Opening" if is_waiting else _GO_ON)
        if is_waiting:
            self._tell("")

    def _on_right(self, _nothing: None) -> None:
        self._wait(is_waiting=False)
        self.put_away()
        self.passed.emit()

    def _on_wrong(self, error: YarrowError) -> None:
        self._wait(is_waiting=False)
        self._tell(sentence(error))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str) -> None:
        self._problem.setText(words)
        self.field.setAccessibleDescription(words)
        self._problem.setVisible(bool(words))
        self._place()

    def _place(self) -> None:
        px, cover = self._theme.px, self._cover
        width = min(px(_WIDTH), cover.width() - 2 * px(_MARGIN))
        height = max(self.heightForWidth(width), self.sizeHint().height())
        top = cover.height() - height - px(_MARGIN)
        self.setGeometry((cover.width() - width) // 2, top, width, height)
