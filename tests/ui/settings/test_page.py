"""The page Settings: one section at a time, by keys."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Look, Show
from ui.boxes.column_area import ColumnArea
from ui.frame.focus_order import focusable_in
from ui.settings.page import SettingsPage
from ui.settings.section import Cards, Section, SettingCard
from ui.theme.theme import Theme


@pytest.fixture
def page(theme: Theme, show: Show) -> SettingsPage:
    def cards(key: str) -> Cards:
        return Cards(theme, SettingCard(f"About {key}", "Words. " * 40, theme))

    keys = ("pc", "cover", "about")
    sections = [Section(key, key.title(), partial(cards, key)) for key in keys]
    page = SettingsPage(sections, theme)
    page.resize(1282, 636)
    show(page)
    return page


def headings(page: SettingsPage) -> list[str]:
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return [text for text in texts if text.startswith("About ")]


def test_the_first_section_shows_first(page: SettingsPage) -> None:
    assert (page.section, headings(page)) == ("pc", ["About pc"])


def test_an_arrow_goes_to_the_next_section(page: SettingsPage, qtbot: QtBot) -> None:
    page.setFocus()
    qtbot.keyClick(page.pills.pills["pc"], Qt.Key.Key_Right)

    assert (page.section, headings(page)) == ("cover", ["About cover"])


def test_a_section_can_be_asked_for(page: SettingsPage) -> None:
    page.show_section("about")

    assert headings(page) == ["About about"]


def test_the_focus_comes_to_the_section_that_is_shown(page: SettingsPage) -> None:
    page.show_section("about")
    page.setFocus()

    assert page.pills.pills["about"].hasFocus()


def test_words_fit_also_in_a_narrow_window_with_large_text(
    page: SettingsPage, theme: Theme, clipped: Look
) -> None:
    theme.scale_text(2.0)
    page.resize(640, 480)

    assert clipped(page) == []


def test_a_section_is_made_when_it_is_first_chosen_and_only_then(page: SettingsPage) -> None:
    assert len(page.findChildren(Cards)) == 1

    for key in ("cover", "pc", "cover"):
        page.show_section(key)

    assert len(page.findChildren(Cards)) == 2
    assert headings(page) == ["About cover"]


def test_tab_stops_at_a_section_only_where_it_scrolls(page: SettingsPage, qtbot: QtBot) -> None:
    area = page.findChild(ColumnArea)
    assert area not in focusable_in(page)

    page.resize(640, 120)

    qtbot.waitUntil(lambda: area in focusable_in(page))
