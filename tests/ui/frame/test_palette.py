from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.frame.findings import Finding, FindingGroup
from ui.frame.main_window import MainWindow
from ui.frame.palette import CommandPalette
from ui.frame.palette_view_model import PaletteViewModel
from ui.jobs import Jobs
from ui.theme.theme import Theme

PEOPLE = (
    Finding("p1", "user", "Tansy Bramblewick", "34 · Y-2041", "tan", "high"),
    Finding("p2", "user", "Nicholas Tansley-Test", "52 · Y-1802", "tan", aside="Closed"),
)
HIDE = Finding("hide", "hide", "Hide the screen", shortcut="F9")
NOTE = Finding("note", "note", "Add a note")


def _search(_text: str) -> Future[Sequence[FindingGroup]]:
    found: Future[Sequence[FindingGroup]] = Future()
    found.set_result((FindingGroup("People", PEOPLE),))
    return found


@pytest.fixture
def palette(window: MainWindow, theme: Theme) -> CommandPalette:
    view_model = PaletteViewModel(
        _search,
        Jobs(window),
        actions=(HIDE,),
        actions_for=lambda found: (NOTE,) if found in PEOPLE else (),
        parent=window,
    )
    return CommandPalette(window.body, theme, view_model)


def _type(palette: CommandPalette, qtbot: QtBot, text: str) -> None:
    palette.open_overlay()
    qtbot.keyClicks(palette.field, text)
    qtbot.waitUntil(lambda: palette.list.model().rowCount() == 5)


def test_typing_finds_and_enter_opens_the_first(palette: CommandPalette, qtbot: QtBot) -> None:
    _type(palette, qtbot, "tan")

    with qtbot.waitSignal(palette.chosen, timeout=1000) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert told.args == [PEOPLE[0]]
    assert palette.isHidden()


def test_arrows_reach_the_list_from_the_field(palette: CommandPalette, qtbot: QtBot) -> None:
    _type(palette, qtbot, "tan")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)

    with qtbot.waitSignal(palette.chosen, timeout=1000) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert told.args == [HIDE]


def test_closing_forgets_text_and_findings(palette: CommandPalette, qtbot: QtBot) -> None:
    _type(palette, qtbot, "tan")

    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    palette.open_overlay()

    assert palette.field.text() == ""
    assert not palette.field.isUndoAvailable()
    assert palette.list.model().rowCount() == 2
    palette.close_overlay()


def test_tab_lists_what_can_be_done_with_the_person(palette: CommandPalette, qtbot: QtBot) -> None:
    _type(palette, qtbot, "tan")

    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)

    with qtbot.waitSignal(palette.chosen, timeout=1000) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == [NOTE]


def test_it_is_660_wide_under_the_bar(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    _type(palette, qtbot, "tan")

    corner = palette.mapTo(window, QPoint(0, 0))

    assert palette.width() == 660
    assert corner.y() == 66
    assert palette.list.sizeHintForRow(1) == 44
    palette.close_overlay()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_in_it_is_cut_off_or_nameless(
    window: MainWindow,
    palette: CommandPalette,
    theme: Theme,
    qtbot: QtBot,
    clipped: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    scale: float,
) -> None:
    theme.scale_text(scale)
    _type(palette, qtbot, "tan")

    qtbot.waitUntil(lambda: clipped(palette) == [])
    assert nameless(palette) == []
    assert window.body.rect().contains(palette.geometry())
    palette.close_overlay()
