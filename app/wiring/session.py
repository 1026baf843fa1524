"""One open vault from unlock to lock: its window, its cover, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.encoding import Value
from app.wiring import new, reading_aids
from app.wiring.curtain.keeping import CurtainKeeping
from app.wiring.desk import Desk
from app.wiring.hiding import kept as hide_settings
from app.wiring.hiding import locking
from app.wiring.hiding.choices import HideChoices
from app.wiring.hiding.cover import Hiding
from app.wiring.hiding.kept import HideSettings
from app.wiring.hiding.locking import Ending, LastSession, lock_now
from app.wiring.hiding.returning import Returning
from app.wiring.hiding.screen_pictures import ScreenPicturesWiring
from app.wiring.hiding.watching import Watching
from app.wiring.new import NewWiring
from app.wiring.read_ahead import read_ahead
from app.wiring.reading_aids import ReadingAids, ReadingChoices
from app.wiring.settings.hide_and_lock import hide_section
from app.wiring.start import Start
from app.wiring.system.here import pictures_here, session_here
from app.wiring.team.in_force import put_settings_in_force
from app.wiring.window import WindowWiring
from app.wiring.window_place import keep_in, place_of, put
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from ui.frame.letters_off import LettersOff
from ui.frame.scrolling import scrolled
from ui.jobs import Jobs
from ui.safety.clipboard import Clipboard
from ui.theme.theme import Theme
from ui.turns import paint_in_own_turn

_SIZE = (1366, 688)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a vault says when it is opened: whose it is, how it ended last, what New remembers,
    what is set for hiding it, and how that person reads.
    """

    who: str
    last: LastSession | None
    remembered: Mapping[str, Value]
    hide: HideSettings = HideSettings()
    reading: ReadingAids = ReadingAids()


def beginning(vault: Vault) -> Beginning:
    """Read it, and note that a session is open now unless the vault takes no writes.

    Waits for the vault and for the disk: call it off the screen's thread.
    """
    put_settings_in_force(vault)
    read_ahead()
    who = VaultSpaces(vault).person().name
    kept, hide = vault.read(new.remembered).result(), vault.read(hide_settings.read).result()
    aids = vault.read(reading_aids.read).result()
    if vault.is_read_only:
        return Beginning(who, vault.read(locking.last).result(), kept, hide, aids)
    return Beginning(who, vault.write(locking.begin).result(), kept, hide, aids)


