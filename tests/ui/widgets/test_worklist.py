from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.clock_ring import Clock
from ui.widgets.worklist import Worklist
from ui.widgets.worklist_delegate import fitted
from ui.widgets.worklist_rows import ContactLine, WorkGroup, WorkRow

LONG = "Aurelia-Philippa Constantinopoulou-Wolstenholme de la Fontaine-Bramblewick"
Show = Callable[[QWidget], QWidget]

TANSY = WorkRow(
    "tansy",
    Clock("over", "2 h 10 m", "over time"),
    "Tansy Bramblewick",
    "First contact",
    "One try so far, no answer",
    ContactLine("phone", "Safe now", "until 11:30", "ok"),
    "high",
    "Log contact",
)
CLOVER = WorkRow("clover", Clock("soon", "6 h 05 m", "left", 0.1), "Clover Fennimore")
GROUPS = (WorkGroup("Overdue", (TANSY,)), WorkGroup("Empty", ()), WorkGroup("Later", (CLOVER,)))


@pytest.fixture
def worklist(theme: Theme, show: Show) -> Worklist:
    worklist = Worklist("What needs you", theme)
    worklist.resize(929, 600)
    worklist.window().setMinimumWidth(929)
    show(worklist)
    worklist.show_groups(GROUPS)
    worklist.setFocus()
    return worklist


def test_a_row_is_read_as_one_sentence(worklist: Worklist) -> None:
    interface = QAccessible.queryAccessibleInterface(worklist)

    rows = [interface.child(number) for number in range(interface.childCount())]
    names = [row.text(QAccessible.Text.Name) for row in rows]

    assert interface.text(QAccessible.Text.Name) == "What needs you"
    assert names == [
        "Overdue, 1 item",
        "Tansy Bramblewick, First contact. 2 h 10 m over time. One try so far, no answer. "
        "Safe now until 11:30. Risk high. Press Enter to log contact",
        "Later, 1 item",
        "Clover Fennimore. 6 h 05 m left",
    ]


def test_arrows_step_over_the_heads(qtbot: QtBot, worklist: Worklist) -> None:
    assert worklist.current_key == "tansy"

    qtbot.keyClick(worklist, Qt.Key.Key_Down)
    assert worklist.current_key == "clover"

    qtbot.keyClick(worklist, Qt.Key.Key_Up)
    assert worklist.current_key == "tansy"


def test_enter_acts_o_opens_and_space_previews(qtbot: QtBot, worklist: Worklist) -> None:
    for key, signal in (
        (Qt.Key.Key_Return, worklist.acted),
        (Qt.Key.Key_Enter, worklist.acted),
        (Qt.Key.Key_O, worklist.opened),
        (Qt.Key.Key_Space, worklist.previewed),
    ):
        with qtbot.waitSignal(signal, timeout=1000) as told:
            qtbot.keyClick(worklist, key)
        assert told.args == ["tansy"]


def test_no_letter_of_a_word_acts_and_no_enter_behind_it(qtbot: QtBot, worklist: Worklist) -> None:
    acts = (worklist.opened, worklist.logged, worklist.passed_on)
    heard: list[str] = []
    for signal in (*acts, worklist.acted, worklist.previewed):
        signal.connect(heard.append)

    qtbot.keyClicks(worklist, "hello lo")
    qtbot.keyClick(worklist, Qt.Key.Key_Return)
    with qtbot.waitSignal(worklist.lone.word_over, timeout=5000):
        qtbot.keyClicks(worklist, "l")
    assert heard == []

    with qtbot.waitSignal(worklist.logged, timeout=5000):
        qtbot.keyClick(worklist, Qt.Key.Key_L)
    qtbot.keyClick(worklist, Qt.Key.Key_Return)
    assert heard == ["tansy", "tansy"]


def test_a_letter_does_not_act_once_the_list_is_left(qtbot: QtBot, worklist: Worklist) -> None:
    qtbot.keyClick(worklist, Qt.Key.Key_L)
    worklist.clearFocus()

    with qtbot.assertNotEmitted(worklist.logged), qtbot.waitSignal(worklist.lone.word_over):
        pass


