"""Opens a box again: one that lay over the page at a lock, or one left with words in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.drafting import ABOUT, AGAIN, REASON, box_of
from app.ports import Draft
from app.wiring import settle
from app.wiring.desk import Desk
from app.wiring.giving import GIVE_ALL
from app.wiring.person.correcting import is_correction_of
from app.wiring.person.file_boxes import open_again
from app.wiring.person.guarding import LOOK
from app.wiring.reports.practice import TRAINING_BOX
from app.wiring.reports.report_saving import REPORT
from app.wiring.settings.fields import PLACES
from app.wiring.settings.team import BOX as SETTING
from app.wiring.sync.syncing import FOUND, JOIN
from app.wiring.team.panel import INVITE_BOX
from app.wiring.today import HAND_OVER
from app.wiring.window import WindowWiring
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.left_words import LeftWords

_ON_TODAY = (HAND_OVER, LOOK)
_ON_SYNC = (FOUND, JOIN, INVITE_BOX)
Box = tuple[str, str]
"""The kind of a box, and what opens it again."""


class Reopening(QObject):
    """Leads to the page of a box first; where the box has nothing to be about, shows its words."""

    def __init__(self, desk: Desk, joined: WindowWiring) -> None:
        super().__init__(desk)
        self._desk, self._joined = desk, joined

    def on_file(self, subject: bytes, box: Box, draft: Draft | None = None) -> None:
        """Go to a file, and open its box once the file is there."""
        person = self._joined.person

        def open_box(opened: object) -> None:
            person.model.opened.disconnect(open_box)
            if opened == subject:
                self._open(
                    lambda: open_again(person, *box), draft, may_show=not person.model.is_closed
                )

        person.model.opened.connect(open_box)
        self._desk.file_wanted.emit(subject)

    def on_today(self, box: Box, draft: Draft | None = None) -> None:
        """Open the box of a row, once the list is there."""
        today = self._joined.today

        def open_box() -> None:
            if today.model.is_loaded:
                today.model.changed.disconnect(open_box)
                self._open(lambda: today.open_box(*box), draft)

        today.model.changed.connect(open_box)
        self._joined.window.show_place("today")
        today.model.refresh()

    def on_sync(self, box: Box, draft: Draft | None = None) -> None:
        """Open a box of the team, once it is known whether there is one."""
        sync, kind = self._joined.sync, box[0]
        known = sync.team.model.changed if kind == INVITE_BOX else sync.model.changed

        def open_box() -> None:
            known.disconnect(open_box)
            self._open(lambda: sync.open_box(kind), draft)

        known.connect(open_box)
        self._joined.window.show_place("sync")
        sync.team.model.refresh()
        sync.model.refresh()

    def on_reports(self, draft: Draft | None = None, kind: str = TRAINING_BOX) -> None:
        """Open the box about a training session, or that of a quarter's figures."""
        joined, is_report = self._joined, kind == REPORT
        joined.window.show_place("reports" if is_report else "practice")
        self._open(joined.reports.saving.open_box if is_report else joined.practice.open_box, draft)

    def of_draft(self, draft: Draft) -> None:
        """Open the box that a draft was typed in, or go to its field of Settings."""
        kind = box_of(draft.form) or ""
        again = str(draft.answers.get(AGAIN) or draft.answers.get(ABOUT) or "")
        if kind in (*PLACES, SETTING, GIVE_ALL):
            self.on_settings((kind, again), draft)
        elif kind in _ON_TODAY:
            self.on_today((kind, again), draft)
        elif kind in _ON_SYNC:
            self.on_sync((kind, again), draft)
        elif kind in (TRAINING_BOX, REPORT):
            self.on_reports(draft, kind)
        elif kind == REASON:
            self._reason(draft, again)
        elif kind in settle.KINDS:
            self._on_settle(draft, again)
        elif draft.subject is not None:
            self.on_file(draft.subject, (kind, again), draft)
        else:
            self._show_words(draft)

    def on_settings(self, box: Box, draft: Draft | None = None) -> None:
        """Go to a field of a section, or open the box that lay over one."""
        settings, (kind, again) = self._joined.settings, box
        self._joined.window.show_place("settings")
        if kind in PLACES:
            settings.go_to(PLACES[kind], kind)
        elif kind == GIVE_ALL:
            settings.go_to("giving", "")
            self._open(self._joined.giving.open_all, draft)
        else:
            settings.go_to("team", "")
            self._open(lambda: settings.team.open_box(again) is not None, draft)

    def _on_settle(self, draft: Draft, key: str) -> None:
        """The clash it was typed for, if that is one still."""
        desk = self._desk

        def done(stands: object) -> None:
            if stands:
                self._joined.settle.open_clash(key)
            else:
                self._show_words(draft)

        found = self._joined.settle.find(key)
        desk.jobs.when_done(found, self, done=done, failed=desk.refused.emit)

    def _reason(self, draft: Draft, record: str) -> None:
        """The box that asks for it opens over its correction alone."""

        def work(reading: VaultReading) -> Draft | None:
            kept = (each for each in reading.drafts() if is_correction_of(each, record))
            return next(kept, None)

        def done(correction: Draft | None) -> None:
            if correction is None:
                self._show_words(draft)
            else:
                self._joined.person.correcting.resume(correction, asks=True)

        desk = self._desk
        desk.jobs.when_done(desk.read(work), self, done=done, failed=desk.refused.emit)

    def _open(
        self, open_box: Callable[[], bool], draft: Draft | None, *, may_show: bool = True
    ) -> None:
        if not open_box() and draft is not None and may_show:
            self._show_words(draft)

    def _show_words(self, draft: Draft) -> None:
        desk = self._desk
        if desk.host is None:
            return
        found = {name: each for name, each in draft.answers.items() if name not in (ABOUT, AGAIN)}
        words = [each for each in found.values() if isinstance(each, str) and each.strip()]
        box = LeftWords(desk.host, desk.theme, words=words)

        def drop(session: VaultSession) -> None:
            session.drop_draft(draft.id)

        def on_wanted() -> None:
            dropped = desk.write(drop)
            box.begin(dropped)
            desk.jobs.when_done(dropped, box, done=on_dropped, failed=box.refuse)

        def on_dropped(_nothing: None) -> None:
            box.finish()
            self._joined.today.model.refresh()

        box.wanted.connect(on_wanted)
