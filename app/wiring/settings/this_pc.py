"""The section This PC: how the person is shown on it."""

from __future__ import annotations

from concurrent.futures import Future

from app.wiring.desk import Desk
from ui.settings.label_card import LabelCard
from ui.settings.section import Cards, Section


def this_pc_section(desk: Desk) -> Section:
    """What belongs to this PC alone."""

    def change(label: str) -> Future[None]:
        return desk.write(lambda _session: desk.vault.set_label(label))

    label = LabelCard(desk.vault.label, change, desk.jobs, desk.theme)
    return Section("pc", "This PC", Cards(desk.theme, label))
