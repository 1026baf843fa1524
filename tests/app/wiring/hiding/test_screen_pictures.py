"""Every window is kept out of pictures, and let in for a while when a person allows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.wiring.hiding.screen_pictures import ScreenPicturesWiring
from app.wiring.system.pictures import ScreenPictures
from storage.reading import VaultReading
from tests.app.wiring.driving import Program


class Refusing(ScreenPictures):
    """A system that can refuse, and notes for which window it was asked."""

    can_refuse = True

    def __init__(self) -> None:
        self.allowed: dict[QWidget, bool] = {}

    def refuse(self, window: QWidget) -> None:
        self.allowed[window] = False

    def allow(self, window: QWidget) -> None:
        self.allowed[window] = True


@pytest.fixture
def system() -> Refusing:
    return Refusing()


@pytest.fixture
def pictures(
    program: Program, system: Refusing, qapp: QApplication
) -> Iterator[ScreenPicturesWiring]:
    program.unlock()
    wiring = ScreenPicturesWiring(program.session.desk, qapp, system)
    yield wiring
    wiring.refuse()


def test_allowed_for_a_while_shown_noted_and_over_by_itself(
    program: Program, pictures: ScreenPicturesWiring, system: Refusing
) -> None:
    menu = QMenu(program.window)
    menu.addAction("Open record")
    menu.popup(program.window.pos())
    assert system.allowed == {menu: False}

    pictures.allow()
    assert system.allowed[menu] and system.allowed[program.window]
    assert pictures.timer.interval() == 15 * 60_000

    def noted(reading: VaultReading) -> list[str]:
        return [entry.what for entry in reading.accesses()]

    program.wait(lambda: "screen_pictures" in program.session.desk.read(noted).result())
    pictures.timer.setInterval(1)
    pictures.timer.start()
    program.wait(lambda: not pictures.is_allowed)
    assert not any(system.allowed.values())
    menu.deleteLater()
