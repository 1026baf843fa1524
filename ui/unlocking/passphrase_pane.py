"""The right side of the lock card: the passphrase of whoever is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.unlocking.view_model import UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.spoken import announce

_COST = "A wrong try costs time, never data"


class UnlockButton(Button):
    """The primary button of the lock screen, 44 high."""

    def __init__(self, text: str, theme: Theme, *, key: str = "") -> None:
        super().__init__(text, theme, role="primary", key=key)
        self._scale = theme

    def sizeHint(self) -> QSize:
        """As wide as its words, and a little higher than elsewhere."""
        return QSize(super().sizeHint().width(), self._scale.px(44))


class PassphrasePane(QWidget):
    """Name, draft, passphrase, Unlock, and what went wrong.

    `shown_passphrase` is told below the field: for a demo, whose vaults hold nothing real.
    Signals: `wanted(str)` with the passphrase when Unlock is pressed; `told(QWidget)` with what
    went wrong, which is to be seen.
    """

    wanted = Signal(str)
    told = Signal(QWidget)

    def __init__(
        self,
        model: UnlockViewModel,
        theme: Theme,
        *,
        shown_passphrase: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._name, self._kept = Label("", "title", wraps=True), Label("", "body", wraps=True)
        self._label = Label("Passphrase", "label")
        self.field = PassphraseField(theme)
        self.unlock_button = UnlockButton("Unlock", theme, key="Enter")
        self._caps = self._warning("Caps Lock is on")
        self._problem = Label("", "problem", wraps=True)
        self._problem_row = self._row("tri", "danger", self._problem)
        self._cost = Label(_COST, "quiet", wraps=True)
        self.forgotten_button = Button("Forgotten passphrase", theme, role="quiet", small=True)
        self._shown = NoteBox(
            "info", theme, strong="Made-up people only.", text=f"Passphrase: {shown_passphrase}"
        )
        self._shown.setVisible(bool(shown_passphrase))
        self._notice = NoteBox("warn", theme)
        self._said = ""
        self._button_row = QVBoxLayout()
        self._lay_out(theme)
        self._connect()
        self.show_state()

    def take_focus(self) -> None:
        """Begin in the field."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def takes(self, event: QKeyEvent) -> bool:
        """Take a key typed elsewhere into the field, with the focus, if it is a character."""
        text, shift = event.text(), Qt.KeyboardModifier.ShiftModifier
        is_plain = not event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier)
        focused = self.window().focusWidget()
        is_line = isinstance(focused, QLineEdit)
        if is_line or not (is_plain and text.isprintable() and text.strip()):
            return False
        if not self.field.isVisible() or self.field.isReadOnly():
            return False
        self.take_focus()
        self.field.end(False)
        QApplication.sendEvent(self.field, event)
        return True

    def forget(self) -> None:
        """Empty the field and hide its words."""
        self.field.forget()

    def say(self, words: str) -> None:
        """Show a sentence under the name, until somebody else is chosen."""
        self._said = words
        self.show_state()
        announce(self, words)

    def give_button(self, layout: QLayout | None) -> None:
        """Put Unlock into another layout, or with None back into its own place."""
        (layout or self._button_row).addWidget(self.unlock_button)
        self._name.setVisible(layout is None)

    def show_state(self) -> None:
        """Show what the model says now."""
        model, user = self._model, self._model.chosen
        self._name.setText(user.label if user else "Nobody has a vault on this PC yet")
        draft = "A draft is kept. Your place is kept." if user and user.has_draft else ""
        kept = " ".join(filter(None, (self._said if user else "", draft)))
        self._kept.setText(kept)
        self._kept.setVisible(bool(kept))
        self._notice.show_words(strong=user.notice if user else "")
        self._notice.setVisible(user is not None and bool(user.notice))
        parts = (self._label, self.field, self.unlock_button, self._cost, self.forgotten_button)
        for part in parts:
            part.setVisible(user is not None)
        self.unlock_button.setEnabled(model.can_try)
        self.unlock_button.setText("Opening" if model.is_busy else "Unlock")
        self.field.setReadOnly(model.is_busy)
        told = " ".join(filter(None, (model.problem, model.wait_words)))
        if told != self._problem.text():
            self._problem.setText(told)
            self.field.setAccessibleDescription(told)
            if model.problem and not model.waits_s:
                announce(self, told, urgent=True)
        is_new = bool(told) and self._problem_row.isHidden()
        self._problem_row.setVisible(bool(told))
        if is_new:
            self.told.emit(self._problem_row)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 30, 27, 22), gap=14)
        self._button_row.addWidget(self.unlock_button)
        head = QVBoxLayout()
        Spacing(head, theme, gap=4)
        head.addWidget(self._name)
        head.addWidget(self._kept)
        field = QVBoxLayout()
        Spacing(field, theme, gap=7)
        self._label.setBuddy(self.field)
        self.field.setAccessibleName("Passphrase")
        for part in (self._label, self.field, self._caps):
            field.addWidget(part)
        column.addLayout(head)
        column.addLayout(field)
        column.addLayout(self._button_row)
        column.addWidget(self._problem_row)
        foot = QHBoxLayout()
        Spacing(foot, theme, gap=8)
        foot.addWidget(self.forgotten_button)
        self._cost.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._cost, 1)
        column.addLayout(foot)
        column.addWidget(self._notice)
        column.addStretch(1)
        column.addWidget(self._shown)
        FixedSize(self.unlock_button, theme, height=44)
        self._caps.hide()

    def _warning(self, words: str) -> QWidget:
        return self._row("tri", "warn", Label(words, "warning", wraps=True))

    def _row(self, icon: str, ink: str, label: Label) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, gap=7)
        mark = IconMark(icon, self._theme, ink=ink, size=16)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(label, 1)
        return row

    def _connect(self) -> None:
        self.field.caps_lock_changed.connect(self._caps.setVisible)
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_unlock)
        self.unlock_button.clicked.connect(self._on_unlock)
        self._model.changed.connect(self.show_state)
        self._model.chosen_changed.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        self._said = ""
        self.forget()

    def _on_edited(self, _text: str) -> None:
        self._model.forget_problem()

    def _on_unlock(self) -> None:
        if self._model.can_try and self.field.text():
            self.wanted.emit(self.field.text())
            self.forget()
