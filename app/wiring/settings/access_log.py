"""Joins the section about the access log: a card that opens Who saw what."""

from __future__ import annotations

from app.wiring.desk import Desk
from app.wiring.person.looks import LooksWiring
from ui.settings.section import Cards, Section, SettingCard
from ui.widgets.button import Button

_TEXT = (
    "Everything that is looked at, searched, printed or taken out is written down with who did it "
    "and on which PC. Nobody can change or delete a line. What was looked at on your colleagues’ "
    "PCs travels sealed, so that only leads can read it."
)


def access_log_section(desk: Desk) -> Section:
    """Who saw what, for a lead on every PC of the team."""
    looks = LooksWiring(desk)

    def cards() -> Cards:
        open_it = Button("Look through it", desk.theme)
        open_it.clicked.connect(lambda: looks.open())
        return Cards(desk.theme, SettingCard("Who saw what", _TEXT, desk.theme, actions=(open_it,)))

    return Section("access_log", "Access log", cards)
