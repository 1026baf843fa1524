"""The section Backups: when the last one was made, and how to make one now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from app.wiring.desk import Desk
from app.wiring.settings.fields import FILE, SECOND, SettingFields
from app.wiring.vaults.backups import BackupLane
from ui.safety.file_choice import Kind, choose_files
from ui.settings.backup_cards import (
    BackupCalls,
    FileCard,
    OwnCard,
    RestoreCard,
    SecondCard,
)
from ui.settings.backup_words import BackupFacts
from ui.settings.section import Cards, Section

_NAME = "yarrow"
"""What a file is called unless another name is typed: it tells nothing."""


def backups_section(desk: Desk, lane: BackupLane, fields: SettingFields) -> Section:
    """What a person sees of her backups."""
    calls = BackupCalls(
        back_up=lane.back_up,
        into=lane.back_up_into,
        set_on=lambda is_on: lane.set_on(is_on=is_on),
        set_folder=lane.set_folder,
    )

    def cards() -> Cards:
        own, second = OwnCard(calls, desk.theme), SecondCard(calls, desk.theme)
        file = FileCard(calls, desk.jobs, desk.theme)

        def show(_state: object) -> None:
            facts = _facts(desk, lane)
            if facts is not None:
                own.show_facts(facts, desk.now())
                second.show_facts(facts)

        shown = Cards(desk.theme, own, second, file, RestoreCard(desk.theme))
        second.kept.connect(fields.hold(SECOND, second.line).forget)
        file.made.connect(fields.hold(FILE, file.line).forget)
        second.choose_button.clicked.connect(lambda: _choose(desk, second.line, kind="folder"))
        file.choose_button.clicked.connect(lambda: _choose(desk, file.line, kind="new"))
        lane.changed.connect(show)
        show(None)
        return shown

    return Section("backups", "Backups", cards)


def _choose(desk: Desk, line: QLineEdit, *, kind: Kind) -> None:
    """Look for a folder or a new file, and put it into the line as if it were typed."""

    def take(chosen: list[Path]) -> None:
        line.setFocus()
        line.setText(str(chosen[0]))
        line.setModified(True)
        line.textEdited.emit(line.text())

    if desk.host is not None:
        name = f"{_NAME}.backup" if kind == "new" else ""
        title = "Where the backup goes"
        choose_files(desk.host, desk.theme, title=title, done=take, kind=kind, name=name)


def _facts(desk: Desk, lane: BackupLane) -> BackupFacts | None:
    state = lane.state
    if state is None:
        return None
    return BackupFacts(
        is_on=state.is_on,
        made_ms=state.made_ms,
        file=state.file,
        problem=state.problem,
        second=lane.second,
        is_second_own=bool(state.folder),
        second_ms=state.second_ms,
        second_problem=state.second_problem,
        is_late=state.is_late(desk.local_ms()),
        is_working=lane.is_working,
    )
