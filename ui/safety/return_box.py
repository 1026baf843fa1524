"""The passphrase, asked for on the cover of whoever comes back to it."""

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


class ReturnBox(QFrame):
    """Stands at the lower edge of the cover; Esc puts it away again.

    `check` gives a Future that fails unless the passphrase is the right one.
    Signals: `passed()`.
    """

    passed = Signal()

    def __init__(
        self, cover: Cover, theme: Theme, jobs: Jobs, check: Callable[[str], Future[None]]
    ) -> None:
        super().__init__(cover)
        self._cover, self._theme, self._jobs, self._check = cover, theme, jobs, check
        self.setProperty("role", "overlay")
        self.field = PassphraseField(theme)
        self.field.setAccessibleName("Passphrase")
        self._button = Button("Go on", theme, role="primary", key="Enter")
        self._problem = Label("", "problem", wraps=True)
        self._lay_out(theme)
        self._connect()
        self.hide()

    def ask(self) -> None:
        """Ask for the passphrase."""
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
        label = Label("Passphrase", "label")
        label.setBuddy(self.field)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self._problem)

    def _connect(self) -> None:
        self._cover.go_on.connect(self.ask)
        self._cover.covered.connect(self.put_away)
        self._cover.installEventFilter(self)
        self.field.returnPressed.connect(self._try)
        self._button.clicked.connect(self._try)

    def _try(self) -> None:
        typed = self.field.text()
        if not typed or not self._button.isEnabled():
            return
        self.field.forget()
        self._button.setEnabled(False)
        self._jobs.when_done(self._check(typed), self, done=self._on_right, failed=self._on_wrong)

    def _on_right(self, _nothing: None) -> None:
        self._button.setEnabled(True)
        self.put_away()
        self.passed.emit()

    def _on_wrong(self, error: YarrowError) -> None:
        self._button.setEnabled(True)
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
