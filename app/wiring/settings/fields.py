"""What is typed in the fields of Settings and not set yet, kept like any other draft."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from app.domain.drafting import BOX
from app.ports import Draft
from app.wiring.desk import Desk
from app.wiring.drafting import draft_calls
from storage.reading import VaultReading
from ui.settings.kept_line import KeptLine

LABEL, SECOND, FILE = "setting_label", "setting_second", "setting_file"
PLACES = {LABEL: "pc", SECOND: "backups", FILE: "backups"}
"""The section that each field is in."""


class SettingFields(QObject):
    """The fields shown so far. `return_to` puts the caret back where one of them had it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._lines: dict[str, KeptLine] = {}
        self._wanted = self._last = ""

    def hold(self, kind: str, line: QLineEdit) -> KeptLine:
        """Keep what is typed there from now on, and show what was kept of it before."""
        desk, form = self._desk, f"{BOX}{kind}"
        kept = self._lines[kind] = KeptLine(line, draft_calls(desk), desk.jobs, form=form)

        def work(reading: VaultReading) -> Draft | None:
            return next((each for each in reading.drafts() if each.form == form), None)

        def done(draft: Draft | None) -> None:
            if draft is not None:
                kept.resume(draft)
            self._go_if_wanted(kind)

        line.cursorPositionChanged.connect(lambda: self._note(kind, line))
        desk.jobs.when_done(desk.read(work), kept, done=done, failed=desk.refused.emit)
        return kept

    def return_to(self, kind: str) -> None:
        """Let the caret stand in this field, now or once it is shown."""
        self._wanted = kind
        self._go_if_wanted(kind)

    @property
    def last(self) -> str:
        """The field that was typed in last, if what stands there is not set yet, else empty."""
        kept = self._lines.get(self._last)
        return "" if kept is None or kept.is_set else self._last

    def keep_now(self) -> None:
        """Keep all of them without waiting."""
        for kept in self._lines.values():
            kept.keep_now()

    def _note(self, kind: str, line: QLineEdit) -> None:
        # At a lock the cover has the focus before anything is kept.
        if line.hasFocus():
            self._last = kind

    def _go_if_wanted(self, kind: str) -> None:
        kept = self._lines.get(kind)
        if kept is not None and self._wanted == kind:
            self._wanted = ""
            kept.take_focus()
