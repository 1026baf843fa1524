"""The cards under the list of Sync: what the last exchange did, and the last receipt."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label

_BESIDE = 560


class FactCard(QFrame):
    """An icon, a strong line and plain words; `beside` stands under them where room is short."""

    def __init__(self, icon: str, theme: Theme, *, beside: QWidget | None = None) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setProperty("role", "card")
        self._mark = IconMark(icon, theme, ink="text2", size=22)
        self._strong, self._words = Label("", "strong", wraps=True), Label("", "small", wraps=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        Spacing(self._row, theme, margins=(14, 10, 14, 10), gap=10)
        front, words = QHBoxLayout(), QVBoxLayout()
        Spacing(front, theme, gap=12)
        Spacing(words, theme, gap=2)
        front.addWidget(self._mark)
        words.addWidget(self._strong)
        words.addWidget(self._words)
        front.addLayout(words, 1)
        self._row.addLayout(front, 1)
        if beside is not None:
            self._row.addWidget(beside)

    def show_words(self, strong: str, words: str, *, ink: str = "text2") -> None:
        """Say this, and nothing at all without a strong line."""
        self._strong.setText(strong)
        self._words.setText(words)
        self._mark.show_icon(self._icon, ink=ink)
        self.setAccessibleName(f"{strong}. {words}")
        self.setVisible(bool(strong))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what stands beside the words under them, where room is short."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_wide = self.width() / self._theme.text_scale >= _BESIDE
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


class ReceiptCard(FactCard):
    """The last receipt with its code; `check_button` has everything about it computed anew."""

    def __init__(self, theme: Theme) -> None:
        beside = QWidget()
        row = QHBoxLayout(beside)
        Spacing(row, theme, gap=10)
        self.code = Chip("", theme, square=True)
        self.check_button = Button("Check it", theme, small=True)
        row.addWidget(self.code)
        row.addWidget(self.check_button)
        row.addStretch(0)
        super().__init__("serverok", theme, beside=beside)

    def show_receipt(self, code: str, strong: str, words: str, *, checked: str) -> None:
        """Show the code in groups of four, and what the last check came to."""
        groups = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
        self.code.show_words("", strong=groups, kind="plain")
        self.code.setVisible(bool(code))
        self.show_words(strong, checked or words, ink="ok" if code else "danger")
