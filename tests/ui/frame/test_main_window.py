from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.theme.theme import Theme
from ui.widgets.worklist import Worklist

Look = Callable[[QWidget], list[str]]


def _area(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_the_parts_stand_where_the_pictures_have_them(window: MainWindow) -> None:
    rail, bar = _area(window, window.rail), _area(window, window.top_bar)
    panel = _area(window, window.body.panel)

    assert (rail.left(), rail.width(), rail.height()) == (0, 84, 688)
    assert (bar.left(), bar.top(), bar.height()) == (85, 0, 52)
    assert (panel.left(), panel.top(), panel.width()) == (1014, 52, 352)
    hide = _area(window, window.top_bar.hide_button)
    assert hide.top() == pytest.approx(6, abs=2)
    assert hide.height() == 40
    item = _area(window, window.rail.items["today"])
    assert (item.left(), item.top(), item.width(), item.height()) == (8, 8, 68, 54)


def test_the_edges_are_drawn_in_their_tokens(window: MainWindow, theme: Theme) -> None:
    image = window.grab().toImage()

    assert image.pixelColor(83, 600) == theme.colour("rail")
    assert image.pixelColor(84, 600) == theme.colour("line")
    assert image.pixelColor(1014, 600) == theme.colour("line")
    assert image.pixelColor(1015, 600) == theme.colour("canvas")
    assert image.pixelColor(500, 51) == theme.colour("line")


def test_the_title_is_always_the_program_s_name(window: MainWindow) -> None:
    for key in ("today", "new", "person", "sync"):
        window.show_place(key)
        window.show_subtitle(key, "Y-2041")

        assert window.windowTitle() == "Yarrow"
        assert window.accessibleName() == "Yarrow"


def test_a_sentence_lies_over_the_page_that_is_shown_after_it(window: MainWindow) -> None:
    window.toast.tell("You locked at 09:31. Your place is kept.", stays=True)

    window.show_place("sync")

    order = window.body.pages.children()  # what lies above comes later
    assert order.index(window.toast) > order.index(window.page)
    window.toast.hide()


def test_the_rail_leads_to_places_and_lights_them(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.place_changed, timeout=1000) as told:
        qtbot.mouseClick(window.rail.items["sync"], Qt.MouseButton.LeftButton)

    assert told.args == ["sync"]
    assert window.place == "sync"
    assert window.rail.items["sync"].isChecked()
    assert not window.rail.items["today"].isChecked()
    assert window.top_bar.title == "Sync and devices"


def test_a_page_without_an_alt_number_lies_under_its_place(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_place("person")

    assert "person" not in window.rail.items
    assert window.rail.items["people"].isChecked()
    qtbot.mouseClick(window.top_bar.back, Qt.MouseButton.LeftButton)
    assert window.place == "people"
    assert window.top_bar.back.isHidden()


def test_a_page_without_a_panel_has_the_whole_width(window: MainWindow) -> None:
    window.show_place("new")

    assert window.body.panel.isHidden()
    assert window.body.pages.width() == 1366 - 85


def test_f6_goes_round_rail_bar_work_and_panel(window: MainWindow) -> None:
    window.show_place("today")
    seen = []
    regions = {
        "rail": window.rail,
        "bar": window.top_bar,
        "work": window.body.pages,
        "panel": window.body.panel,
    }

    for _ in range(5):
        focused = window.focusWidget()
        seen += [name for name, region in regions.items() if region.isAncestorOf(focused)]
        window.focus_next_region()

    assert seen == ["work", "panel", "rail", "bar", "work"]
    window.focus_previous_region()
    assert window.body.pages.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize(
    ("width", "rail", "panel_beside"),
    [(1920, 208, True), (1366, 84, True), (1024, 76, False), (800, 0, False)],
)
def test_narrow_windows_fold_rail_and_panel(
    window: MainWindow, width: int, rail: int, panel_beside: bool
) -> None:
    window.resize(width, 688)

    shown = window.rail.width() if window.rail.isVisible() else 0
    assert shown == rail
    assert window.top_bar.menu.isVisible() == (rail == 0)
    assert window.body.panel.isVisible() == panel_beside


def test_large_text_folds_as_a_small_window_does(window: MainWindow, theme: Theme) -> None:
    theme.scale_text(2.0)

    assert window.rail.isHidden()
    assert window.top_bar.menu.isVisible()
    assert window.top_bar.height() == 104


def test_a_folded_panel_slides_over_and_back(window: MainWindow) -> None:
    window.resize(1024, 688)
    page = window.body.pages.width()

    assert window.body.slide(out=True)
    assert window.body.panel.isVisible()
    assert window.body.pages.width() == page

    window.go_back()
    assert window.body.panel.isHidden()
    assert window.place == "today"


def test_the_folded_rail_is_a_menu(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 688)

    qtbot.mouseClick(window.top_bar.menu, Qt.MouseButton.LeftButton)

    menu = window.findChild(QMenu)
    words = [action.text() for action in menu.actions()]
    assert words == [
        "Find\tCtrl+K",
        "Today, 9\tAlt+1",
        "New\tAlt+2",
        "People\tAlt+3",
        "Sync\tAlt+7",
    ]
    menu.actions()[4].trigger()
    menu.close()
    assert window.place == "sync"


def test_showing_a_place_gives_its_page_focus(window: MainWindow) -> None:
    window.show_place("new")

    assert window.focusWidget() is not None
    assert window.focusWidget().accessibleName() == "NHS number"


@pytest.mark.parametrize("key", ["today", "new", "people", "person", "sync"])
def test_everything_that_takes_focus_has_a_spoken_name(
    window: MainWindow, nameless: Look, key: str
) -> None:
    window.show_place(key)

    assert nameless(window) == []


@pytest.mark.parametrize("key", ["today", "new", "people", "person", "sync"])
@pytest.mark.parametrize("width", [1366, 1024, 1920])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_cut_off(
    window: MainWindow,
    theme: Theme,
    clipped: Look,
    qtbot: QtBot,
    key: str,
    width: int,
    scale: float,
) -> None:
    window.resize(width, 688)
    window.show_place(key)
    theme.scale_text(scale)

    qtbot.waitUntil(lambda: clipped(window) == [])


def test_switching_the_theme_repaints_every_part(window: MainWindow, theme: Theme) -> None:
    theme.use("dark")

    image = window.grab().toImage()

    assert image.pixelColor(40, 600) == theme.colour("rail")
    assert image.pixelColor(500, 600) == theme.colour("surface")
    assert image.pixelColor(1364, 600) == theme.colour("canvas")
    assert window.findChild(Worklist) is not None


def test_a_page_is_made_when_its_place_is_first_shown_and_only_then(
    theme: Theme, qtbot: QtBot
) -> None:
    made: list[str] = []

    def page(key: str) -> QWidget:
        made.append(key)
        return QWidget()

    keys = ("today", "new", "sync")
    places = [
        Place(key, key, "pc", 1, partial(page, key), partial(page, f"by {key}")) for key in keys
    ]
    window = MainWindow(places, theme, who="", training=False)
    qtbot.addWidget(window)
    assert sorted(made) == ["by today", "today"]

    for key in ("new", "today", "new"):
        window.show_place(key)

    assert sorted(made) == ["by new", "by today", "new", "today"]
