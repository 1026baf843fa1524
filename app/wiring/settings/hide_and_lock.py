"""The section Hide and lock."""

from __future__ import annotations

from app.wiring.desk import Desk
from app.wiring.hiding.choices import HideChoices
from app.wiring.hiding.screen_pictures import MINUTES, ScreenPicturesWiring
from app.wiring.system.telling import SystemSession
from ui.settings.hide_cards import CoverCard, PicturesCard, PinCard, SystemCard
from ui.settings.section import Cards, Section


def hide_section(
    desk: Desk, choices: HideChoices, system: SystemSession, pictures: ScreenPicturesWiring
) -> Section:
    """Minutes, PIN, what locks by itself on this PC, and pictures of the screen."""
    theme, jobs = desk.theme, desk.jobs

    def of_system() -> SystemCard:
        card = SystemCard(desk.site.idle_minutes, theme)
        card.show_offers(system.offers)
        system.offers_known.connect(lambda: card.show_offers(system.offers))
        return card

    def of_pictures() -> PicturesCard:
        card = PicturesCard(
            pictures.allow, pictures.refuse, theme, minutes=MINUTES, can_refuse=pictures.can_refuse
        )
        card.show_allowed(allowed=pictures.is_allowed)
        pictures.changed.connect(lambda allowed: card.show_allowed(allowed=allowed))
        return card

    def cards() -> Cards:
        now, has_pin = choices.settings, choices.settings.pin is not None
        cover = CoverCard(now.minutes, choices.set_minutes, jobs, theme)
        pin = PinCard(choices.set_pin, choices.forget_pin, jobs, theme, has_pin=has_pin)
        return Cards(theme, cover, pin, of_system(), of_pictures())

    return Section("hide", "Hide and lock", cards)
