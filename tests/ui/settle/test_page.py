"""The page Settle: what it shows, by keyboard alone, at every breadth, scale and theme."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clashes import Desk
from tests.ui.conftest import spoken_name
from tests.ui.settle.conftest import CONTACT, MINE, RISK, TEXT, Office, clash_of, settled_from
from ui.safety.event_watch import watch_events
from ui.settle.marked_text import MOST_SHOWN
from ui.settle.page import SettlePage
from ui.settle.paused import Paused
from ui.settle.view_model import SettleViewModel
from ui.theme.theme import Theme
from ui.theme.tokens import ThemeName

ALT = Qt.KeyboardModifier.AltModifier
MOST_MS = 16


@pytest.fixture
def page(
    model: SettleViewModel, theme: Theme, qtbot: QtBot, show: Callable[[QWidget], QWidget]
) -> Iterator[SettlePage]:
    page = SettlePage(model, theme)
    page.resize(1282, 636)
    model.open(TEXT.key)
    show(page)
    qtbot.waitUntil(lambda: model.compared is not None)
    yield page
    page.hide()


def put(model: SettleViewModel, office: Office, desk: Desk) -> None:
    """Let another desk be read, with nothing open."""
    office.desk, model.desk = desk, Desk()
    model.finish()
    model.refresh()


def texts(area: QWidget) -> list[str]:
    return [label.text() for label in area.findChildren(QLabel) if label.isVisible()]


def test_both_versions_stand_side_by_side_with_who_when_and_where(page: SettlePage) -> None:
    shown = texts(page)

    assert {"In your words", "You", "Linnet Marrowby", "3 differences"} <= set(shown)
    assert "Sorrel Thimblewood · Ref Y-EDSQ6 · NHS 999 000 0050" in shown
    left, right = page.detail.cards
    assert left.geometry().top() == right.geometry().top()
    assert left.geometry().right() < right.geometry().left()
    words = left.text.toPlainText()
    assert "weekdays" in words and words.count("\ufffc") == 1


def test_a_screen_reader_hears_who_wrote_what_and_where_they_differ(page: SettlePage) -> None:
    said = [spoken_name(card.text) for card in page.detail.cards]

    assert said[0].startswith("You, Mon 13:55, This PC: Ring between")
    assert "[only yours: weekdays]" in said[0]
    assert "[only Linnet Marrowby’s: Mondays and Thursdays]" in said[1]
    assert "[nothing here]" in said[1]
    roles = {QAccessible.queryAccessibleInterface(card.text).role() for card in page.detail.cards}
    assert roles == {QAccessible.Role.EditableText}


def test_nothing_that_takes_focus_is_nameless_or_clipped(
    page: SettlePage,
    nameless: Callable[[QWidget], list[str]],
    clipped: Callable[[QWidget], list[str]],
) -> None:
    assert nameless(page) == []
    assert clipped(page) == []


def test_alt_1_and_alt_2_use_a_side_wherever_the_focus_is(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    box = page.detail.third.findChild(QPlainTextEdit)
    assert box is not None
    box.setFocus()
    before = box.toPlainText()

    QTest.keyClick(box, Qt.Key.Key_2, ALT)

    qtbot.waitUntil(lambda: bool(office.settled))
    assert office.settled[0].change == TEXT.versions[1].change
    assert before.startswith("Ring")
    qtbot.waitUntil(lambda: model.key == CONTACT.key and model.compared is not None)
    page.list.setFocus()
    with qtbot.waitSignal(model.reason_wanted):
        QTest.keyClick(page.list, Qt.Key.Key_1, ALT)


def test_alt_3_keeps_both_and_goes_on(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    page.list.setFocus()

    QTest.keyClick(page.list, Qt.Key.Key_3, ALT)

    qtbot.waitUntil(lambda: model.key == CONTACT.key)
    assert office.settled == []
    assert page.list.current_key == CONTACT.key


def test_enter_goes_from_the_list_into_the_editor_and_what_is_typed_is_kept(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    box = page.detail.third.findChild(QPlainTextEdit)
    assert box is not None and box.hasFocus()

    QTest.keyClicks(box, " Wait.")

    assert str(model.third.value).endswith("hang up. Wait.")
    qtbot.waitUntil(lambda: bool(office.drafts))
    qtbot.waitUntil(lambda: "Kept 09:55:00" in texts(page))


def test_start_again_takes_back_what_was_typed(
    page: SettlePage, model: SettleViewModel, qtbot: QtBot
) -> None:
    box = page.detail.third.findChild(QPlainTextEdit)
    assert box is not None
    began = box.toPlainText()
    box.setPlainText("Other words")
    assert model.third.value == "Other words"

    page.detail.third.again.click()

    assert box.toPlainText() == began


def test_held_contact_says_what_all_versions_allow_and_shows_no_number(
    page: SettlePage, model: SettleViewModel, qtbot: QtBot
) -> None:
    model.open(CONTACT.key)
    qtbot.waitUntil(lambda: model.compared is not None)

    shown = " ".join(texts(page))

    assert "Calls are held until you settle this." in shown
    assert "the stricter parts of all: calls, Mondays 10:00 to 11:30, no voicemail" in shown
    whole = shown + " ".join(card.text.toPlainText() for card in page.detail.cards)
    assert "07700" not in whole
    assert not page.save_button.isVisible()


def test_the_higher_risk_is_shown_and_what_has_not_arrived_is_said(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    office.desk = Desk((replace(RISK, is_incomplete=True),))
    model.open(RISK.key)
    model.refresh()
    qtbot.waitUntil(lambda: page.detail.incomplete.isVisible())

    assert "Shown everywhere until you settle this: High." in texts(page)
    assert any("Not everything has arrived" in each for each in texts(page))


def test_that_it_was_settled_meanwhile_is_said_with_a_way_to_reopen(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    office.desk = Desk((CONTACT, RISK), (settled_from(TEXT),))
    model.refresh()

    qtbot.waitUntil(lambda: page.detail.notice.isVisible())
    assert not page.save_button.isEnabled()
    assert not page.detail.cards[0].button.isEnabled()
    page.detail.reopen_button.click()
    assert office.reopened == [settled_from(TEXT)]


def test_with_nothing_to_settle_it_says_so(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    put(model, office, Desk())

    qtbot.waitUntil(lambda: "There is nothing to settle." in texts(page))
    assert not page.save_button.isVisible()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "scale"), [(948, 1.0), (1282, 2.0), (1836, 1.0), (700, 1.5)])
def test_no_word_is_cut_at_any_breadth_scale_or_theme(
    page: SettlePage,
    model: SettleViewModel,
    theme: Theme,
    clipped: Callable[[QWidget], list[str]],
    qtbot: QtBot,
    name: ThemeName,
    width: int,
    scale: float,
) -> None:
    theme.use(name)
    theme.scale_text(scale)
    page.resize(width, 636)
    qtbot.wait(50)

    assert clipped(page.detail) == []
    assert clipped(page) == []
    if width / scale < 1200:
        assert page.list_button.isVisible() and not page.list.isVisible()
        page.list_button.click()
        assert page.list.isVisible() and page.list.hasFocus()
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        assert not page.list.isVisible() and page.detail.isVisible()
    else:
        assert page.list.isVisible()


def test_five_hundred_clashes_never_hold_the_screen_up(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    many = [
        clash_of("free_text", MINE, f"{MINE} {number}", record=number.to_bytes(16, "big"))
        for number in range(500)
    ]
    put(model, office, Desk(tuple(many)))
    qtbot.waitUntil(lambda: len(model.desk.clashes) == 500 and model.compared is not None)
    quickest: dict[str, float] = {}  # of this thread alone: the PC has other work

    def timed(what: str, act: Callable[[], object]) -> None:
        began = time.thread_time()
        act()
        quickest[what] = min(quickest.get(what, 1e9), (time.thread_time() - began) * 1000)

    for _ in range(5):
        timed("list", page.show_list)
        timed("open", lambda: model.open(many[400].key))
        qtbot.waitUntil(lambda: model.compared is not None)
        timed("choose", lambda: page.list.choose(many[0].key))
        qtbot.waitUntil(lambda: model.compared is not None)
        timed("paint", page.list.viewport().repaint)

    assert {what: ms for what, ms in quickest.items() if ms > MOST_MS} == {}


def test_a_very_long_text_is_shown_in_part_and_says_so(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    long = "word " * 60_000
    put(model, office, Desk((clash_of("free_text", long, f"{long} end"),)))
    qtbot.waitUntil(lambda: model.compared is not None)

    words = page.detail.cards[1].text.toPlainText()

    assert len(words) < MOST_SHOWN
    assert words.startswith("word word") and " … " in words and words.endswith("end")
    box = page.detail.third.findChild(QPlainTextEdit)
    assert box is not None and box.toPlainText() == ""
    other = clash_of("free_text", "a " * 9_000, "b " * 9_000)
    put(model, office, Desk((other,)))
    qtbot.waitUntil(lambda: model.compared is not None)
    assert "stands on the file" in page.detail.cards[0].text.toPlainText()


def test_many_clashes_that_wait_for_a_word_are_said_with_what_is_safe(
    page: SettlePage, theme: Theme, qtbot: QtBot, model: SettleViewModel
) -> None:
    assert not page.paused.isVisible()
    paused = Paused()
    other = SettlePage(model, theme, paused=paused)
    qtbot.addWidget(other)
    other.show()

    paused.show_count(51)

    said = " ".join(texts(other.paused))
    assert "51 more would clash at once" in said
    assert "nothing is lost" in said
    with qtbot.waitSignal(paused.wanted):
        other.paused.button.click()
    paused.show_count(0)
    assert not other.paused.isVisible()
    other.hide()
    paused.deleteLater()


def test_what_waits_when_the_page_is_made_comes_up_in_no_window_of_its_own(
    qtbot: QtBot, model: SettleViewModel, theme: Theme
) -> None:
    paused = Paused()
    paused.show_count(51)
    windows: list[QObject] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def look(shown: QObject, _event: QEvent) -> bool:
        windows.extend([shown] if shown.isWidgetType() else [])
        return False

    watch_events(application, paused, {QEvent.Type.Show}, look)

    page = SettlePage(model, theme, paused=paused)
    qtbot.addWidget(page)

    assert windows == []
    page.show()
    assert page.paused.isVisible() and page in windows
