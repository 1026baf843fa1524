"""What opens a backup: its passphrase, two shares, or a personal code; one of them at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.safety.clipboard import SECRET
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.field import Field
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.two_shares import TwoShares

PASSPHRASE, SHARES, CODE = "passphrase", "shares", "code"
_TITLES = {PASSPHRASE: "Passphrase", SHARES: "Two shares", CODE: "Personal code"}
_MISSING = {
    PASSPHRASE: "The backup needs its passphrase.",
    CODE: "Write the code, 28 letters and digits or 14 words.",
}


class ProofFields(QWidget):
    """Signals: `entered()` at Enter in a line; `way_changed()`."""

    entered = Signal()
    way_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        filters = [Filter(way, title) for way, title in _TITLES.items()]
        self.pills = FilterPills(filters, theme, spoken="What opens it")
        self.words = PassphraseField(theme, height=36)
        self.shares = TwoShares(theme)
        self.code = QLineEdit()
        self.code.setProperty(SECRET, True)
        hint = "That of the vault now, or of the day of the backup"
        self._fields = {
            PASSPHRASE: Field("Passphrase", self.words, theme, help_text=hint),
            CODE: Field("Code", self.code, theme),
        }
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=10)
        column.addWidget(self.pills)
        column.addWidget(self._fields[PASSPHRASE])
        column.addWidget(self.shares)
        column.addWidget(self._fields[CODE])
        self.words.returnPressed.connect(self.entered)
        self.code.returnPressed.connect(self.entered)
        self.pills.chosen.connect(self._on_way)
        self._show()

    @property
    def way(self) -> str:
        """Which of the three it is."""
        return self.pills.choice

    @property
    def typed(self) -> tuple[str, ...]:
        """What was typed for it."""
        texts = {
            PASSPHRASE: (self.words.text(),),
            SHARES: self.shares.typed,
            CODE: (self.code.text(),),
        }
        return texts[self.way]

    def know(self, words: Sequence[str]) -> None:
        """Check shares against the words they are made of."""
        self.shares.know(words)

    def is_filled(self) -> bool:
        """Whether all of it is there; says so if not."""
        if self.way == SHARES:
            return self.shares.is_filled()
        (typed,) = self.typed
        self._fields[self.way].show_problem("" if typed.strip() else _MISSING[self.way])
        return bool(typed.strip())

    def forget(self) -> None:
        """Empty all of it."""
        self.words.forget()
        self.code.clear()
        self.shares.forget()
        for field in self._fields.values():
            field.clear_problem()

    def _on_way(self, _way: str) -> None:
        self._show()
        self.way_changed.emit()

    def _show(self) -> None:
        for way, field in self._fields.items():
            field.setVisible(way == self.way)
        self.shares.setVisible(self.way == SHARES)
