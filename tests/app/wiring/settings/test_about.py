"""About, from the lock screen and from Settings, and what the site file changes in a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from app.wiring.settings import about
from app.wiring.site.values import Site
from tests.app.wiring.driving import Program
from ui.settings.about import PlaceCard, SupportCard
from ui.settings.about_box import AboutBox
from ui.theme.theme import Theme

SITE = Site(
    "WGH-ED-07",
    service_desk="extension 2222",
    contact="the Yarrow team",
    idle_minutes=2,
    bedside=True,
    problems=(Refused("site.unknown_key", key="sevice_desk"),),
)
Begin = Callable[[Path], Program]


@pytest.fixture
def begin(theme: Theme, qapp: QApplication, qtbot: QtBot) -> Iterator[Begin]:
    running: list[Program] = []

    def start(folder: Path) -> Program:
        running.append(Program(folder, theme, qapp, qtbot, site=SITE))
        return running[-1]

    yield start
    for program in running:
        program.end()


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_about_opens_on_the_lock_screen_and_closes_with_esc(folder: Path, begin: Begin) -> None:
    program = begin(folder)
    program.lock_window.page.about_button.click()
    box = program.lock_window.findChild(AboutBox)

    words = words_of(box)
    assert "extension 2222" in words and "the Yarrow team" in words
    assert "sevice_desk" in words
    assert "Swap and hibernation" in words and "Apache" in words
    program.qtbot.keyClick(box.back_button, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert program.lock_window.focusWidget() is program.lock_window.page.pane.field


def test_settings_says_where_the_vault_lies_and_saves_facts(
    folder: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    monkeypatch.setattr(about.platformdirs, "user_documents_path", lambda: tmp_path / "papers")
    program = begin(folder)
    program.unlock()
    program.session.window.show_place("settings")
    page = program.session.joined.settings.page
    page.show_section("about")
    place, support = page.findChild(PlaceCard), page.findChild(SupportCard)
    program.wait(lambda: bool(place.lines.texts))
    assert "It lies on a disk of this PC." in place.lines.texts

    for count in (1, 2):
        support.save_button.click()
        program.wait(support.save_button.isEnabled)
        program.wait(lambda count=count: len(list((tmp_path / "papers").iterdir())) == count)
    saved = sorted((tmp_path / "papers").iterdir())[0].read_text("utf-8")
    assert "kind person" not in saved and "Pepperday" not in saved
    assert "site_file_problems: site.unknown_key\n" in saved
    assert "idle_minutes: 2" in saved
    assert str(tmp_path / "papers") in words_of(support)


def test_a_bedside_pc_begins_with_initials_and_locks_when_it_says(
    folder: Path, begin: Begin
) -> None:
    program = begin(folder)
    program.unlock()
    joined = program.session.joined

    assert joined.today.page.initials_button.isChecked()
    assert joined.today.model.wording.initials
    assert vars(program.session.idle)["_seconds"] == 120

    program.press(
        Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not joined.desk.names.are_initials
    assert not joined.today.page.initials_button.isChecked()


def test_the_lock_screen_says_that_a_vault_is_copied_elsewhere(folder: Path, begin: Begin) -> None:
    (folder / ".stfolder").mkdir()
    program = begin(folder)

    words = words_of(program.lock_window.page.pane)
    assert "two PCs must not open it at once" in words
