"""One open vault from unlock to lock: its window, its cover, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.encoding import Value
from app.domain.moments import moment_of
from app.domain.people import PersonRow
from app.ports import Draft
from app.usecases import people
from app.wiring import locking, new
from app.wiring.desk import Desk
from app.wiring.locking import Ending, LastSession, lock_now
from app.wiring.new import NewWiring
from app.wiring.start import Start
from app.wiring.window import WindowWiring
from storage.reading import VaultReading
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from ui.formats import clock_time, short_day
from ui.frame.cover import Cover, CoverFacts
from ui.jobs import Jobs
from ui.safety.idle import IdleWatch
from ui.safety.return_box import ReturnBox
from ui.theme.theme import Theme

COVER_MINUTES = 2.0
_MINUTE_MS = 60_000
_SIZE = (1366, 688)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a vault says when it is opened: whose it is, how it ended last, what New remembers."""

    who: str
    last: LastSession | None
    remembered: Mapping[str, Value]


def beginning(vault: Vault) -> Beginning:
    """Read it, and note that a session is open now unless the vault takes no writes.

    Waits for the vault: call it off the screen's thread.
    """
    who = VaultSpaces(vault).person().name
    kept = vault.read(new.remembered).result()
    if vault.is_read_only:
        return Beginning(who, vault.read(locking.last).result(), kept)
    return Beginning(who, vault.write(locking.begin).result(), kept)


