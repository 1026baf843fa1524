"""Joins About: what the program is, whom to ring, where the vault lies, facts for the desk."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from concurrent.futures import Future

import platformdirs

import resources
from app.cli.version import shown
from app.wiring.aside import run_aside
from app.wiring.desk import Desk
from app.wiring.site.values import Site
from app.wiring.vaults import support
from app.wiring.vaults.vault_place import lines_about
from ui.settings.about import AboutFacts, PlaceCard, SupportCard, program_cards
from ui.settings.section import Cards, Section


def about_section(desk: Desk) -> Section:
    """What there is to know of this program on this PC."""

    def look() -> Future[Sequence[str]]:
        return run_aside(lambda: lines_about(desk.vault.path))

    def save() -> Future[str]:
        day, now_ms = desk.now().date().isoformat(), desk.local_ms()
        return run_aside(lambda: _saved(desk, day, now_ms))

    def cards() -> Cards:
        theme, jobs = desk.theme, desk.jobs
        place, facts = PlaceCard(look, jobs, theme), SupportCard(save, jobs, theme)
        ring, *others = program_cards(about_facts(desk.site), theme)
        return Cards(theme, ring, place, facts, *others)

    return Section("about", "About", cards)


def about_facts(site: Site) -> AboutFacts:
    """What is told without a vault."""
    words = tomllib.loads(resources.read_text("help/about.toml"))
    return AboutFacts(
        version=shown(),
        licence=words["licence"],
        credits=words["credits"],
        limits=words["limits"],
        rings=rings(site),
        problems=support.problems_in_words(site),
    )


def rings(site: Site) -> tuple[str, ...]:
    """Whom to ring for what."""
    desk = site.service_desk or "no number is set on this PC"
    lines = [f"This PC, or a vault that does not open: IT service desk, {desk}."]
    if site.contact:
        lines.append(f"Yarrow itself: {site.contact}.")
    lines.append("Someone in danger now: 999.")
    return tuple(lines)


def _saved(desk: Desk, day: str, now_ms: int) -> str:
    facts = support.facts_of(desk.vault, desk.site, now_ms=now_ms)
    folders = (platformdirs.user_documents_path(), desk.vault.path.home())
    return str(support.save_beside_others(folders, facts, day=day))
