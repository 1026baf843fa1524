"""What IT has set for this PC, to be read and not changed here."""

from __future__ import annotations

from collections.abc import Sequence

from ui.settings.about import Lines
from ui.settings.section import SettingCard
from ui.theme.theme import Theme

_TEXT = "IT sets this for everyone on this PC. To have it changed, ask the service desk."


class SiteCard(SettingCard):
    """A sentence for each setting."""

    def __init__(self, lines: Sequence[str], theme: Theme) -> None:
        self.lines = Lines(lines, theme)
        super().__init__("Set for this PC", _TEXT, theme, parts=(self.lines,))
