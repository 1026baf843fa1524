"""The page behind the door from its first key to its end; this process ends with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.drafting import NewRecord
from app.domain.encoding import Value
from app.forms import library
from app.forms.directory import shipped_directory
from app.forms.record_safety import with_points
from app.wiring.curtain.keeping import CurtainKeeping
from app.wiring.door.at_lock import OpenDoor
from app.wiring.door.recording import PageRecorder
from app.wiring.hiding.locking import Ending, lock_now
from app.wiring.hiding.watching import Watching
from app.wiring.site.ringing import numbers_of
from app.wiring.start import Start
from app.wiring.system.here import session_here
from app.wiring.system.telling import IDLE, SCREEN
from app.wiring.window_place import keep_in, place_of, put
from ui.door.facts import left_words
from ui.door.window import DoorWindow
from ui.forms.drafts import DraftCalls, KeptPage
from ui.frame.cover import Cover, CoverFacts
from ui.frame.focus_ring import FocusRing
from ui.identify.calls import IdentifyCalls
from ui.identify.page import IdentifyPage
from ui.identify.view_model import IdentifyViewModel
from ui.jobs import Jobs
from ui.safety.clipboard import Clipboard
from ui.safety.return_box import ReturnBox
from ui.theme.theme import Theme

_SIZE = (1366, 688)
_ID_BYTES = 16
_BEHIND_COVER_MS = 2 * 60_000
_MAY_COME_BACK = (IDLE, SCREEN)
"""Nobody used the PC, or she locked its screen: the page hides, and closes soon after."""
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class DoorSaved:
    """What a save made, as the page wants it."""

    id: bytes
    subject: bytes


class DoorPage(QObject):
    """The window of one record at a ward PC.

    It ends by a save, by being left, and by itself; then `replace` takes this process's place, so
    that no word of it is left in memory. What was kept of a page that was not saved goes to the
    team.
    """

    def __init__(
        self,
        recorder: PageRecorder,
        door: OpenDoor,
        *,
        application: QApplication,
        theme: Theme,
        jobs: Jobs,
        clipboard: Clipboard,
        start: Start,
        now: Callable[[], datetime],
        replace: Callable[[], object],
    ) -> None:
        super().__init__(application)
        self._recorder, self._door, self._clipboard = recorder, door, clipboard
        self._now, self._replace, self._is_ending = now, replace, False
        self.model = self._model(jobs, start)
        sites = shipped_directory(training=recorder.is_training).sites_on(now().date())
        page = IdentifyPage(self.model, sites, theme)
        self.window = DoorWindow(self.model, page, door.facts, theme)
        self._ring = FocusRing(self.window, theme, application)
        facts = CoverFacts(start.site.computer, start.site.place, start.site.desk_on_cover)
        self.cover = Cover(self.window, theme, facts, now)
        self.return_box = ReturnBox(self.cover, theme, jobs, self._check)
        self.return_box.name_secret("Short code of this ward")
        self._behind = QTimer(self, singleShot=True, interval=_BEHIND_COVER_MS)
        minutes = start.site.idle_minutes
        self.watching = Watching(application, session_here(self), minutes=minutes, parent=self)
        self._curtain, self._kept_place = CurtainKeeping(theme, start, self), start.window
        self._connect()

    def show(self, *, like: QWidget | None) -> None:
        """Show the window where the lock screen was."""
        self.window.resize(*_SIZE)
        if like is not None:
            put(self.window, place_of(like))
        self.window.show()
        self.window.activateWindow()
        left = self._door.model.left_just_now
        if left is not None:
            self.window.toast.tell(left_words(left, now=self._now()))
        self.watching.begin()
        self._curtain.begin()

    def hide(self) -> None:
        """Cover the screen; what was typed is kept at once."""
        self.cover.cover()
        self._clipboard.clear()
        self.model.keep_now()

    def keep(self) -> None:
        """Keep what was typed."""
        self.model.keep_now()

    def leave(self) -> None:
        """End; what is on the page goes to the team as it is."""
        self._end(keep=self.model.keep_now)

    def let_go(self) -> None:
        """Close the window and all behind it, as the end of a process does."""
        self._is_ending = True
        self._behind.stop()
        self.watching.stop()
        self.model.stop()
        self._curtain.end()
        self._recorder.close()
        self.window.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window leaves the page, and ends the program."""
        if event.type() == QEvent.Type.Close and watched is self.window and not self._is_ending:
            self._replace = _nothing
            self._curtain.end()
            self.leave()
        return super().eventFilter(watched, event)

    def _model(self, jobs: Jobs, start: Start) -> IdentifyViewModel:
        drafts = DraftCalls(self._keep, self._drop, _new_id, self._now)
        calls = IdentifyCalls(None, self._save, _remember_nothing, drafts)
        site = start.site
        return IdentifyViewModel(
            with_points(library.latest("identification")),
            library.latest("person"),
            calls,
            jobs,
            training=self._recorder.is_training,
            remembered=self._recorder.filled_in,
            numbers=numbers_of(site, training=self._recorder.is_training),
            parent=self,
        )

    def _connect(self) -> None:
        self.window.installEventFilter(self)
        self.model.saved.connect(lambda _saved: self._end(keep=_nothing))
        self.window.left.connect(self.leave)
        self.window.thrown_away.connect(self._throw_away)
        self.window.hide_wanted.connect(self.hide)
        self.watching.over.connect(self._on_over)
        self.watching.soon.connect(self.window.soon.show)
        self.watching.used.connect(self.window.soon.hide)
        self.cover.lock_wanted.connect(self.leave)
        self.cover.covered.connect(self._behind.start)
        self._behind.timeout.connect(self.leave)
        self.return_box.passed.connect(self._uncover)

    def _check(self, typed: str) -> Future[None]:
        return self._door.check_code(typed)

    def _on_over(self, why: str) -> None:
        """Who listens to somebody types nothing for minutes: she may come back to her page."""
        if why in _MAY_COME_BACK:
            self.hide()
        else:
            self.leave()

    def _uncover(self) -> None:
        self._behind.stop()
        self.window.soon.hide()
        self.watching.idle.begin_again()
        self.cover.uncover()

    def _save(self, record: NewRecord) -> Future[object]:
        now = self._now()

        def work() -> object:
            id = self._recorder.save(
                record.answers, record.about, now=now, id=record.draft, safety=record.safety
            )
            return DoorSaved(id, id)

        return self._door.run(work)

    def _keep(self, page: KeptPage) -> Future[None]:
        answers, now = dict(page.answers), self._now()
        about = _map(answers.pop(_ABOUT, None))

        def work() -> None:
            self._recorder.keep(page.id, answers, about, now=now)

        return self._door.run(work)

    def _drop(self, id: bytes) -> Future[None]:
        return self._door.run(lambda: self._recorder.drop(id))

    def _throw_away(self) -> None:
        self.model.throw_away()
        self._end(keep=_nothing)

    def _end(self, *, keep: Callable[[], object]) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        lock_now(
            Ending(
                cover=self._cover,
                keep=(keep, self.model.stop, self._clipboard.clear),
                seal=lambda: self._door.run(self._recorder.close),
                close=self._close,
                replace=self._replace,
            )
        )

    def _cover(self) -> None:
        """Cover this window, and let another process that knows nothing cover it too."""
        self.cover.cover()
        self._curtain.draw(self.window)

    def _close(self) -> None:
        keep_in(self._kept_place, self.window)
        self.watching.stop()
        self._curtain.wait()


def _map(value: Value) -> Mapping[str, Value]:
    return {str(name): each for name, each in value.items()} if isinstance(value, dict) else {}


def _remember_nothing(_answers: dict[str, Value]) -> None:
    """Who recorded last is nobody's business on a ward PC."""


def _nothing() -> None:
    """There is nothing to keep."""


def _new_id() -> bytes:
    return secrets.token_bytes(_ID_BYTES)
