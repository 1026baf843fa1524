"""The desktop from its start to its end: the lock screen first, a vault's window after it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app import VERSION
from app.errors import YarrowError
from app.wiring.appearing import Appearing
from app.wiring.door.at_lock import DoorAtLock, OpenDoor, door_here
from app.wiring.door.looking_after import care_calls
from app.wiring.failures import Failures
from app.wiring.start import Start, end_at_once, start_here, take_its_place
from app.wiring.system.here import mark_clipboard
from app.wiring.vaults.doors import VaultDoors
from app.wiring.window_place import place_of, put, put_back
from ui.collecting import Collecting
from ui.frame.cover import CoverFacts
from ui.frame.hide_key import HideKey
from ui.jobs import Jobs
from ui.safety.clipboard import Clipboard
from ui.safety.event_watch import unwatched
from ui.safety.failure_box import FailureBox
from ui.safety.neutral import name_application
from ui.theme.system import theme_asked_for
from ui.theme.theme import Theme
from ui.turns import Steps, Turns
from ui.unlocking.facts import LockFacts
from ui.unlocking.page import LockPage
from ui.unlocking.view_model import UnlockViewModel
from ui.unlocking.window import LockWindow
from ui.widgets.spoken import install_roles

_SIZE = (1366, 688)
_SESSION, _READ_AHEAD = "app.wiring.session", "app.wiring.read_ahead"
_SETTLED_MS = 5_000
"""By then the window and its pages are there, which stay to the end as well."""


def run(arguments: Sequence[str]) -> int:
    """Open the desktop for this user's vaults; takes no arguments. Gives the exit code."""
    del arguments
    return open_desktop(start_here())


def open_desktop(start: Start) -> int:
    """Show the lock screen of this start, and run until the last window is closed."""
    application = QApplication(["Yarrow"])
    theme = dressed(application)
    replace = partial(take_its_place, start)
    desktop = Desktop(application, theme, start, replace=replace, leave=end_at_once)
    Failures(desktop.failed.emit).install()
    Appearing(application, desktop.show_lock_screen())
    threading.Thread(target=read_ahead, daemon=True).start()
    desktop.opened.connect(lambda _session: QTimer.singleShot(_SETTLED_MS, gc.freeze))
    code = application.exec()
    desktop.end()
    return code


def read_ahead() -> None:
    """Read what an open vault's window needs while the person types.

    What there is by then stays to the end: the collector need not go through it again and again,
    each time for longer than a frame.
    """
    import_module(_SESSION)
    import_module(_READ_AHEAD).read_ahead()
    gc.freeze()


def dressed(application: QApplication) -> Theme:
    """The theme that the computer asks for, worn by the application and following its changes."""
    install_roles()
    name_application(application)
    hints = application.styleHints()
    theme = Theme(theme_asked_for(hints), parent=application)
    theme.dress(application)
    hints.colorSchemeChanged.connect(lambda: theme.use(theme_asked_for(hints)))
    return theme


def this_moment() -> datetime:
    """Now, with this PC's offset."""
    return datetime.now().astimezone()


