"""One version of a clash: who wrote it when on which PC, its words, and the way to take it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.settle.differences import Differences, Piece
from ui.settle.marked_text import MarkedText
from ui.settle.sides import Side
from ui.settle.wording import SettleWording, in_sentence
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.initials import Initials
from ui.widgets.label import Label


class VersionCard(QFrame):
    """Signals: `taken()`."""

    taken = Signal()

    def __init__(
        self, theme: Theme, *, number: int, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._number = number
        self._face = Initials("", theme, size=36)
        self._who, self._when = ElidedLabel("", "strong"), Label("", "quiet", wraps=True)
        self._where = Chip("", theme, icon="pc")
        self.text = MarkedText(theme)
        self.button = Button("Use this one", theme, small=True, key=key)
        self._count = Label("", "caption")
        self.button.clicked.connect(self.taken)
        self._lay_out(theme)

    def show_side(
        self, side: Side, marks: Differences | None, wording: SettleWording, *, can_take: bool
    ) -> None:
        """Show a version; `marks` are its differences, None where it stands alone."""
        latest = side.latest
        who = in_sentence([wording.who(version) for version in side.versions])
        self._face.show_name(latest.author or "?")
        self._who.setText(who)
        self._when.setText(wording.when(latest))
        self._where.show_words(
            wording.where(latest), kind="plain", icon="pc" if latest.is_here else "laptop"
        )
        pieces = self._pieces(side, marks)
        spoken_as = f"{who}, {wording.when(latest)}, {wording.where(latest)}"
        whose = "yours" if side.is_here else f"{who}’s"
        self.text.show_pieces(pieces, whose=whose, spoken_as=spoken_as)
        self._count.setText(_counted(marks))
        self.button.setEnabled(can_take)
        self.button.setAccessibleName(f"Use this one, by {who}")

    def show_alone(self, words: str, *, who: str, when: str, where: str, author: str) -> None:
        """Show a version that is not to be taken, such as one that was replaced."""
        self._face.show_name(author or "?")
        self._who.setText(who)
        self._when.setText(when)
        self._where.show_words(where, kind="plain", icon="pc")
        pieces = [Piece("same", words)]
        self.text.show_pieces(pieces, whose="here", spoken_as=f"{who}, {when}, {where}")
        self._foot.hide()

    def _pieces(self, side: Side, marks: Differences | None) -> list[Piece]:
        if marks is None:
            return [Piece("same", side.words)]
        return [*(marks.left if self._number == 0 else marks.right)]

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head, self._foot = QFrame(), QWidget()
        head.setProperty("role", "cardhead")
        row = QHBoxLayout(head)
        Spacing(row, theme, margins=(12, 8, 12, 8), gap=10)
        row.addWidget(self._face)
        words = QVBoxLayout()
        Spacing(words, theme)
        words.addWidget(self._who)
        words.addWidget(self._when)
        row.addLayout(words, 1)
        row.addWidget(self._where)
        column.addWidget(head)
        body = QVBoxLayout()
        Spacing(body, theme, margins=(12, 8, 12, 8))
        body.addWidget(self.text, 1)
        column.addLayout(body, 1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule)
        line = QHBoxLayout()
        Spacing(line, theme, margins=(10, 8, 10, 8), gap=8)
        line.addWidget(self.button)
        line.addStretch(1)
        line.addWidget(self._count)
        foot.addLayout(line)
        column.addWidget(self._foot)


def _counted(marks: Differences | None) -> str:
    if marks is None:
        return ""
    if not marks.count:
        return "Only blanks differ"
    return "1 difference" if marks.count == 1 else f"{marks.count} differences"
