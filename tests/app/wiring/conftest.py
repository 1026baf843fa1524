"""The whole desktop on real vaults, without a screen and without ending the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPalette, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.wiring.driving import Program, make_person
from tests.conftest import delete_what_waits_for_it
from tests.services import once_said
from tests.vaults import once_opened
from ui.theme.theme import Theme
from ui.widgets.spoken import install_roles


@pytest.fixture(scope="session", autouse=True)
def _spoken_roles(qapp: QApplication) -> None:
    install_roles()
    QAccessible.setActive(True)


@pytest.fixture(autouse=True)
def _keys_are_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    monkeypatch.setattr("sync.protocol.words.six_words", once_said)


@pytest.fixture(autouse=True)
def _no_part_of_a_page_is_a_window(qapp: QApplication) -> Iterator[None]:
    """Fail a test in which a part without its page came up alone, and took the keys with it."""
    alone: list[str] = []

    def look(window: QWindow | None) -> None:
        # Each window that is meant to be one has the program's name.
        if window is not None and window.type() == Qt.WindowType.Window and not window.title():
            alone.append(window.objectName())

    qapp.focusWindowChanged.connect(look)
    yield
    qapp.focusWindowChanged.disconnect(look)
    assert not alone, f"windows of their own: {alone}"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, worn by the application until the test ends."""
    theme = Theme("light")
    theme.dress(qapp)
    yield theme
    delete_what_waits_for_it()  # else it is all polished once more
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the vault of Wren Pepperday."""
    make_person(tmp_path, "Wren Pepperday")
    return tmp_path


@pytest.fixture
def start_program(
    folder: Path, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[Callable[[], Program]]:
    """Start the program on the folder; each one started is ended after the test."""
    running: list[Program] = []

    def start() -> Program:
        for before in running:
            before.end()
        running.clear()
        running.append(Program(folder, theme, qapp, qtbot))
        return running[-1]

    yield start
    for program in running:
        program.end()


@pytest.fixture
def program(start_program: Callable[[], Program]) -> Program:
    """The program at its lock screen."""
    return start_program()


@pytest.fixture
def desktop_of(
    tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[Callable[[str], Program]]:
    """The unlocked desktop of one more person."""
    running: list[Program] = []

    def start(name: str) -> Program:
        folder = tmp_path / name.split()[0].lower()
        make_person(folder, name)
        program = Program(folder, theme, qapp, qtbot)
        running.append(program)
        program.unlock()
        return program

    yield start
    for program in running:
        program.end()