class Desktop(QObject):
    """Owns the one window that is there: that of the lock screen, or that of an open vault.

    `replace` ends the process after a lock, `leave` once a vault's window closed. Signals:
    `failed(str)`, from any thread, with what to tell; `opened(object)` with a session that shows.
    """

    failed = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        application: QApplication,
        theme: Theme,
        start: Start,
        *,
        replace: Callable[[], object],
        leave: Callable[[], object] | None = None,
        now: Callable[[], datetime] = this_moment,
    ) -> None:
        super().__init__(application)
        self._application, self._theme, self._start = application, theme, start
        self._replace, self._leave, self._now = replace, leave or _nothing, now
        self.jobs, self.clipboard = Jobs(self), Clipboard(application, self, mark=mark_clipboard)
        self.doors, self.turns, _ = VaultDoors(start.folder), Turns(self), Collecting(self)
        self.lock_window: LockWindow | None = None
        self.door: DoorAtLock | None = None
        self.session: QObject | None = None
        self._unlocking: UnlockViewModel | None = None
        self._hide: Callable[[], object] = _nothing
        self._keep: Callable[[], object] = _nothing
        self._lock: Callable[[], object] = _nothing
        self._box_host: Callable[[], QWidget | None] = lambda: self.lock_window
        self._hide_key = HideKey(application, self)
        self._hide_key.pressed.connect(self._on_hide)
        self._hide_key.lock_pressed.connect(self._on_lock)
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)

    def show_lock_screen(self) -> LockWindow:
        """Show who may come in."""
        site, doors = self._start.site, self.doors.doors()
        model = UnlockViewModel(doors, self.jobs, parent=self)
        facts = LockFacts(site.computer, site.desk_on_lock, VERSION, self._start.shown_passphrase)
        self.door = door_here(
            self._start.door, self.jobs, self._now, ring=site.ring_number, parent=self
        )
        page = LockPage(
            model,
            doors,
            self._theme,
            jobs=self.jobs,
            facts=facts,
            now=self._now,
            ward=None if self.door is None else self.door.model,
            care=care_calls(self._start.door, site, self.doors.run, self._now),
        )
        cover = CoverFacts(site.computer, site.place, site.desk_on_cover)
        window = LockWindow(page, self._theme, self._application, cover=cover, now=self._now)
        page.unlocked.connect(self._on_unlocked)
        page.about_wanted.connect(self._show_about)
        page.ward_changed.connect(self._on_ward_changed)
        self.lock_window, self._hide = window, window.cover.cover
        self._unlocking = model
        put_back(window, self._start.window, usual=_SIZE)
        if self.door is not None:
            self.door.begin()
            self.door.model.opened.connect(self._on_door_opened)
        window.show()
        window.activateWindow()
        return window

    def end(self) -> None:
        """Let nobody in any more, and leave nothing that was copied here on the clipboard."""
        self.doors.close()
        if self.door is not None:
            self.door.close()
        self.clipboard.clear()

    def _on_ward_changed(self) -> None:
        """Begin the lock screen again: this PC became a ward PC, or is one no more."""
        before, door = self.lock_window, self.door
        if before is None:
            return
        window = self.show_lock_screen()
        put(window, place_of(before))
        window.page.panes.show_ward()
        if door is not None:
            door.close()
            door.deleteLater()
        before.close()
        before.deleteLater()

    def _show_about(self) -> None:
        from app.wiring.settings.about import about_facts
        from ui.settings.about_box import AboutBox

        if self.lock_window is not None:
            AboutBox(self.lock_window.page, self._theme, about_facts(self._start.site))

    def _on_unlocked(self, vault: object) -> None:
        from storage.unlocked import Vault

        if not isinstance(vault, Vault):
            return

        def begin() -> object:
            # Imported here, where nobody waits for it at the screen.
            from app.wiring.door.home import take_in_at_unlock
            from app.wiring.session import beginning

            begun = beginning(vault)
            take_in_at_unlock(vault, self._start.door)
            return begun

        def done(begun: object) -> None:
            self.turns.add(Steps(self._open(vault, begun)))

        def failed(error: YarrowError) -> None:
            vault.close()
            if self._unlocking is not None:
                self._unlocking.tell(error)

        begun = self.doors.run(begin)
        self.jobs.when_done(begun, self, done=done, failed=failed)

    def _open(self, vault: object, begun: object) -> Iterator[None]:
        """Make the window, then show it; until then the key that hides is the lock screen's."""
        from app.wiring.session import Beginning, OpenSession
        from storage.unlocked import Vault

        if not (isinstance(vault, Vault) and isinstance(begun, Beginning)):
            return
        with unwatched():
            session = OpenSession(
                vault,
                begun,
                application=self._application,
                theme=self._theme,
                jobs=self.jobs,
                clipboard=self.clipboard,
                start=self._start,
                now=self._now,
                replace=self._replace,
                leave=self._leave,
            )
        self.session, self._keep, self._lock = session, session.joined.keep, session.lock
        yield
        yield from session.get_ready()
        before = self.lock_window
        is_covered = before is not None and before.cover.isVisible()
        if before is not None and is_covered:
            before.cover.make_way()  # the window has a cover of its own
        session.show(like=before, is_covered=is_covered)
        self._hide = session.hide
        self._box_host = lambda: session.window.body
        yield
        self._close_lock_window()
        self.opened.emit(session)

    def _on_door_opened(self, recorder: object) -> None:
        from app.wiring.door.page import DoorPage
        from app.wiring.door.recording import PageRecorder

        if not (isinstance(self.door, OpenDoor) and isinstance(recorder, PageRecorder)):
            return
        with unwatched():
            page = DoorPage(
                recorder,
                self.door,
                application=self._application,
                theme=self._theme,
                jobs=self.jobs,
                clipboard=self.clipboard,
                start=self._start,
                now=self._now,
                replace=self._replace,
            )
        self.session, self._hide, self._keep = page, page.hide, page.keep
        self._lock = page.leave
        self._box_host = lambda: page.window.body
        page.show(like=self.lock_window)
        self._close_lock_window()
        self.opened.emit(page)

    def _close_lock_window(self) -> None:
        if self.lock_window is not None:
            self.lock_window.close()
            self.lock_window.deleteLater()
            self.lock_window = None

    def _on_hide(self) -> None:
        self._hide()

    def _on_lock(self) -> None:
        self._lock()

    def _on_failed(self, sentence: str) -> None:
        self._keep()
        host = self._box_host()
        if host is not None:
            FailureBox(host, self._theme, sentence)


def _nothing() -> None:
    """Before a window is there, there is nothing to hide or keep."""
