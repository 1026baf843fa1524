"""The section Hide and lock."""

from __future__ import annotations

from app.wiring.desk import Desk
from app.wiring.hide_choices import HideChoices
from app.wiring.screen_pictures import MINUTES, ScreenPicturesWiring
from app.wiring.system.telling import SystemSession
from ui.settings.hide_cards import CoverCard, PicturesCard, PinCard, SystemCard
from ui.settings.section import Cards, Section


def hide_section(
    desk: Desk, choices: HideChoices, system: SystemSession, pictures: ScreenPicturesWiring
) -> Section:
    """Minutes, PIN, what locks by itself on this PC, and pictures of the screen."""
    theme, jobs, settings = desk.theme, desk.jobs, choices.settings
    of_system = SystemCard(desk.site.idle_minutes, theme)
    of_system.show_offers(system.offers)
    system.offers_known.connect(lambda: of_system.show_offers(system.offers))
    of_pictures = PicturesCard(
        pictures.allow, pictures.refuse, theme, minutes=MINUTES, can_refuse=pictures.can_refuse
    )
    pictures.changed.connect(lambda allowed: of_pictures.show_allowed(allowed=allowed))
    cards = (
        CoverCard(settings.minutes, choices.set_minutes, jobs, theme),
        PinCard(choices.set_pin, choices.forget_pin, jobs, theme, has_pin=settings.pin is not None),
        of_system,
        of_pictures,
    )
    return Section("hide", "Hide and lock", Cards(theme, *cards))
