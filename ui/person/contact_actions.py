"""What the banner offers: the code word for as long as it is held, and the rules themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.contact_safety import Safety
from ui.contact.code_word import CodeWordButton
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button


class ContactActions(QWidget):
    """Signals: `rules_wanted()`."""

    rules_wanted = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = CodeWordButton(theme)
        self.rules = Button("Check", theme, small=True, spoken="Check how to reach them safely")
        self.rules.clicked.connect(self.rules_wanted)
        row = QHBoxLayout(self)
        Spacing(row, theme, gap=8)
        row.addWidget(self.code)
        row.addWidget(self.rules)

    def show_safety(self, safety: Safety, *, is_shown: bool) -> None:
        """Offer a code word only where one is on file; nothing of a file that is closed."""
        self.code.setVisible(is_shown and any(rule.has for rule in safety.rules))
        self.rules.setVisible(is_shown)
        self.rules.setText("Check" if safety.rules else "Add")
