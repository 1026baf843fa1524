from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.forms import library
from ui.forms.chips_input import ChipsInput
from ui.frame.focus_ring import FocusRing
from ui.frame.main_window import MainWindow
from ui.theme.theme import Theme


@pytest.fixture
def ring(window: MainWindow) -> FocusRing:
    return window.findChild(FocusRing)


def _around(window: MainWindow, widget: QWidget) -> QRect:
    corner = widget.mapTo(window, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-4, -4, 4, 4)


def test_the_ring_stands_two_pixels_off_what_has_focus(window: MainWindow, ring: FocusRing) -> None:
    window.top_bar.lock_button.setFocus()

    assert ring.isVisible()
    assert ring.geometry() == _around(window, window.top_bar.lock_button)


def test_the_ring_follows_when_its_widget_moves(window: MainWindow, ring: FocusRing) -> None:
    window.top_bar.lock_button.setFocus()

    window.resize(1250, 688)

    assert ring.geometry() == _around(window, window.top_bar.lock_button)


def test_widgets_that_draw_their_own_get_no_ring(window: MainWindow, ring: FocusRing) -> None:
    window.top_bar.lock_button.setFocus()

    window.rail.items["today"].setFocus()

    assert ring.followed is None
    assert ring.isHidden()


def test_the_ring_goes_round_the_box_of_a_line_without_an_edge(
    window: MainWindow, ring: FocusRing, theme: Theme
) -> None:
    signs = library.latest("identification").field("trigger")
    assert signs is not None
    box = ChipsInput(signs, theme)
    box.setParent(window.body)
    box.setGeometry(40, 40, 300, 36)
    box.show()

    box.entry().setFocus()

    assert ring.geometry() == _around(window, box)


def test_the_ring_goes_when_its_widget_goes(
    window: MainWindow, ring: FocusRing, qtbot: QtBot
) -> None:
    field = QLineEdit(window.body)
    field.show()
    field.setFocus()
    assert ring.followed is field

    shiboken6.delete(field)

    assert ring.isHidden()
    window.top_bar.lock_button.setFocus()
    assert ring.isVisible()


def test_the_ring_is_seen_in_its_token(window: MainWindow, ring: FocusRing, theme: Theme) -> None:
    window.top_bar.lock_button.setFocus()

    image = window.grab().toImage()
    area = ring.geometry()

    assert image.pixelColor(area.center().x(), area.top()) == theme.colour("focus")


def test_the_ring_is_cut_off_where_its_widget_is_scrolled_away(
    window: MainWindow, ring: FocusRing, theme: Theme
) -> None:
    area = QScrollArea(window.body)
    content = QWidget()
    rows = QVBoxLayout(content)
    fields = [QLineEdit() for _ in range(40)]
    for field in fields:
        rows.addWidget(field)
    area.setWidget(content)
    area.setGeometry(0, 100, 400, 200)
    area.show()
    fields[0].setFocus()

    area.verticalScrollBar().setValue(400)

    corner = area.mapTo(window, QPoint(0, 0))
    image = window.grab().toImage()
    above = [image.pixelColor(corner.x() + 100, y) for y in range(52, corner.y())]
    assert theme.colour("focus") not in above
