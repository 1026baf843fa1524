"""While a page or section is first made and shown, no other window shows and none loses its focus.

A widget that is shown before it has a parent is a window of its own: it flashes on the screen over
whatever is there, and takes the keys of whoever is typing.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.usecases import recording
from app.wiring.window import WindowWiring
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from ui.frame.overlay import open_overlays
from ui.person.menus import ADD_CHILD, EDIT, JOIN, LOG_CONTACT, MARK, OTHER, REFER, RULES


class OtherWindows(QObject):
    """Notes every widget that shows as a window beside the one it watches over."""

    def __init__(self, application: QApplication, ours: QWidget) -> None:
        super().__init__(application)
        self.seen: list[str] = []
        self.left = 0
        self._ours = ours
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            if watched.isWindow() and watched is not self._ours:
                self.seen.append(type(watched).__name__)
        elif event.type() == QEvent.Type.WindowDeactivate and watched is self._ours:
            self.left += 1
        return False


@pytest.fixture
def watch(program: Program, qapp: QApplication):
    """Unlocked, with someone recorded, and watched from here on."""
    program.unlock()
    subject = record_someone(program, "Tansy Bramblewick")
    program.session.window.show_place("today")
    program.wait(program.window.isActiveWindow)
    watch = OtherWindows(qapp, program.window)
    yield watch, subject
    qapp.removeEventFilter(watch)


def test_the_window_shows_its_rail_and_bar_a_turn_before_its_page(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[bool] = []
    begin = WindowWiring.start

    def start(joined: WindowWiring) -> None:
        waits.append(joined.window.isVisible() and not joined.window.body.updatesEnabled())
        begin(joined)

    monkeypatch.setattr(WindowWiring, "start", start)

    program.unlock()

    assert waits == [True]
    program.wait(program.session.window.body.updatesEnabled)


def test_no_page_and_no_section_shows_a_window_of_its_own(program: Program, watch) -> None:
    others, subject = watch
    session = program.session
    for key in session.window.places:
        if key == "person":
            session.desk.file_wanted.emit(subject)
        else:
            session.window.show_place(key)
        settle(program)
        assert (key, others.seen, others.left) == (key, [], 0)
    session.window.show_place("settings")
    page = session.joined.settings.page
    for section in session.joined.settings.sections:
        page.show_section(section.key)
        settle(program)
        assert (section.key, others.seen, others.left) == (section.key, [], 0)
    assert program.window.isActiveWindow()


def test_no_box_of_a_file_shows_a_window_of_its_own(program: Program, watch) -> None:
    others, subject = watch
    desk, person = program.session.desk, program.session.joined.person
    who = {"confidant": {"name": "Ida Thistlewood", "may_know": "yes"}}
    desk.vault.write(
        lambda each: recording.record(each, "confidant", who, subject=subject)
    ).result()
    desk.file_wanted.emit(subject)
    program.wait(lambda: bool(person.model.items))
    for what in (LOG_CONTACT, RULES, REFER, EDIT, ADD_CHILD, OTHER, JOIN, MARK):
        person.page.file_wanted.emit(what)
        program.wait(lambda: bool(open_overlays(program.window)))
        settle(program)
        assert (what, others.seen, others.left) == (what, [], 0)
        program.session.window.close_overlays()


def test_what_shows_without_a_parent_is_noticed(program: Program, watch) -> None:
    others, _subject = watch
    flash = QWidget()
    program.qtbot.addWidget(flash)

    flash.show()

    assert others.seen == ["QWidget"]


def settle(program: Program) -> None:
    """Let answers of the lanes arrive, and what is made in turns be made."""
    program.qtbot.wait(60)