def test_a_key_that_is_held_down_acts_once(qtbot: QtBot, worklist: Worklist) -> None:
    again = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier, "l", autorep=True
    )

    with qtbot.waitSignal(worklist.logged, timeout=5000) as told:
        qtbot.keyClick(worklist, Qt.Key.Key_L)
        worklist.keyPressEvent(again)

    assert told.args == ["tansy"]


def test_other_letters_do_not_jump(qtbot: QtBot, worklist: Worklist) -> None:
    qtbot.keyClick(worklist, Qt.Key.Key_C)

    assert worklist.current_key == "tansy"


def test_a_press_on_the_button_of_a_row_acts(qtbot: QtBot, worklist: Worklist) -> None:
    row = worklist.visualRect(worklist.model().index(1, 0))

    with qtbot.waitSignal(worklist.acted, timeout=1000):
        qtbot.mouseClick(
            worklist.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(860, row.center().y())
        )


def test_a_press_elsewhere_only_chooses(qtbot: QtBot, worklist: Worklist) -> None:
    row = worklist.visualRect(worklist.model().index(3, 0))

    with qtbot.assertNotEmitted(worklist.acted):
        qtbot.mouseClick(
            worklist.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(860, row.center().y())
        )

    assert worklist.current_key == "clover"


def test_rows_and_heads_have_the_heights_of_the_design(worklist: Worklist) -> None:
    heights = [worklist.visualRect(worklist.model().index(row, 0)).height() for row in range(4)]

    assert heights == [28, 52, 28, 52]


def test_heights_follow_the_text_scale(worklist: Worklist, theme: Theme, qtbot: QtBot) -> None:
    theme.scale_text(2.0)

    def stacked() -> None:
        assert worklist.visualRect(worklist.model().index(0, 0)).height() == 56
        assert worklist.visualRect(worklist.model().index(1, 0)).height() > 104

    qtbot.waitUntil(stacked)


def test_the_current_row_stays_when_the_list_is_shown_anew(
    qtbot: QtBot, worklist: Worklist
) -> None:
    qtbot.keyClick(worklist, Qt.Key.Key_Down)

    worklist.show_groups((WorkGroup("Later", (CLOVER, TANSY)),))

    assert worklist.current_key == "clover"


def test_a_row_that_is_gone_gives_way_to_the_first(worklist: Worklist) -> None:
    worklist.show_groups((WorkGroup("Later", (CLOVER,)),))

    assert worklist.current_key == "clover"


def test_the_chosen_row_is_tinted_and_ringed(worklist: Worklist, theme: Theme) -> None:
    row = worklist.visualRect(worklist.model().index(1, 0))
    image = worklist.viewport().grab().toImage()

    assert image.pixelColor(500, row.top()) == theme.colour("focus")
    assert image.pixelColor(500, row.top() + 3) == theme.colour("selected")


def test_the_same_rows_again_are_not_laid_out_and_one_in_their_place_is_told(
    worklist: Worklist,
) -> None:
    laid_out: list[object] = []
    worklist.model().modelReset.connect(lambda: laid_out.append(1))
    told: list[str] = []
    worklist.current_changed.connect(told.append)

    worklist.show_groups((WorkGroup("Later", (CLOVER,)),))
    laid_out.clear()
    told.clear()
    worklist.show_groups((WorkGroup("Later", (CLOVER,)),))
    assert (laid_out, told) == ([], [])

    worklist.show_groups((WorkGroup("Later", (TANSY,)),))
    assert laid_out == []
    assert told == [TANSY.key]


def test_a_long_name_gives_way_to_what_the_row_is_about(theme: Theme) -> None:
    row = replace(TANSY, name=LONG, matter="Immediate danger")

    (_, _, strong, name), _, (matter, _, plain, room) = fitted(row, theme, 330)

    assert plain.cut(matter, room)[0] == "Immediate danger"
    assert name >= 165
    assert strong.cut(LONG, name)[0].endswith("…")


def test_a_short_name_leaves_the_rest_of_the_line(theme: Theme) -> None:
    (name, _, strong, room), _, (_, _, _, rest) = fitted(TANSY, theme, 330)

    assert strong.cut(name, room)[0] == "Tansy Bramblewick"
    assert rest > 150
