"""Coming back after a lock: what is said, and the way to the place where one was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, SignalInstance

from app.domain.moments import moment_of
from app.domain.people import PersonRow
from app.ports import Draft
from app.usecases import people
from app.wiring.correcting import is_correction
from app.wiring.desk import Desk
from app.wiring.locking import LastSession
from app.wiring.site import Site
from app.wiring.today import HAND_OVER
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
        desk.draft_wanted.connect(self.resume)

    def come_back(self, last: LastSession) -> None:
        """Say how it ended, and go to the place that was shown."""
        desk = self._desk
        desk.told.emit(how_it_ended(last, desk.site, desk.now()))
        if last.place == "person" and last.subject is not None:
            self._open_box_later(last, self._joined.person.model.opened)
            desk.file_wanted.emit(last.subject)
        elif last.place == "new":
            self._joined.window.show_place("new")
            self._resume_newest(is_wanted=lambda draft: not is_correction(draft))
        elif last.place == "correct":
            self._resume_newest(is_wanted=is_correction)
        elif last.place in self._joined.window.places:
            self._joined.window.show_place(last.place)
            self._open_box_later(last, self._joined.today.model.changed)
        if last.place in ("person", self._joined.window.place):
            page = self._joined.person.page if last.place == "person" else self._joined.window.page
            scroll_again(page, last.scroll)

    def _open_box_later(self, last: LastSession, loaded: SignalInstance) -> None:
        """Open the box that lay over the page, once that has what the box is about."""
        box, joined = last.box, self._joined
        if box is None:
            return

        def open_box() -> None:
            loaded.disconnect(open_box)
            kind, about = box
            if kind == HAND_OVER:
                joined.today.open_box(about)
            else:
                joined.person.open_box(kind, about)

        loaded.connect(open_box)

    def resume(self, id: bytes) -> None:
        """Take up a draft: a record on New, a note in its file."""
        today = self._desk.now().date()

        def work(reading: VaultReading) -> tuple[Draft | None, PersonRow | None]:
            draft = next((each for each in reading.drafts() if each.id == id), None)
            subject = draft.subject if draft is not None else None
            person = None if subject is None else people.file_row(reading, subject, today=today)
            return draft, person

        self._read(work, self._show_draft)

    def _show_draft(self, found: tuple[Draft | None, PersonRow | None]) -> None:
        draft, person = found
        if draft is None:
            return
        if draft.form.startswith("note/") and draft.subject is not None:
            self._desk.file_wanted.emit(draft.subject)
            return
        if is_correction(draft):
            self._joined.person.correcting.resume(draft)
            return
        self._joined.window.show_place("new")
        self._joined.new.resume(draft, person)

    def _resume_newest(self, *, is_wanted: Callable[[Draft], bool]) -> None:
        def work(reading: VaultReading) -> bytes | None:
            kept = (each for each in reading.drafts() if each.form.startswith("identification/"))
            return next((draft.id for draft in kept if is_wanted(draft)), None)

        self._read(work, self._resume_if_any)

    def _resume_if_any(self, id: bytes | None) -> None:
        if id is not None:
            self.resume(id)

    def _read(self, work: Callable[[VaultReading], object], done: Callable[..., object]) -> None:
        desk = self._desk
        desk.jobs.when_done(desk.read(work), self, done=done, failed=desk.refused.emit)
