"""What is due about a referral of this file: its clock, who has it, and the tries so far."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.moments import moment_of
from app.domain.worklist import Due
from ui.formats import moment
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.today import referral_words
from ui.widgets.clock_ring import ClockRing
from ui.widgets.label import Label


class DueCard(QFrame):
    """One referral that needs someone, in the words of its row on Today."""

    def __init__(self, due: Due, theme: Theme, *, now: datetime) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(12, 10, 12, 10), gap=6)
        matter = referral_words.MATTERS[due.reason]
        since = moment(moment_of(due.since_ms).astimezone(now.tzinfo), now=now)
        ring = ClockRing(referral_words.clock_of(due, since), theme, what=matter)
        column.addWidget(Label(matter, "label", wraps=True))
        column.addWidget(ring, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(referral_words.detail_of(due, now), "small", wraps=True))
        if due.referred is not None and due.referred.phone:
            words = referral_words.ring_words(due.referred)
            column.addWidget(Label(words, "small", wraps=True))
