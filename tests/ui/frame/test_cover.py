from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.cover import Cover, CoverFacts
from ui.frame.main_window import MainWindow
from ui.frame.overlay import Overlay
from ui.frame.shortcuts import Shortcuts
from ui.theme.theme import Theme
from ui.theme.tokens import cover_colours

FACTS = CoverFacts("WGH-ED-07", "Willowmere General Hospital", "extension 2222")


@pytest.fixture
def cover(window: MainWindow, theme: Theme) -> Cover:
    return Cover(window, theme, FACTS, lambda: datetime(2026, 11, 17, 9, 42, tzinfo=UTC))


def test_the_cover_leaves_no_pixel_of_the_page(window: MainWindow, cover: Cover) -> None:
    window.show_place("today")
    cover.cover()
    first = window.grab().toImage()
    cover.uncover()
    window.show_place("person")
    window.toast.tell("Contact logged")
    window.top_bar.lock_button.setFocus()

    cover.cover()

    assert window.grab().toImage() == first
    assert first.pixelColor(5, 5).name().upper() == cover_colours()["ground"]
    window.toast.hide()
    cover.uncover()


def test_it_looks_the_same_in_every_theme(window: MainWindow, cover: Cover, theme: Theme) -> None:
    cover.cover()
    light = window.grab().toImage()

    theme.use("contrast")

    assert window.grab().toImage() == light
    cover.uncover()


def test_it_says_only_what_is_true_of_the_computer(cover: Cover) -> None:
    assert cover.lines == (
        "09:42",
        "Tuesday 17 November 2026",
        "This screen is covered",
        "Workstation WGH-ED-07, Willowmere General Hospital",
        "IT service desk: extension 2222",
        "Staff: press Enter to go on",
    )


def test_only_enter_goes_on(window: MainWindow, cover: Cover, qtbot: QtBot) -> None:
    Shortcuts(window, {"place.people": lambda: window.show_place("people")})
    cover.cover()

    with qtbot.assertNotEmitted(cover.go_on):
        qtbot.mouseClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        qtbot.mouseDClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        qtbot.keyClick(cover, Qt.Key.Key_Tab)
        qtbot.keyClick(cover, Qt.Key.Key_Escape)
        qtbot.keyClick(cover, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert cover.hasFocus()
    assert window.place == "today"

    with qtbot.waitSignal(cover.go_on, timeout=1000):
        qtbot.keyClick(cover, Qt.Key.Key_Return)
    cover.uncover()


def test_ctrl_l_locks_from_the_cover(cover: Cover, qtbot: QtBot) -> None:
    cover.cover()

    with qtbot.assertNotEmitted(cover.lock_wanted):
        qtbot.keyClick(cover, Qt.Key.Key_L)
    with qtbot.waitSignal(cover.lock_wanted, timeout=1000):
        qtbot.keyClick(cover, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    cover.uncover()


def test_a_menu_is_closed_first(window: MainWindow, cover: Cover, qtbot: QtBot) -> None:
    menu = QMenu(window)
    menu.addAction("Open record")
    menu.popup(window.mapToGlobal(QPoint(100, 100)))

    with qtbot.waitSignal(cover.covered, timeout=1000):
        cover.cover()

    assert menu.isHidden()
    assert QApplication.activePopupWidget() is None
    cover.uncover()


def test_it_covers_what_comes_later_and_any_size(window: MainWindow, cover: Cover) -> None:
    cover.cover()
    before = window.grab().toImage()

    late = QLabel("Tansy Bramblewick", window)
    late.show()
    late.raise_()
    cover.raise_()

    assert window.grab().toImage() == before
    window.resize(1500, 800)
    assert cover.geometry() == window.rect()
    cover.uncover()


def test_no_word_is_cut_off_at_200_percent(
    theme: Theme, show: Callable[[QWidget], QWidget], window: MainWindow, cover: Cover
) -> None:
    theme.scale_text(2.0)
    cover.cover()

    image = window.grab().toImage()

    edges = [image.pixelColor(x, y) for y in range(688) for x in (0, 1365)]
    assert {colour.name().upper() for colour in edges} == {cover_colours()["ground"]}
    assert {image.pixelColor(x, 0).name().upper() for x in range(1366)} == {
        cover_colours()["ground"]
    }
    cover.uncover()


def test_the_focus_comes_back_to_where_it_was(window: MainWindow, cover: Cover) -> None:
    before = window.top_bar.lock_button
    before.setFocus()
    cover.cover()
    cover.cover()

    cover.uncover()

    assert window.focusWidget() is before


def test_a_box_over_the_whole_window_leaves_the_cover_the_focus(
    window: MainWindow, cover: Cover, theme: Theme
) -> None:
    box = Overlay(window, theme, title="What went wrong", width=400)
    close = QPushButton("Close", box)
    box.rows.addWidget(close)
    box.open_overlay()
    assert window.focusWidget() is close

    cover.cover()
    assert window.focusWidget() is cover

    cover.uncover()
    assert window.focusWidget() is close


def test_focus_returns_to_the_window_if_what_had_it_is_gone(
    window: MainWindow, cover: Cover
) -> None:
    gone = QLabel("soon gone", window)
    gone.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    gone.show()
    gone.setFocus()
    cover.cover()
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, 0)

    cover.uncover()

    assert window.focusWidget() is not cover