class OpenSession(QObject):
    """The window of one person's vault. `lock` ends it; `replace` then takes this process's place.

    `quit` ends the program without a fresh process, once a person closed the window.
    """

    def __init__(
        self,
        vault: Vault,
        begun: Beginning,
        *,
        application: QApplication,
        theme: Theme,
        jobs: Jobs,
        start: Start,
        now: Callable[[], datetime],
        replace: Callable[[], object],
    ) -> None:
        super().__init__(application)
        self._vault, self._start, self._replace = vault, start, replace
        self.desk = Desk(vault, theme, jobs, site=start.site, now=now, parent=self)
        self.joined = WindowWiring(
            self.desk,
            application,
            who=begun.who,
            new=NewWiring(self.desk, begun.remembered),
            hide=self.hide,
            lock=self.lock,
        )
        self.window = self.joined.window
        site = start.site
        facts = CoverFacts(site.computer, site.place, site.desk_on_cover)
        self.cover = Cover(self.window, theme, facts, now)
        self._passphrase = locking.Passphrase(vault, self.desk.local_ms)
        self._checking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-check")
        self.return_box = ReturnBox(self.cover, theme, jobs, self._check)
        self.idle = IdleWatch(application, seconds=site.idle_minutes * 60, parent=self)
        self.behind_cover = QTimer(self)
        self._is_ending = False
        self._connect()
        self._come_back(begun.last)

    def hide(self) -> None:
        """Cover the screen; what was typed is kept at once."""
        if not self.cover.isVisible():
            self.cover.cover()
            self.joined.keep()

    def show(self, *, like: QWidget | None) -> None:
        """Show the window where the lock screen was, and begin."""
        if like is None:
            self.window.resize(*_SIZE)
        else:
            self.window.setGeometry(like.geometry())
            self.window.setWindowState(like.windowState())
        self.window.show()
        self.window.activateWindow()
        self.joined.start()

    def lock(self) -> None:
        """Lock because someone asked for it."""
        self._end("asked")

    def let_go(self) -> None:
        """Close the window and all behind it without a lock, as the end of a process does."""
        self._is_ending = True
        self.idle.stop()
        self.behind_cover.stop()
        self.joined.sync.stop()
        self.joined.sync.lane.close()
        self._close()
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _connect(self) -> None:
        self.behind_cover.setSingleShot(True)
        self.behind_cover.setInterval(round(COVER_MINUTES * _MINUTE_MS))
        self.behind_cover.timeout.connect(self._on_cover_over)
        self.cover.covered.connect(self.behind_cover.start)
        self.cover.lock_wanted.connect(self.lock)
        self.return_box.passed.connect(self._uncover)
        self.idle.idle.connect(self._on_idle)
        self.idle.soon.connect(self._on_soon)
        self.desk.draft_wanted.connect(self.resume)
        self.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window seals it like a lock, and ends the program."""
        if event.type() == QEvent.Type.Close and watched is self.window and not self._is_ending:
            self._replace = _nothing
            self._end("closed")
        return super().eventFilter(watched, event)

    def resume(self, id: bytes) -> None:
        """Take up a draft: a record on New, a note in its file."""
        today = self.desk.now().date()

        def work(reading: VaultReading) -> tuple[Draft | None, PersonRow | None]:
            draft = next((each for each in reading.drafts() if each.id == id), None)
            subject = draft.subject if draft is not None else None
            person = None if subject is None else people.file_row(reading, subject, today=today)
            return draft, person

        self.desk.jobs.when_done(
            self.desk.read(work), self, done=self._show_draft, failed=self.desk.refused.emit
        )

    def _show_draft(self, found: tuple[Draft | None, PersonRow | None]) -> None:
        draft, person = found
        if draft is None:
            return
        if draft.form.startswith("note/") and draft.subject is not None:
            self.desk.file_wanted.emit(draft.subject)
            return
        self.window.show_place("new")
        self.joined.new.resume(draft, person)

    def _come_back(self, last: LastSession | None) -> None:
        if last is None:
            return
        self.desk.told.emit(how_it_ended(last, self._start, self.desk.now()))
        if last.place == "person" and last.subject is not None:
            self.desk.file_wanted.emit(last.subject)
        elif last.place == "new":
            self._resume_newest()
        elif last.place in ("people", "sync"):
            self.window.show_place(last.place)

    def _resume_newest(self) -> None:
        self.window.show_place("new")

        def work(reading: VaultReading) -> bytes | None:
            kept = (each for each in reading.drafts() if each.form.startswith("identification/"))
            return next((draft.id for draft in kept), None)

        self.desk.jobs.when_done(
            self.desk.read(work), self, done=self._resume_if_any, failed=self.desk.refused.emit
        )

    def _resume_if_any(self, id: bytes | None) -> None:
        if id is not None:
            self.resume(id)

    def _check(self, passphrase: str) -> Future[None]:
        return self._checking.submit(self._passphrase.require, passphrase)

    def _uncover(self) -> None:
        self.behind_cover.stop()
        self.cover.uncover()

    def _on_idle(self) -> None:
        self._end("idle")

    def _on_soon(self) -> None:
        if not self.cover.isVisible():
            self.desk.told.emit("Locking soon, because nobody uses this PC.")

    def _on_cover_over(self) -> None:
        self._end("cover")

    def _end(self, why: str) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        self.idle.stop()
        self.joined.sync.stop()
        lock_now(
            Ending(
                cover=self.cover.cover,
                keep=(self.joined.keep,),
                seal=lambda: self._seal(why),
                close=self._close,
                replace=self._replace,
            )
        )

    def _seal(self, why: str) -> Future[None]:
        place, subject = self.window.place, self.joined.person.model.subject
        on_file = subject if place == "person" else None
        return self.desk.write(
            lambda session: locking.seal(session, why=why, place=place, subject=on_file), spare=True
        )

    def _close(self) -> None:
        self.joined.settings.backups.stop()
        self._checking.shutdown(wait=False, cancel_futures=True)
        self._vault.close()


def how_it_ended(last: LastSession, start: Start, now: datetime) -> str:
    """When and why it was locked, for whoever unlocked it again."""
    at = moment_of(last.at_ms).astimezone(now.tzinfo)
    day = "" if at.date() == now.date() else f"{short_day(at.date(), today=now.date())} "
    when = f"{day}{clock_time(at)}"
    minutes = f"{start.site.idle_minutes:g}"
    reasons = {
        "idle": f"Locked at {when}, after {minutes} minutes without use. Your place is kept.",
        "cover": f"Locked at {when}, after two minutes behind the cover. Your place is kept.",
        "asked": f"You locked at {when}. Your place is kept.",
        "closed": f"Closed at {when}. Your place is kept.",
    }
    ended = "Last time Yarrow ended without locking. What was kept until then is here."
    return reasons.get(last.why, ended)


def _nothing() -> None:
    """Closing the window leaves no process behind."""
