from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.filter_pills import Filter, FilterPills


@pytest.fixture
def pills(theme: Theme, show: Callable[[QWidget], QWidget]) -> FilterPills:
    pills = FilterPills(
        [Filter("all", "All", 9), Filter("overdue", "Overdue", 1), Filter("new", "New")], theme
    )
    show(pills)
    return pills


def test_the_first_pill_is_on_at_first(pills: FilterPills) -> None:
    assert pills.choice == "all"


def test_arrows_move_and_choose(qtbot: QtBot, pills: FilterPills) -> None:
    pills.pills["all"].setFocus()

    with qtbot.waitSignal(pills.chosen, timeout=1000) as told:
        qtbot.keyClick(pills.pills["all"], Qt.Key.Key_Right)

    assert told.args == ["overdue"]
    assert pills.choice == "overdue"


def test_a_pill_is_a_radio_button_with_its_count(pills: FilterPills) -> None:
    interface = QAccessible.queryAccessibleInterface(pills.pills["overdue"])

    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Overdue, 1"


def test_counts_follow_the_list(pills: FilterPills) -> None:
    pills.pills["overdue"].show_count(4)

    assert pills.pills["overdue"].accessibleName() == "Overdue, 4"


def test_pills_go_on_in_the_next_line_where_room_is_short(pills: FilterPills) -> None:
    pills.resize(120, 200)

    tops = {pill.y() for pill in pills.pills.values()}

    assert len(tops) > 1


def test_those_that_stand_close_need_less_room_for_the_same_words(theme: Theme) -> None:
    filters = [Filter(str(each), "Ask again", each) for each in range(3)]
    pills, close = FilterPills(filters, theme), FilterPills(filters, theme, close=True)

    assert close.sizeHint().width() < pills.sizeHint().width()
    assert close.pills["0"].height() == pills.pills["0"].height()
