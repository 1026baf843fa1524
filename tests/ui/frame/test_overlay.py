from __future__ import annotations

from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.frame.overlay import Overlay
from ui.frame.shortcuts import Shortcuts
from ui.theme.theme import Theme
from ui.widgets.button import Button


@pytest.fixture
def overlay(window: MainWindow, theme: Theme) -> Overlay:
    overlay = Overlay(window.body, theme, title="Why?", width=400)
    for words in ("Keep it", "Cut off"):
        overlay.rows.addWidget(Button(words, theme, role="primary"))
    return overlay


def test_it_lies_under_the_bar_with_a_shade_over_the_work_only(
    window: MainWindow, overlay: Overlay
) -> None:
    overlay.open_overlay()

    assert overlay.scrim.geometry() == window.body.rect()
    assert overlay.mapTo(window, QPoint(0, 0)).y() == 52 + 14
    assert overlay.width() == 400
    assert window.top_bar.hide_button.isEnabled()
    assert QAccessible.queryAccessibleInterface(overlay).role() == QAccessible.Role.Dialog


def test_tab_goes_round_inside(window: MainWindow, overlay: Overlay, qtbot: QtBot) -> None:
    overlay.open_overlay()
    seen = []

    for _ in range(4):
        seen.append(window.focusWidget().accessibleName())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)

    assert seen == ["Keep it", "Cut off", "Keep it", "Cut off"]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert overlay.isAncestorOf(window.focusWidget())


def test_esc_closes_it_and_focus_goes_back(
    window: MainWindow, overlay: Overlay, qtbot: QtBot
) -> None:
    before = window.focusWidget()
    overlay.open_overlay()

    with qtbot.waitSignal(overlay.closed, timeout=1000):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)

    assert overlay.isHidden()
    assert overlay.scrim.isHidden()
    assert window.focusWidget() is before


def test_esc_closes_the_overlay_before_the_page_goes_back(
    window: MainWindow, overlay: Overlay, qtbot: QtBot
) -> None:
    Shortcuts(window, {"back": window.go_back})
    window.show_place("person")
    overlay.open_overlay()

    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert (overlay.isHidden(), window.place) == (True, "person")

    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.place == "people"


def test_it_closes_even_if_what_had_focus_before_is_gone(
    window: MainWindow, overlay: Overlay
) -> None:
    field = QLineEdit(window.body)
    field.show()
    field.setFocus()
    overlay.open_overlay()

    shiboken6.delete(field)
    overlay.close_overlay()

    assert overlay.isHidden()


def test_a_click_beside_it_closes_it(overlay: Overlay, qtbot: QtBot) -> None:
    overlay.open_overlay()

    qtbot.mouseClick(overlay.scrim, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert overlay.isHidden()


def test_it_stays_within_a_small_window(window: MainWindow, overlay: Overlay, theme: Theme) -> None:
    theme.scale_text(2.0)
    overlay.open_overlay()

    window.resize(700, 500)

    assert window.body.rect().contains(overlay.geometry())


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_do_not_reach_the_work_below(
    window: MainWindow,
    overlay: Overlay,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
) -> None:
    heard: list[str] = []
    names = ("new", "place.sync", "main_action", "keep_draft", "next_region")
    Shortcuts(window, {name: partial(heard.append, name) for name in names})
    overlay.open_overlay()

    qtbot.keyClick(window.focusWidget(), key, modifier)
    assert heard == []

    overlay.close_overlay()
    qtbot.keyClick(window.focusWidget(), key, modifier)
    assert len(heard) == 1


def test_lock_and_text_size_act_over_it(window: MainWindow, overlay: Overlay, qtbot: QtBot) -> None:
    heard: list[str] = []
    names = ("lock", "enlarge_text", "reduce_text", "restore_text")
    Shortcuts(window, {name: partial(heard.append, name) for name in names})
    overlay.open_overlay()

    for key in (Qt.Key.Key_L, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
        qtbot.keyClick(window.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)

    assert heard == list(names)
    assert overlay.isVisible()


def test_the_rail_closes_it_before_it_goes_anywhere(
    window: MainWindow, overlay: Overlay, qtbot: QtBot
) -> None:
    overlay.open_overlay()

    qtbot.mouseClick(window.rail.items["people"], Qt.MouseButton.LeftButton)

    assert (overlay.isHidden(), window.place) == (True, "people")


def test_esc_closes_it_from_the_bar_too(window: MainWindow, overlay: Overlay, qtbot: QtBot) -> None:
    Shortcuts(window, {"back": window.go_back})
    window.show_place("person")
    overlay.open_overlay()
    window.top_bar.hide_button.setFocus()

    qtbot.keyClick(window.top_bar.hide_button, Qt.Key.Key_Escape)

    assert (overlay.isHidden(), window.place) == (True, "person")


def test_focus_sent_to_the_work_below_comes_back(window: MainWindow, overlay: Overlay) -> None:
    before = window.focusWidget()
    overlay.open_overlay()

    before.setFocus()

    assert overlay.isAncestorOf(window.focusWidget())


def test_the_panel_never_lies_over_it(window: MainWindow, overlay: Overlay) -> None:
    window.resize(1024, 688)
    overlay.open_overlay()

    window.body.slide(out=True)
    window.resize(1000, 688)

    layers = [each for each in window.body.children() if isinstance(each, QWidget)]
    order = [layers.index(each) for each in (window.body.panel, overlay.scrim, overlay)]
    assert order == sorted(order)


def test_one_opened_before_its_window_shows_covers_the_work_once_it_does(
    theme: Theme, qtbot: QtBot
) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    host = QWidget(ground)
    box = Overlay(host, theme, title="Why?", width=400)
    box.rows.addWidget(QLineEdit())
    box.open_overlay()

    host.resize(1_290, 636)
    ground.show()

    assert box.scrim.geometry() == host.rect()
    assert (box.width(), box.x()) == (400, 445)
