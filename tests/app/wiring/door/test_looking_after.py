"""On the lock screen a PC becomes a ward PC, gets another short code, and is one no more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.wiring.desktop import Desktop
from app.wiring.start import Start
from storage.door.folder import DoorFolder, is_door
from sync.admitting import words_of
from tests.app.wiring.driving import SITE
from tests.sync.exchange.offices import PC, URL, Office, Wire
from ui.door.care_pane import CarePane
from ui.door.pane import DoorPane
from ui.door.set_up_pane import SetUpPane
from ui.theme.theme import Theme


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "service.db")
    yield office
    office.close()


@pytest.fixture
def lead(tmp_path: Path, office: Office) -> Iterator[PC]:
    pc = PC(tmp_path / "wren", office, "Wren Pepperday")
    pc.found()
    yield pc
    pc.close()


@pytest.fixture
def desktop(
    tmp_path: Path, office: Office, theme: Theme, qapp: QApplication, monkeypatch: Any
) -> Iterator[Desktop]:
    monkeypatch.setattr("app.wiring.door.carrying.open_transport", lambda: Wire(office))
    start = Start(tmp_path / "vaults", SITE, ("python",), {}, door=tmp_path / "ward")
    desktop = Desktop(qapp, theme, start, replace=lambda: None)
    desktop.show_lock_screen()
    yield desktop
    desktop.end()
    if desktop.lock_window is not None:
        desktop.lock_window.deleteLater()
    desktop.deleteLater()
    gc.collect()


def pane(desktop: Desktop, kind: type[Any]) -> Any:
    assert desktop.lock_window is not None
    return desktop.lock_window.page.findChild(kind)


def set_up(desktop: Desktop, qtbot: QtBot, code: str, **lines: str) -> SetUpPane:
    shown: SetUpPane = pane(desktop, SetUpPane)
    typed = {"code": code, "address": URL, "name": "Fernhollow ward", "short": "4711", **lines}
    for name, text in typed.items():
        shown.lines[name].setText(text)
    shown.training.setChecked(True)
    shown.button.click()
    return shown


def test_a_lead_and_whoever_stands_at_the_pc_make_it_a_ward_pc_and_look_after_it(
    tmp_path: Path, desktop: Desktop, lead: PC, qtbot: QtBot
) -> None:
    def code() -> str:
        return lead.invite(name="Fernhollow, bay 2", role="writer")

    page = desktop.lock_window.page
    page.panes.newcomer.ward_button.click()
    shown = set_up(desktop, qtbot, code(), short="")
    assert shown.fields["short"].problem
    shown = set_up(desktop, qtbot, shown.lines["code"].text(), site="Ward 7?")
    qtbot.waitUntil(lambda: bool(shown.fields["site"].problem))
    assert not is_door(tmp_path / "ward")
    set_up(desktop, qtbot, shown.lines["code"].text(), site="Z9902")
    qtbot.waitUntil(lambda: shown.done_part.isVisible(), timeout=15_000)

    lead.sync()
    space = lead.spaces.spaces()[0]
    device = DoorFolder(tmp_path / "ward").door().device
    assert shown.words.text().split() == list(words_of(lead.spaces.space(space), device))
    shown.done_button.click()
    door: DoorPane = pane(desktop, DoorPane)
    assert door.isVisible() and desktop.door.facts.name == "Fernhollow ward"

    door.care_button.click()
    care: CarePane = pane(desktop, CarePane)
    care.code.setText(code())
    care.short.setText("ward 12")
    care.short_button.click()
    qtbot.waitUntil(lambda: not care.short.text(), timeout=15_000)
    DoorFolder(tmp_path / "ward").check_code("ward12", 0)

    care.away_button.click()
    qtbot.waitUntil(lambda: care.away_button.isEnabled(), timeout=15_000)
    assert is_door(tmp_path / "ward")  # without a lead's code
    care.code.setText(code())
    care.away_button.click()
    qtbot.waitUntil(lambda: desktop.door is None, timeout=15_000)
    assert not is_door(tmp_path / "ward") and pane(desktop, DoorPane) is None
