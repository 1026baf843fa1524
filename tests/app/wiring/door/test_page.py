"""A nurse at a ward PC: the short code, one page, a reference; and nothing of it stays."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.ward_door import unpack
from app.wiring.curtain.keeping import CurtainKeeping
from app.wiring.desktop import Desktop
from app.wiring.door.page import DoorPage
from app.wiring.start import Start
from tests.app.wiring.driving import SITE
from tests.doors import SHORT_CODE, DoorOnDisk, put_door
from ui.door.pane import DoorPane
from ui.forms.person_field import PersonField
from ui.theme.theme import Theme

ANSWERS = {
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_a": "no",
    "their_words": "He counts my steps.",
}


@pytest.fixture
def door(tmp_path: Path) -> DoorOnDisk:
    return put_door(tmp_path / "ward", setting="ed_adult", site="Z9902", role="nurse")


@pytest.fixture
def start(
    tmp_path: Path, door: DoorOnDisk, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[SimpleNamespace]:
    """Start the program on that PC; `replaced` counts the processes that ended."""
    started = SimpleNamespace(replaced=0, desktop=None)

    def end() -> None:
        desktop = started.desktop
        if desktop is not None:
            desktop.end()
            if isinstance(desktop.session, DoorPage):
                desktop.session.let_go()
            if desktop.lock_window is not None:
                desktop.lock_window.deleteLater()
            desktop.deleteLater()
            started.desktop = None
            gc.collect()

    def replace() -> None:
        started.replaced += 1

    def begin() -> SimpleNamespace:
        end()
        command = ("python", "-m", "app.main")
        made = Start(tmp_path / "vaults", SITE, command, {}, door=tmp_path / "ward")
        started.desktop = Desktop(qapp, theme, made, replace=replace)
        window = started.desktop.show_lock_screen()
        started.pane = window.page.findChild(DoorPane)
        return started

    started.begin = begin
    yield started
    end()


def entered(start: SimpleNamespace, qtbot: QtBot) -> DoorPage:
    start.begin()
    start.pane.field.setText(SHORT_CODE)
    start.pane.open_button.click()
    qtbot.waitUntil(lambda: isinstance(start.desktop.session, DoorPage), timeout=15_000)
    page: DoorPage = start.desktop.session
    return page


def write(page: DoorPage, **more: object) -> None:
    for name, value in {**ANSWERS, **more}.items():
        page.model.set_answer(name, value)
    page.model.whom.describe({"name": "Maren Underhay"})


def test_what_is_saved_is_sealed_and_the_next_process_tells_its_reference_alone(
    start: SimpleNamespace, door: DoorOnDisk, qtbot: QtBot
) -> None:
    page = entered(start, qtbot)
    assert page.model.answer("site_ods") == "Z9902"
    assert page.model.answer("identifier_role") == "nurse"
    page.model.whom.describe({"name": "Maren Underhay"})
    asked: list[str] = []
    page.model.place_asked.connect(lambda name, _at: asked.append(name))
    page.window.page.findChild(PersonField).left.emit()
    assert asked == ["consult_mode"]  # past all that is filled in for this PC
    assert not page.window.panel.own_record.isVisible()
    write(page)
    page.model.keep_now()
    page.model.save()
    qtbot.waitUntil(lambda: start.replaced == 1, timeout=15_000)

    (fields,) = door.opened()
    said = unpack(fields)
    assert said is not None and said.is_whole
    assert said.answers["their_words"] == "He counts my steps."
    assert said.about == {"name": "Maren Underhay"}
    disk = b"".join(p.read_bytes() for p in door.folder.path.rglob("*") if p.is_file())
    assert b"Maren" not in disk and b"counts" not in disk

    start.begin()
    qtbot.waitUntil(lambda: start.pane.isVisible())
    told = start.desktop.door.model.just_recorded
    assert told is not None and told.reference.startswith("Y-")
    texts = " ".join(label.text() for label in start.pane.findChildren(QLabel))
    assert told.reference in texts
    assert "Maren" not in texts


def test_another_process_covers_the_window_before_the_one_of_a_saved_page_ends(
    start: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []
    page = entered(start, qtbot)
    is_covered = page.cover.isVisible
    monkeypatch.setattr(
        CurtainKeeping, "draw", lambda _self, _window: asked.append(("draw", is_covered()))
    )
    monkeypatch.setattr(
        CurtainKeeping, "wait", lambda _self: asked.append(("wait", start.replaced == 0))
    )
    write(page)

    page.model.save()
    qtbot.waitUntil(lambda: start.replaced == 1, timeout=15_000)

    assert asked == [("draw", True), ("wait", True)]


def test_a_page_that_is_left_goes_to_the_team_and_one_thrown_away_to_nobody(
    start: SimpleNamespace, door: DoorOnDisk, qtbot: QtBot
) -> None:
    page = entered(start, qtbot)
    write(page)
    box = page.window.ask_to_leave()
    assert box is not None
    box.verb.click()
    qtbot.waitUntil(lambda: start.replaced == 1, timeout=15_000)
    (fields,) = door.opened()
    said = unpack(fields)
    assert said is not None and not said.is_whole
    assert said.about == {"name": "Maren Underhay"}

    page = entered(start, qtbot)
    told = [label.text() for label in page.window.toast.findChildren(QLabel)]
    assert any("was left. It goes to the team as not finished, under Y-" in each for each in told)
    assert page.model.is_blank
    write(page, their_words="Nobody is to have this.")
    page.model.keep_now()
    box = page.window.ask_to_throw_away()
    assert box is not None
    box.verb.click()
    qtbot.waitUntil(lambda: start.replaced == 2, timeout=15_000)
    assert len(door.opened()) == 1


def test_a_wrong_short_code_opens_nothing_and_a_page_behind_the_cover_asks_for_it_again(
    start: SimpleNamespace, qtbot: QtBot
) -> None:
    start.begin()
    start.pane.field.setText("4712")
    start.pane.open_button.click()
    qtbot.waitUntil(lambda: bool(start.desktop.door.model.problem), timeout=15_000)
    assert start.desktop.session is None

    page = entered(start, qtbot)
    write(page)
    page.hide()
    assert page.cover.isVisible()
    page.cover.go_on.emit()
    page.return_box.field.setText(SHORT_CODE)
    page.return_box.field.returnPressed.emit()
    qtbot.waitUntil(lambda: not page.cover.isVisible(), timeout=15_000)
    assert page.model.answer("their_words") == "He counts my steps."
    page.window.ask_to_throw_away().verb.click()
    qtbot.waitUntil(lambda: start.replaced == 1, timeout=15_000)


def test_a_nurse_who_listened_for_minutes_comes_back_to_her_page_and_one_who_went_does_not(
    start: SimpleNamespace, door: DoorOnDisk, qtbot: QtBot
) -> None:
    page = entered(start, qtbot)
    write(page)
    page.watching.soon.emit()
    assert page.window.soon.isVisible()
    page.watching.over.emit("idle")
    assert page.cover.isVisible() and start.replaced == 0
    page.return_box.passed.emit()
    assert not page.cover.isVisible() and not page.window.soon.isVisible()
    assert page.model.answer("their_words") == "He counts my steps."

    page.watching.over.emit("sleep")
    qtbot.waitUntil(lambda: start.replaced == 1, timeout=15_000)
    assert len(door.opened()) == 1


def test_closing_the_window_leaves_the_page_and_ends_the_program(
    start: SimpleNamespace, door: DoorOnDisk, qtbot: QtBot
) -> None:
    page = entered(start, qtbot)
    write(page)
    page.window.close()

    assert start.replaced == 0
    (fields,) = door.opened()
    said = unpack(fields)
    assert said is not None and not said.is_whole


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX knows them")
def test_a_door_that_others_could_have_changed_is_closed_and_says_why(
    start: SimpleNamespace, door: DoorOnDisk
) -> None:
    (door.folder.path / "door").chmod(0o666)
    start.begin()

    assert not start.pane.open_button.isEnabled()
    texts = " ".join(label.text() for label in start.pane.findChildren(QLabel))
    assert "can be changed by others" in texts
