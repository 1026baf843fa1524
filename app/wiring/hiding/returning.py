"""Coming back after a lock: what is said, and the way to the place where one was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QObject

from app.domain.drafting import REASON, box_of
from app.domain.moments import moment_of
from app.domain.people import PersonRow
from app.ports import Draft
from app.usecases.person import people
from app.wiring.desk import Desk
from app.wiring.giving import GIVE_ALL
from app.wiring.hiding.locking import LastSession
from app.wiring.new import LOOKING
from app.wiring.person.correcting import is_correction
from app.wiring.reopening import Reopening
from app.wiring.settings.team import BOX as SETTING
from app.wiring.site.values import Site
from app.wiring.window import WindowWiring
from storage.reading import VaultReading
from ui.formats import clock_time, short_day
from ui.frame.scrolling import scroll_again

_KEPT = "Your place is kept."
_REASONS = {
    "idle": "Locked at {when}, after {minutes} minutes without use of this PC.",
    "cover": "Locked at {when}, because the screen stayed covered.",
    "hidden": "You hid the screen at {when}, and it locked at once, as you have set it.",
    "pin": "Locked at {when}, after three wrong PINs.",
    "asked": "You locked at {when}.",
    "closed": "Closed at {when}.",
    "screen": "Locked at {when}, with this PC's own screen lock.",
    "switch": "Locked at {when}, because another user took over this PC.",
    "sleep": "Locked at {when}, because this PC went to sleep.",
    "shutdown": "Locked at {when}, because this PC was shutting down.",
    "remote": "Locked at {when}, because someone connected to this PC from another one.",
}
_UNSEALED = (
    "Last time Yarrow ended without locking, or the lock could write nothing more. "
    "What was kept until then is here: look at your last words."
)
_UNKEPT = "The disk did not take the last words on {count} of the pages: look at them."


def how_it_ended(last: LastSession, site: Site, now: datetime) -> str:
    """When and why it was locked, for whoever unlocked it again."""
    at = moment_of(last.at_ms).astimezone(now.tzinfo)
    day = "" if at.date() == now.date() else f"{short_day(at.date(), today=now.date())} "
    reason = _REASONS.get(last.why)
    if reason is None:
        return _UNSEALED
    told = reason.format(when=f"{day}{clock_time(at)}", minutes=f"{site.idle_minutes:g}")
    return f"{told} {_UNKEPT.format(count=last.unkept) if last.unkept else _KEPT}"


class Returning(QObject):
    """Leads back to where a session was left, and to any draft."""

    def __init__(self, desk: Desk, joined: WindowWiring) -> None:
        super().__init__(desk)
        self._desk, self._joined = desk, joined
        self._boxes = Reopening(desk, joined)
        desk.draft_wanted.connect(self.resume)

    def come_back(self, last: LastSession) -> Iterator[None]:
        """Say how it ended, make the page that was shown a piece at a time, and go there."""
        window = self._joined.window
        if last.place in window.places:
            making = window.pages.making(last.place)
            while making.step():
                yield
        self._go_back(last)

    def _go_back(self, last: LastSession) -> None:
        desk = self._desk
        desk.recalled.emit(how_it_ended(last, desk.site, desk.now()))
        if last.place == "person" and last.subject is not None:
            if last.box is None:
                desk.file_wanted.emit(last.subject)
            else:
                self._boxes.on_file(last.subject, last.box)
        elif last.place == "new":
            self._joined.window.show_place("new")
            if last.box is not None and last.box[0] == LOOKING:
                self._joined.new.look_again(last.box[1])
            else:
                self._resume_newest(is_wanted=lambda draft: not is_correction(draft))
        elif last.place == "correct":
            asks = last.box is not None and last.box[0] == REASON
            self._resume_newest(is_wanted=is_correction, asks=asks)
        elif last.place in self._joined.window.places:
            self._show_place(last)
        if last.place in ("person", self._joined.window.place):
            page = self._joined.person.page if last.place == "person" else self._joined.window.page
            scroll_again(page, last.scroll)

    def _show_place(self, last: LastSession) -> None:
        self._joined.window.show_place(last.place)
        if last.box is not None and last.place == "settings":
            self._go_to_settings(last.box)
        elif last.box is not None and last.place == "today":
            self._boxes.on_today(last.box)
        elif last.box is not None and last.place == "sync":
            self._boxes.on_sync(last.box)
        elif last.box is not None and last.place in ("reports", "practice"):
            self._boxes.on_reports(kind=last.box[0])

    def _go_to_settings(self, box: tuple[str, str]) -> None:
        """To a section, or to the box that lay over one."""
        if box[0] in (GIVE_ALL, SETTING):
            self._boxes.on_settings(box)
        else:
            self._joined.settings.go_to(*box)

    def resume(self, id: bytes, *, asks: bool = False) -> None:
        """Take up a draft: a record on New, a note in its file, words in their box."""
        today = self._desk.now().date()

        def work(reading: VaultReading) -> tuple[Draft | None, PersonRow | None]:
            draft = next((each for each in reading.drafts() if each.id == id), None)
            subject = draft.subject if draft is not None else None
            person = None if subject is None else people.file_row(reading, subject, today=today)
            return draft, person

        def done(found: tuple[Draft | None, PersonRow | None]) -> None:
            if found[0] is not None:
                self._show_draft(found[0], found[1], asks=asks)

        self._read(work, done)

    def _show_draft(self, draft: Draft, person: PersonRow | None, *, asks: bool) -> None:
        if box_of(draft.form) is not None:
            self._boxes.of_draft(draft)
            return
        if draft.form.startswith("note/") and draft.subject is not None:
            self._desk.file_wanted.emit(draft.subject)
            return
        if is_correction(draft):
            self._joined.person.correcting.resume(draft, asks=asks)
            return
        self._joined.window.show_place("new")
        self._joined.new.resume(draft, person)

    def _resume_newest(self, *, is_wanted: Callable[[Draft], bool], asks: bool = False) -> None:
        def work(reading: VaultReading) -> bytes | None:
            kept = (each for each in reading.drafts() if each.form.startswith("identification/"))
            return next((draft.id for draft in kept if is_wanted(draft)), None)

        def done(id: bytes | None) -> None:
            if id is not None:
                self.resume(id, asks=asks)

        self._read(work, done)

    def _read(self, work: Callable[[VaultReading], object], done: Callable[..., object]) -> None:
        desk = self._desk
        desk.jobs.when_done(desk.read(work), self, done=done, failed=desk.refused.emit)
