"""One person's turn at the PC in the demonstration without a display."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.wiring.demo.hands import Hands, Key, alt, control
from app.wiring.demo.pictures import SIZE, Pictures
from app.wiring.desktop import Desktop
from app.wiring.door.page import DoorPage
from app.wiring.session import OpenSession
from ui.unlocking.window import LockWindow


@dataclass(slots=True)
class Stage:
    """One person's turn at the PC, from the lock screen to the lock; vaults are below `home`."""

    home: Path
    desktop: Desktop
    hands: Hands
    pictures: Pictures
    passphrase: str
    has_locked: Callable[[], bool]

    @property
    def session(self) -> OpenSession:
        """The session that is open."""
        session = self.desktop.session
        if not isinstance(session, OpenSession):
            raise TypeError("no session is open")
        return session

    def picture(self, name: str) -> None:
        """Picture the window as it is now."""
        joined, turns = self.session.joined, self.session.desk.turns
        self.hands.until(lambda: turns.is_at_rest, "pages")
        if joined.window.place == "sync":
            self.hands.until(lambda: joined.sync.panel.is_whole, "team")
        self.pictures.take(name, self.session.window)

    def choose_person(self, folder: str) -> LockWindow:
        """Show the lock screen and choose who it is."""
        window = self.desktop.show_lock_screen()
        window.resize(*SIZE)
        keys = [row.user.key for row in window.page.users.rows]
        window.page.users.choose(next(key for key in keys if key.endswith(folder)))
        window.page.panes.show_first()
        self.hands.settle()
        return window

    def show_door(self) -> LockWindow:
        """Show the lock screen of the ward PC, at its door."""
        window = self.desktop.show_lock_screen()
        window.resize(*SIZE)
        window.page.panes.show_ward()
        self.hands.settle()
        return window

    @property
    def door_page(self) -> DoorPage:
        """The page that is open behind the door."""
        page = self.desktop.session
        if not isinstance(page, DoorPage):
            raise TypeError("no page is open")
        return page

    def unlock(self, folder: str, *, picture: str = "") -> None:
        """Choose who it is, type the passphrase, and wait for Today and for the state of Sync."""
        self.enter(folder, picture=picture)
        joined = self.session.joined
        self.hands.until(lambda: joined.today.model.is_loaded, "today")
        self.hands.until(lambda: joined.sync.model.is_known, "sync")

    def enter(self, folder: str, *, picture: str = "") -> None:
        """Choose who it is, type the passphrase, and wait for the window."""
        window = self.choose_person(folder)
        if picture:
            self.pictures.take(picture, window)
        window.page.take_focus()
        self.hands.type(self.passphrase)
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.desktop.session is not None, "unlock")

    def go(self, digit: Key, name: str = "") -> None:
        """Go to a place by its Alt key, out of the composer first, and picture it if named."""
        self.hands.press(Key.Key_F6, alt(digit))
        self.hands.settle()
        if name:
            self.picture(name)

    def find(self, words: str, *, picture: str = "") -> None:
        """Find a person with Ctrl+K, and open the first file that matches."""
        self.look_for(words)
        if picture:
            self.picture(picture)
        self.hands.press(Key.Key_Return)
        joined = self.session.joined
        self.hands.until(lambda: joined.person.model.items, "file")

    def look_for(self, words: str) -> None:
        """Type into the search, and wait for what it finds."""
        counted: list[int] = []
        self.hands.press(control(Key.Key_K))
        self.session.joined.finding.model.counted.connect(counted.append)
        self.hands.type(words)
        self.hands.until(lambda: counted and counted[-1], "find")

    def lock(self) -> None:
        """Lock with Ctrl+L, and wait for the process to be ready to go."""
        self.hands.press(control(Key.Key_L))
        self.hands.until(self.has_locked, "lock")
