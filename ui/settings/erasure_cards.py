"""The cards of the section about what was erased: one for each erasure, with its certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.erasure import Certificate
from ui.settings import erasure_words as words
from ui.settings.section import SettingCard
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label

MOST = 20
_NONE = "Nothing was erased in any space of this vault."
_INTRO = (
    "A lead erases a file from its three dots, or one record from those of the item. Copies that "
    "were let out, paper, and what went to other teams are out of reach."
)


class ErasureCards(QWidget):
    """The newest erasures, under a card that says how many there are.

    Signals: `take_back_wanted(object)` with an erasure's id; `file_wanted(object)` with a subject.
    """

    take_back_wanted = Signal(object)
    file_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self.cards: list[SettingCard] = []
        self.intro = SettingCard("What was erased", _INTRO, theme)
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, gap=12)
        self._column.addWidget(self.intro)

    def show_erasures(self, erasures: Sequence[Certificate], now: datetime, *, leads: bool) -> None:
        """Show them, newest first; what is there stays as it is while nothing is another.

        `leads` says that this person leads a space, and may take back what another lead asked for.
        """
        facts = (tuple(erasures), now.date(), leads)
        if facts == self._shown:
            return
        self._shown = facts
        self.intro.show_text(f"{_INTRO} {counted(len(erasures))}")
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(each, now, leads=leads) for each in erasures[:MOST]]
        for card in self.cards:
            self._column.addWidget(card)

    def _card(self, erasure: Certificate, now: datetime, *, leads: bool) -> SettingCard:
        parts = [Label(line, "body", wraps=True) for line in words.lines(erasure, now)]
        actions = []
        if leads and words.may_take_back(erasure, now):
            take_back = Button("Take it back", self._theme)
            take_back.clicked.connect(lambda: self.take_back_wanted.emit(erasure.id))
            actions.append(take_back)
        if erasure.has_arrived_after:
            look = Button("Open the file", self._theme)
            look.clicked.connect(lambda: self.file_wanted.emit(erasure.subject))
            actions.append(look)
        return SettingCard(
            words.title(erasure),
            words.standing(erasure, now),
            self._theme,
            parts=tuple(parts),
            actions=tuple(actions),
        )


def counted(count: int) -> str:
    """How many there are, and where those are that are not shown."""
    if not count:
        return _NONE
    if count > MOST:
        return f"The newest {MOST} of {count} are here; “yarrow erasures” lists all."
    return "One so far." if count == 1 else f"{count} so far."