class OpenSession(QObject):
    """The window of one person's vault. `lock` ends it; `replace` then takes this process's place.

    Closing the window ends the program without a fresh process, by `leave`.
    """

    def __init__(
        self,
        vault: Vault,
        begun: Beginning,
        *,
        application: QApplication,
        theme: Theme,
        jobs: Jobs,
        clipboard: Clipboard,
        start: Start,
        now: Callable[[], datetime],
        replace: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(application)
        self._vault, self._replace, self._leave = vault, replace, leave
        self._is_ending, self._kept_place = False, start.window
        self.desk = Desk(vault, theme, jobs, site=start.site, now=now, parent=self)
        self.desk.copy = clipboard.copy
        self._take_up(begun.reading, application)
        choices, system = HideChoices(self.desk, begun.hide), session_here(self)
        self.pictures = ScreenPicturesWiring(self.desk, application, pictures_here())
        self.joined = WindowWiring(
            self.desk,
            application,
            who=begun.who,
            new=NewWiring(self.desk, begun.remembered),
            hide_section=hide_section(self.desk, choices, system, self.pictures),
            hide=self.hide,
            lock=self.lock,
        )
        self.window = self.joined.window
        self.hiding = Hiding(self.desk, self.window, choices, clipboard)
        self.cover, self.return_box = self.hiding.cover, self.hiding.return_box
        idle = start.site.idle_minutes
        self.watching = Watching(application, system, minutes=idle, parent=self)
        self.idle = self.watching.idle
        self.returning = Returning(self.desk, self.joined)
        self._curtain, self._last = CurtainKeeping(theme, start, self.desk), begun.last
        self._connect()

    def get_ready(self) -> Iterator[None]:
        """Go where the last session was left; what stands there is made a piece at a time."""
        if self._last is not None:
            yield from self.returning.come_back(self._last)

    def hide(self) -> None:
        """Cover the screen; what was typed is kept at once."""
        self.hiding.hide(self.joined.keep)

    def show(self, *, like: QWidget | None, is_covered: bool = False) -> None:
        """Show the window where the lock screen was, covered if that was, and begin."""
        if like is None:
            self.window.resize(*_SIZE)
        else:
            put(self.window, place_of(like))
        if is_covered:
            self.hiding.cover_now()
        self.window.show()
        paint_in_own_turn(self.window.body, self.window.body.panel)  # after the rail and the bar
        self.window.activateWindow()
        self.joined.start()
        self.watching.begin()
        self._curtain.begin()

    def lock(self) -> None:
        """Lock because someone asked for it."""
        self.end("asked")

    def end(self, why: str) -> None:
        """Lock, with the reason that is told at the next unlock."""
        if self._is_ending:
            return
        self._is_ending = True
        self.idle.stop()
        self.desk.turns.stop()
        self.joined.sync.stop()
        lock_now(
            Ending(
                cover=self._cover,
                keep=(self.joined.keep,),
                seal=lambda: self._seal(why),
                close=self._close,
                replace=self._replace,
            )
        )
        # The system held its sleep back until here; a process that was replaced lets it go itself.
        self.watching.stop()

    def let_go(self) -> None:
        """Close the window and all behind it without a lock, as the end of a process does."""
        self._is_ending = True
        self.desk.turns.stop()
        self.watching.stop()
        self.joined.sync.stop()
        self.joined.sync.lane.close()
        self._curtain.end()
        self._close()
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def resume(self, id: bytes) -> None:
        """Take up a draft where it was left."""
        self.returning.resume(id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window seals it like a lock, and ends the program."""
        if event.type() == QEvent.Type.Close and watched is self.window and not self._is_ending:
            self._replace = self._leave
            self._curtain.end()
            self.end("closed")
        return super().eventFilter(watched, event)

    def _take_up(self, reading: ReadingAids, application: QApplication) -> None:
        """Let the text be as large as she had it, and letters act or not, before a page is made.

        And before what counts keys as use of the PC: the newest looks first, and this takes some
        away.
        """
        LettersOff(application, self.desk.theme, self)
        self.desk.let_letters_act = ReadingChoices(self.desk, reading).let_letters_act

    def _connect(self) -> None:
        self.cover.covered.connect(self.joined.person.attachments.put_away)
        self.cover.covered.connect(self.joined.person.contact.wipe)
        self.hiding.over.connect(self.end)
        self.watching.over.connect(self.end)
        self.watching.soon.connect(self.joined.window.top_bar.show_soon)
        self.watching.used.connect(self.joined.window.top_bar.hide_soon)
        self.pictures.changed.connect(self.joined.window.top_bar.pictures.setVisible)
        self.window.installEventFilter(self)

    def _seal(self, why: str) -> Future[None]:
        place, subject = self.window.place, self.joined.person.model.subject
        on_file = subject if place == "person" else None
        unkept, box = self.desk.unkept, self.joined.open_now
        scroll = scrolled(self.window.page)
        return self.desk.write(
            # Counted as it is written: by then every draft before it was taken or not.
            lambda session: locking.seal(
                session,
                why=why,
                place=place,
                subject=on_file,
                unkept=len(unkept),
                box=box,
                scroll=scroll,
            ),
            spare=True,
        )

    def _close(self) -> None:
        keep_in(self._kept_place, self.window)
        self.hiding.close()
        self.joined.person.attachments.close()
        self.joined.settings.backups.stop()
        self.joined.mending.stop()
        self._vault.close_at_once()
        self._curtain.wait()

    def _cover(self) -> None:
        """Cover this window, and let another process that knows nothing cover it too."""
        self.hiding.cover_now()
        self._curtain.draw(self.window)
