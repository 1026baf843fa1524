"""A page New that is asked for before all of it is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.forms.directory import shipped_directory
from tests.ui.identify.desktop import Show, spoken
from ui.forms.block import Block
from ui.forms.editor import Editor
from ui.forms.four_state import FourStateRow
from ui.forms.labelled import Labelled
from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.identify.blocks import HARKS
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.identify.view_model import IdentifyViewModel
from ui.theme.theme import Theme
from ui.turns import Steps, Turns


def test_a_page_reached_before_it_is_whole_takes_a_name_at_once(
    theme: Theme, show: Show, model: IdentifyViewModel, qtbot: QtBot
) -> None:
    page, turns = IdentifyPage(model, shipped_directory(training=True).sites, theme), Turns()
    place = Place("new", "New", "new", 1, lambda: page, lambda: IdentifyPanel(model, theme))
    window = MainWindow([place], theme, who="Wren Pepperday", training=True, turns=turns)
    window.resize(1366, 688)
    show(window)
    assert not page.growth.is_done

    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    top = line.mapTo(page, QPoint(0, 0)).y()
    qtbot.keyClicks(line, "Haz")
    qtbot.waitUntil(lambda: page.growth.is_done)
    assert abs(line.mapTo(page, QPoint(0, 0)).y() - top) < 20

    assert QApplication.focusWidget() is line
    assert line.text() == "Haz"
    assert len(page.findChildren(FourStateRow)) == len(HARKS)


def test_a_refused_save_shows_on_a_page_that_was_not_whole(
    theme: Theme, model: IdentifyViewModel, qtbot: QtBot
) -> None:
    page = IdentifyPage(model, shipped_directory(training=True).sites, theme)
    qtbot.addWidget(page)

    model.save()

    assert page.growth.is_done
    problems = [each.problem() for each in page.findChildren(Labelled)]
    assert any(problems)


def test_a_draft_goes_to_its_place_on_a_page_that_was_folded(
    theme: Theme, show: Show, model: IdentifyViewModel
) -> None:
    page, turns = IdentifyPage(model, shipped_directory(training=True).sites, theme), Turns()
    first = Place("first", "First", "today", 1, QLineEdit)
    place = Place("new", "New", "new", 2, lambda: page, lambda: IdentifyPanel(model, theme))
    window = MainWindow([first, place], theme, who="Wren Pepperday", training=True, turns=turns)
    window.resize(1366, 688)
    show(window)
    Steps(window.pages.prepare()).finish()
    window.show_place("new")

    model.place_asked.emit("immediate_danger", -1)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert "danger" in spoken(focused).lower()
    assert all(block.isVisible() for block in page.findChildren(Block))


@pytest.mark.parametrize("name", ["their_words", "hark_k", "abuse_time", "specialist_referral"])
def test_a_draft_goes_to_its_place_on_a_page_that_was_not_whole(
    theme: Theme, show: Show, model: IdentifyViewModel, name: str
) -> None:
    page, turns = IdentifyPage(model, shipped_directory(training=True).sites, theme), Turns()
    place = Place("new", "New", "new", 1, lambda: page, lambda: IdentifyPanel(model, theme))
    window = MainWindow([place], theme, who="Wren Pepperday", training=True, turns=turns)
    window.resize(1366, 688)
    show(window)
    while not page.isVisible():
        QApplication.processEvents()
    model.set_answer("seen_alone", "yes")
    model.set_answer("interpreter", "not_needed")
    page.growth.step()

    model.place_asked.emit(name, -1)

    editors = {each.field.name: each for each in page.findChildren(Editor)}
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is editors[name].entry() or editors[name].isAncestorOf(focused)
    turns.stop()
