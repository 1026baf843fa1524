"""The section This PC: how the person is shown on it, and how she reads and types."""

from __future__ import annotations

from concurrent.futures import Future

from app.wiring.desk import Desk
from app.wiring.settings.fields import LABEL, SettingFields
from app.wiring.site.values import Site
from ui.settings.label_card import LabelCard
from ui.settings.letters_card import LettersCard
from ui.settings.section import Cards, Section
from ui.settings.site_card import SiteCard


def this_pc_section(desk: Desk, fields: SettingFields) -> Section:
    """What belongs to this PC alone."""

    def change(label: str) -> Future[None]:
        return desk.write(lambda _session: desk.vault.set_label(label))

    def cards() -> Cards:
        label = LabelCard(desk.vault.label, change, desk.jobs, desk.theme)
        label.kept.connect(fields.hold(LABEL, label.line).forget)
        is_on = desk.theme.letters_act
        letters = LettersCard(desk.let_letters_act, desk.jobs, desk.theme, on=is_on)
        return Cards(desk.theme, label, letters, SiteCard(lines_of(desk.site), desk.theme))

    return Section("pc", "This PC", cards)


def lines_of(site: Site) -> tuple[str, ...]:
    """What holds on this PC, a sentence each."""
    named = f"This PC is called {site.computer}, {site.place}."
    locks = f"Yarrow locks after {site.idle_minutes:g} minutes without use."
    ring = f"A referral is handed over by ringing {site.ring_who}, {site.ring_number}."
    lines = [named, locks, ring]
    if site.bedside:
        lines.append("Others see this screen, so initials stand in place of names at first.")
    if site.backup_folder:
        lines.append(f"Backups go to {site.backup_folder}.")
    return tuple(lines)
