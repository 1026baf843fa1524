"""The section about what the team sets for itself, and the boxes in which a lead changes it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.encoding import Value
from app.domain.team_settings import PACK, SETTINGS, SettingRow, SettingRows, key_of
from app.errors import FormRefused
from app.forms import library
from app.forms.local import put_in_force
from app.usecases.settings import setting_rows, team_settings
from app.wiring.desk import Desk
from app.wiring.team.pack_files import pack_text
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.safety.file_choice import choose_files
from ui.settings.section import Section
from ui.settings.team_box import TakeBackBox, TeamBox
from ui.settings.team_cards import TeamCards

BOX = "setting"
_SAVED = "Saved for the team. New shows it from the next unlock on."
_TAKEN_BACK = "Taken back. What Yarrow brings along holds again from the next unlock on."
_LOADED = "The form pack is loaded for the team."
_FORMS = ("identification", "person", "note")


class TeamSettings(QObject):
    """Puts in force what arrives, and shows what holds.

    Signals: `read(object)` with `SettingRows`.
    """

    read = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.section = Section("team", "Team", self._cards)
        desk.saved.connect(self._on_saved)

    def open_box(self, about: str, answers: Mapping[str, Value] | None = None) -> AskBox | None:
        """Ask what is to hold, beginning with what holds now.

        `about` is the kind with what it is about behind a stroke; gives None for any other.
        """
        desk, kind = self._desk, about.partition("/")[0]
        if desk.host is None or kind not in team_settings.ENTERED:
            return None
        box = TeamBox(desk.host, desk.theme, kind, answers)

        def start() -> Future[bytes]:
            given = box.answers
            return desk.write(partial(team_settings.put, kind=kind, answers=given))

        run_box(box, desk.jobs, start, lambda _id: self._tell(_SAVED))
        desk.hold_box(box, BOX, subject=None, about=about)
        return box

    def _change(self, row: SettingRow) -> None:
        self.open_box(f"{row.kind}/{key_of(row.kind, row.answers)}", row.answers)

    def _cards(self) -> TeamCards:
        cards = TeamCards(self._desk.theme, self._desk.turns)
        self.read.connect(cards.show_rows)
        cards.change_wanted.connect(self._change)
        cards.add_wanted.connect(self._add)
        cards.take_back_wanted.connect(self._take_back)
        self._refresh()
        return cards

    def _add(self, kind: str) -> None:
        if kind != PACK:
            self.open_box(f"{kind}/")
            return
        if self._desk.host is not None:
            choose_files(
                self._desk.host,
                self._desk.theme,
                title="Load a form pack",
                done=lambda chosen: self._load(chosen[0]),
                filters=("Form packs (*.toml)",),
            )

    def _load(self, file: Path) -> None:
        desk = self._desk

        def work(session: VaultSession) -> None:
            team_settings.load_pack(session, pack_text(file))

        loaded = desk.write(work)
        done, failed = (lambda _none: self._tell(_LOADED)), desk.refused.emit
        desk.jobs.when_done(loaded, self, done=done, failed=failed)

    def _take_back(self, row: SettingRow) -> None:
        desk, id = self._desk, row.record
        if desk.host is None or id is None:
            return
        box = TakeBackBox(desk.host, desk.theme, title=row.title)

        def start() -> Future[None] | None:
            reason = box.reason
            if not reason:
                box.refuse(FormRefused({"reason": "needed"}))
                return None
            return desk.write(lambda session: team_settings.withdraw(session, id, reason))

        run_box(box, desk.jobs, start, lambda _none: self._tell(_TAKEN_BACK))
        desk.hold_box(box, BOX, subject=None, about=id.hex())

    def _tell(self, words: str) -> None:
        self._desk.told.emit(words)
        self._desk.saved.emit(SETTINGS)

    def _on_saved(self, subject: object) -> None:
        if subject in (None, SETTINGS):
            self._refresh()

    def _refresh(self) -> None:
        desk = self._desk
        desk.jobs.when_done(desk.read(_look), self, done=self.read.emit, failed=lambda _error: None)


def _look(reading: VaultReading) -> SettingRows:
    """Put in force what stands there now, with the forms read anew off the screen's thread."""
    if put_in_force(team_settings.local(reading)):
        for name in _FORMS:
            library.latest(name)
    return setting_rows.rows(reading)
