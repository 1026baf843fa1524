"""What of the page New is in sight, spoken and reached by Tab, at each size and in each theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from tests.ui.identify.desktop import Desktop, Key, fill, spoken
from ui.forms.editor import Editor
from ui.forms.four_state import FourStateRow
from ui.frame.focus_order import focusable_in
from ui.identify.blocks import MORE
from ui.identify.page import IdentifyPage
from ui.theme.theme import Theme
from ui.theme.tokens import THEME_NAMES, ThemeName

Look = Callable[[QWidget], list[str]]


def test_every_control_has_a_spoken_name(
    desktop: Desktop, nameless: Look, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    assert nameless(desktop.page) == []
    fill(desktop, whole, saffron)
    desktop.model.place_asked.emit(MORE[0], -1)
    desktop.settle()

    assert nameless(desktop.page) == []
    assert nameless(desktop.panel) == []


def test_every_field_of_the_form_has_its_input(desktop: Desktop) -> None:
    parts = (desktop.page, desktop.panel)
    editors = [editor for part in parts for editor in part.findChildren(Editor)]
    shown = {editor.field.name for editor in editors}

    assert {field.name for field in desktop.model.form.fields} <= shown


def test_all_of_it_stands_in_a_small_window_without_scrolling(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow, clipped: Look
) -> None:
    fill(
        desktop,
        {
            **whole,
            "trigger": ["injury_face_head_neck", "partner_always_present"],
            "children_in_household": 1,
            "perpetrator_relationship": "spouse",
            "their_words": "He reads every message.",
        },
        saffron,
    )

    assert desktop.scroll.verticalScrollBar().maximum() == 0
    assert clipped(desktop.page) == []
    assert clipped(desktop.panel) == []


@pytest.mark.parametrize(
    ("scale", "width"), [(2.0, 1366), (2.0, 1024), (1.5, 1366), (1.0, 1024), (1.0, 1920)]
)
def test_no_text_is_cut_off_at_any_size(
    desktop: Desktop,
    theme: Theme,
    whole: Mapping[str, Value],
    saffron: PersonRow,
    clipped: Look,
    scale: float,
    width: int,
) -> None:
    fill(desktop, {**whole, "trigger": ["injury_face_head_neck", "self_discharge"]}, saffron)
    desktop.model.place_asked.emit(MORE[0], -1)
    theme.scale_text(scale)
    desktop.window.resize(width, 900)
    desktop.settle()

    assert clipped(desktop.page) == []
    assert clipped(desktop.panel) == []
    assert cells_cut_off(desktop.page) == []
    assert desktop.scroll.horizontalScrollBar().maximum() == 0


def cells_cut_off(page: QWidget) -> list[str]:
    """Answers of four-state rows that their row does not show whole."""
    return [
        cell.accessibleName()
        for row in page.findChildren(FourStateRow)
        if row.isVisible()
        for cell in row.cells.values()
        if not row.rect().contains(QRect(cell.mapTo(row, QPoint(0, 0)), cell.size()))
    ]


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_page_is_drawn_in_every_theme(
    desktop: Desktop, theme: Theme, name: ThemeName, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    theme.use(name)
    desktop.settle()

    picture = desktop.window.grab().toImage()

    corner = desktop.page.mapTo(desktop.window, QPoint(4, 4))
    assert picture.pixelColor(corner) == theme.colour("surface")


def test_tab_goes_in_reading_order(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    theirs = [widget for widget in focusable_in(desktop.page) if widget.isVisible()]
    order = [name_of_block(desktop.page, widget) for widget in theirs]

    assert order == sorted(order)


def name_of_block(page: IdentifyPage, widget: QWidget) -> int:
    top = widget.mapTo(page, QPoint(0, 0)).y()
    left = widget.mapTo(page, QPoint(0, 0)).x()
    half = page.width() / 2
    row = 0 if top < 110 else 1 if top < 215 else 2 if top < 465 else 3
    return row * 10 + (int(left > half) if row in (1, 2) else 0)


def test_in_a_narrow_window_the_bar_stands_for_the_panel(
    qtbot: QtBot, desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    desktop.window.resize(1024, 688)
    desktop.settle()

    words = [each for each in focusable_in(desktop.page) if "next step" in spoken(each)]
    assert len(words) == 1
    with qtbot.waitSignal(desktop.page.panel_wanted):
        QTest.keyClick(words[0], Key.Key_Space)


def test_in_a_narrow_window_the_page_begins_at_the_person_and_ends_at_the_bar(
    desktop: Desktop,
) -> None:
    desktop.window.resize(1024, 688)
    desktop.settle()

    order = [spoken(each) for each in focusable_in(desktop.page)]

    assert order[0].startswith("Person")
    assert order[-1].startswith("Save record")


def test_what_cannot_wait_is_counted_on_the_bar_that_folds_the_rest_away(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    desktop.window.resize(1024, 688)
    fill(desktop, {**whole, "abuse_types": ["strangulation"]}, saffron)

    (words,) = [spoken(each) for each in focusable_in(desktop.page) if "step" in spoken(each)]
    assert words.endswith("next steps, 1 now")
