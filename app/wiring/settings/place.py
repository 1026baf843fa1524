"""Joins Settings: the place, and which sections it has in which order."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject

from app.wiring.desk import Desk
from app.wiring.settings.about import about_section
from app.wiring.settings.access_log import access_log_section
from app.wiring.settings.backups import backups_section
from app.wiring.settings.fields import SettingFields
from app.wiring.settings.importing import ImportWiring
from app.wiring.settings.keeping import Keeping
from app.wiring.settings.team import TeamSettings
from app.wiring.settings.this_pc import this_pc_section
from app.wiring.settings.ways_in import WaysIn
from app.wiring.vaults.backups import BackupLane
from sync.runner import SyncLane
from ui.frame.place import Place
from ui.settings.page import SettingsPage
from ui.settings.section import Section


class SettingsWiring(QObject):
    """The place Settings. A new section is a module of its own and one line here."""

    def __init__(self, desk: Desk, lane: SyncLane, hide: Section, giving: Section) -> None:
        super().__init__(desk)
        self.backups, self.fields = BackupLane(desk), SettingFields(desk)
        self.team = TeamSettings(desk)
        self.ways, self.keeping = WaysIn(desk, lane), Keeping(desk, lane)
        self.sections = (
            this_pc_section(desk, self.fields),
            self.ways.section,
            hide,
            backups_section(desk, self.backups, self.fields),
            access_log_section(desk),
            ImportWiring(desk).section,
            giving,
            self.keeping.section,
            self.team.section,
            about_section(desk),
        )
        self._theme = desk.theme
        self.place = Place("settings", "Settings", "settings", 8, lambda: self.page)

    @cached_property
    def page(self) -> SettingsPage:
        """The sections, one at a time."""
        return SettingsPage(self.sections, self._theme)

    @property
    def open_now(self) -> tuple[str, str]:
        """The section that is shown, and the field that was typed in last."""
        return self.page.section, self.fields.last

    def go_to(self, section: str, field: str) -> None:
        """Show a section, with the caret in one of its fields."""
        self.page.show_section(section)
        if field:
            self.fields.return_to(field)
