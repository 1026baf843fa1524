"""Drives the whole desktop in tests, by keys, without ending the process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.wiring.desktop import Desktop
from app.wiring.session import OpenSession
from app.wiring.site.values import Site
from app.wiring.start import Start
from tests.vaults import put_vault
from ui.theme.theme import Theme

PASSPHRASE = "gravel tunnel pewter oblong"
SITE = Site("WGH-ED-07", "Willowmere General Hospital", "extension 2222")


def make_person(folder: Path, name: str) -> None:
    """A training vault that opens fast."""
    put_vault(folder / name.split()[0].lower(), name, PASSPHRASE)


class Program:
    """One process of the program: the lock screen, and the session once someone is in."""

    def __init__(
        self,
        folder: Path,
        theme: Theme,
        qapp: QApplication,
        qtbot: QtBot,
        *,
        site: Site = SITE,
    ) -> None:
        self.qtbot, self.theme = qtbot, theme
        self.replaced: list[str] = []
        self.left: list[str] = []
        command = ("python", "-m", "app.main")
        start = Start(folder, site, command, {}, window=folder / "window.json")
        self.desktop = Desktop(
            qapp,
            theme,
            start,
            replace=lambda: self.replaced.append("now"),
            leave=lambda: self.left.append("now"),
        )
        self.lock_window = self.desktop.show_lock_screen()
        self.lock_window.activateWindow()

    @property
    def session(self) -> OpenSession:
        """The session open now."""
        session = self.desktop.session
        if not isinstance(session, OpenSession):
            raise LookupError("nobody is in")
        return session

    @property
    def window(self) -> QWidget:
        """The window of the session."""
        return self.session.window

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type a passphrase on the lock screen, and wait for the window."""
        self.type_passphrase(passphrase)
        self.qtbot.waitUntil(lambda: self.desktop.session is not None, timeout=10_000)
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: self.session.joined.today.model.is_loaded)
        self.qtbot.waitUntil(lambda: self.desktop.lock_window is None)  # it goes a turn later

    def type_passphrase(self, passphrase: str) -> None:
        """Type it and press Enter."""
        field = self.lock_window.page.pane.field
        self.qtbot.keyClicks(field, passphrase)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where focus is now."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type where focus is now."""
        QTest.keyClicks(self.window.focusWidget() or self.window, text)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(is_so, timeout=10_000)

    def end(self) -> None:
        """Let go of everything, as the end of the process would."""
        self.desktop.end()
        if isinstance(self.desktop.session, OpenSession):
            self.desktop.session.let_go()
        if self.desktop.lock_window is not None:
            self.desktop.lock_window.deleteLater()
        self.desktop.deleteLater()
        gc.collect()
