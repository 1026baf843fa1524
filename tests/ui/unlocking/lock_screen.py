"""The lock screen with doors that note what was tried."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date, datetime

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.unlocking.facts import LockFacts
from ui.unlocking.page import LockPage
from ui.unlocking.view_model import Doors, KnownBackup, UnlockViewModel, VaultUser

TODAY = date(2026, 11, 17)
USERS = (
    VaultUser("a", "Wren Pepperday", TODAY, has_draft=True, is_training=True),
    VaultUser("b", "Linnet Marrowby", date(2026, 11, 16), has_draft=False, is_training=False),
)


class Screen:
    """The page with doors that note what was tried."""

    def __init__(
        self, theme: Theme, qtbot: QtBot, *, shown: str = "", users: Sequence[VaultUser] = USERS
    ) -> None:
        self.tries: list[tuple[str, str]] = []
        self.made: list[tuple[str, str]] = []
        self.ways: tuple[str, ...] = ("shares", "code")
        self.proof: Future[object] = Future()
        self.restored: Future[str] = Future()
        self.backups: Future[Sequence[KnownBackup]] = Future()
        self.brought: list[tuple[str, str]] = []
        doors = Doors(
            users=lambda: users,
            wait_s=lambda _key: 0,
            unlock=lambda key, typed: self._note(self.tries, key, typed),
            make=lambda name, typed: self._note(self.made, name, typed),
            guesses=self._guesses,
            elsewhere=lambda _folder: USERS[0],
            backups=lambda: self.backups,
            restore=self._restore,
            restore_by=lambda file, way, typed: Future(),
            ways=lambda _key: self.ways,
            prove=lambda _way, _typed: self.proof,
            recover=lambda _key, _way, _typed, _new: Future(),
            share_words=Future,
        )
        self.jobs = Jobs()
        self.model = UnlockViewModel(doors, self.jobs)
        self.page = LockPage(
            self.model,
            doors,
            theme,
            jobs=self.jobs,
            facts=LockFacts("WGH-ED-07", "the IT service desk", "1.0", shown),
            now=lambda: datetime(2026, 11, 17, 9, 38),
        )
        for owned in (self.model, self.jobs):
            owned.setParent(self.page)
        qtbot.addWidget(self.page)
        self.page.resize(1366, 688)
        self.page.show()
        self.page.activateWindow()
        self.page.take_focus()

    def _restore(self, file: str, passphrase: str) -> Future[str]:
        self.brought.append((file, passphrase))
        return self.restored

    def show_pane(self, name: str) -> None:
        """Go to one of the panes at the right, as its buttons do."""
        page = self.page
        if name in ("newcomer", "elsewhere", "restoring"):
            (page.menu_someone if page.menu.isVisible() else page.someone).click()
        if name == "elsewhere":
            page.panes.newcomer.elsewhere_wanted.emit()
        if name == "restoring":
            page.panes.newcomer.restore_button.click()
        if name in ("forgotten", "none", "new"):
            self.ways = () if name == "none" else self.ways
            page.pane.forgotten_button.click()
        if name == "new":
            page.panes.forgotten.go_button.click()
            self.proof.set_result(None)
        QTest.qWait(20)

    def _note(self, tries: list[tuple[str, str]], first: str, typed: str) -> Future[object]:
        tries.append((first, typed))
        return Future()

    def _guesses(self, typed: str, _name: str) -> Future[int]:
        answer: Future[int] = Future()
        answer.set_result(10**6 if typed == "password1234" else 10**20)
        return answer


def visible_labels(page: QWidget) -> list[QLabel]:
    return [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def type_into(qtbot: QtBot, editor: QWidget, text: str) -> None:
    qtbot.keyClicks(editor, text)


def said_on(screen: Screen) -> str:
    return " ".join(label.text() for label in visible_labels(screen.page))
