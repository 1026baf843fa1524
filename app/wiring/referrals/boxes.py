"""Joins referrals: made from a file, from Today or after a record; and answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.wiring.desk import Desk
from app.wiring.referrals.answering import AnswerWiring
from app.wiring.referrals.referring import ReferWiring
from ui.team.facts import TeamFacts


class ReferralsWiring(QObject):
    """Does what the desk is asked for about referrals. `who` is the name of the vault's person."""

    def __init__(self, desk: Desk, who: str, facts: Callable[[], TeamFacts]) -> None:
        super().__init__(desk)
        self._facts = facts
        self.referring = ReferWiring(desk, who)
        self.answering = AnswerWiring(desk, who, self._colleagues)
        desk.refer_wanted.connect(self.referring.refer)
        desk.referral_wanted.connect(self.answering.do)

    def _colleagues(self) -> list[str]:
        """The names of the others who share a space with this person."""
        people = (each for space in self._facts().spaces for each in space.people)
        names = {each.name for each in people if each.name and not each.is_you}
        return sorted(names)
