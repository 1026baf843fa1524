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
from ui.widgets.label import Label
from ui.widgets.word_edit import WordEdit

PASSPHRASE, SHARES, CODE = "passphrase", "shares", "code"
_TITLES = {PASSPHRASE: "Passphrase", SHARES: "Two shares", CODE: "Personal code"}
_WORDS = 20
_MISSING = {
    PASSPHRASE: "The backup needs its passphrase.",
    SHARES: "Both shares are needed, from two of the papers.",
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
        self.shares = [WordEdit(theme, count=_WORDS) for _ in range(2)]
        self._counts = [Label("", "quiet") for _ in self.shares]
        self.code = QLineEdit()
        self.code.setProperty(SECRET, True)
        hint = "That of the vault now, or of the day of the backup"
        self._fields = {
            PASSPHRASE: [Field("Passphrase", self.words, theme, help_text=hint)],
            SHARES: [
                Field(name, edit, theme)
                for name, edit in zip(("First share", "Second share"), self.shares, strict=True)
            ],
            CODE: [Field("Code", self.code, theme)],
        }
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=10)
        column.addWidget(self.pills)
        column.addWidget(self._fields[PASSPHRASE][0])
        for field, count in zip(self._fields[SHARES], self._counts, strict=True):
            column.addWidget(field)
            column.addWidget(count)
        column.addWidget(self._fields[CODE][0])
        for share, count in zip(self.shares, self._counts, strict=True):
            share.told.connect(count.setText)
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
            SHARES: tuple(share.written() for share in self.shares),
            CODE: (self.code.text(),),
        }
        return texts[self.way]

    def know(self, words: Sequence[str]) -> None:
        """Check shares against the words they are made of."""
        for share in self.shares:
            share.know(words)

    def is_filled(self) -> bool:
        """Whether all of it is there; says so if not."""
        missing = [not each.strip() for each in self.typed]
        for field, is_missing in zip(self._fields[self.way], missing, strict=True):
            field.show_problem(_MISSING[self.way] if is_missing else "")
        return not any(missing)

    def forget(self) -> None:
        """Empty all of it."""
        self.words.forget()
        self.code.clear()
        for share in self.shares:
            share.forget()
        for fields in self._fields.values():
            for field in fields:
                field.clear_problem()

    def _on_way(self, _way: str) -> None:
        self._show()
        self.way_changed.emit()

    def _show(self) -> None:
        for way, fields in self._fields.items():
            for field in fields:
                field.setVisible(way == self.way)
        for count in self._counts:
            count.setVisible(self.way == SHARES)
