"""How a window stood comes back, and nothing else can come of what is kept of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.wiring.window_place import WindowPlace, keep_in, kept_in, place_of, put
from tests.app.wiring.driving import Program

AREA = QRect(40, 30, 700, 500)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[[], QWidget]:
    def made() -> QWidget:
        window = QWidget()
        window.setWindowTitle("Yarrow")
        qtbot.addWidget(window)
        return window

    return made


@pytest.mark.parametrize("way", ["normal", "maximised", "full"])
def test_the_next_window_is_shown_as_the_last_one_was(
    make: Callable[[], QWidget], tmp_path: Path, way: str
) -> None:
    before, after, path = make(), make(), tmp_path / "window.json"
    put(before, WindowPlace(way, AREA))
    before.show()
    QApplication.processEvents()

    keep_in(path, before)
    kept = kept_in(path)
    assert kept == WindowPlace(way, AREA)
    put(after, kept)
    after.show()
    QApplication.processEvents()

    assert after.windowState() == before.windowState()
    assert after.geometry() == before.geometry()
    assert place_of(after) == kept


def test_what_is_kept_is_one_word_and_four_numbers(
    make: Callable[[], QWidget], tmp_path: Path
) -> None:
    path = tmp_path / "window.json"

    keep_in(path, make())

    kept = json.loads(path.read_text("ascii"))
    assert sorted(kept) == ["area", "way"]
    assert all(isinstance(each, int) for each in kept["area"])
    assert [each.name for each in tmp_path.iterdir()] == ["window.json"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[]",
        "{}",
        '{"way": "maximised"}',
        '{"way": "sideways", "area": [0, 0, 700, 500]}',
        '{"way": "normal", "area": [0, 0, 0, 500]}',
        '{"way": "normal", "area": [0, 0, 1e999, 500]}',
        '{"way": "normal", "area": [0, 0, 99999999999999999999, 500]}',
        '{"way": [], "area": [0, 0, 700, 500]}',
        '{"way": "normal", "area": "here"}',
        '{"way": "normal", "area": [0, 0, 700, 500]}' + " " * 300 + "x",
        "[" * 200,
        "\x00\xff",
    ],
)
def test_what_makes_no_sense_is_as_nothing(tmp_path: Path, words: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(words, "latin-1")

    assert kept_in(path) is None or words.endswith("x")
    assert kept_in(tmp_path / "missing") is None
    assert kept_in(None) is None


def test_a_window_never_comes_back_where_there_is_no_screen(
    make: Callable[[], QWidget], tmp_path: Path
) -> None:
    before, window, path = make(), make(), tmp_path / "window.json"
    before.setGeometry(9_000, -4_000, 700, 500)
    keep_in(path, before)
    window.resize(640, 480)

    kept = kept_in(path)
    assert kept is not None
    put(window, kept)
    window.show()

    assert window.size().width() == 640
    assert window.geometry().intersects(window.screen().availableGeometry())


def test_a_window_from_a_larger_screen_comes_back_no_larger_than_this_one(
    make: Callable[[], QWidget], tmp_path: Path
) -> None:
    before, path = make(), tmp_path / "window.json"
    room = before.screen().availableGeometry().size()
    before.setGeometry(20, 20, room.width() + 900, 500)
    keep_in(path, before)

    assert kept_in(path) == WindowPlace("normal", QRect(20, 20, room.width(), 500))
    # What stands already is as large as it is.
    window = make()
    put(window, place_of(before))
    assert window.width() == room.width() + 900


def test_a_disk_that_takes_nothing_is_no_matter(
    make: Callable[[], QWidget], tmp_path: Path
) -> None:
    keep_in(tmp_path / "missing" / "window.json", make())

    assert [*tmp_path.iterdir()] == []


def test_after_a_lock_the_window_stands_as_it_did(
    start_program: Callable[[], Program],
) -> None:
    program = start_program()
    program.lock_window.setGeometry(AREA)
    program.lock_window.showMaximized()
    program.unlock()
    assert place_of(program.window) == WindowPlace("maximised", AREA)
    program.session.lock()

    again = start_program()
    assert place_of(again.lock_window) == WindowPlace("maximised", AREA)
    again.unlock()
    assert again.window.windowState() & Qt.WindowState.WindowMaximized
    again.window.showNormal()
    again.window.setGeometry(AREA.translated(50, 60))
    again.session.lock()

    once_more = start_program()
    assert place_of(once_more.lock_window) == WindowPlace("normal", AREA.translated(50, 60))
