"""The page of a person: what is shown, by keys, at every breadth."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Look
from tests.ui.person.conftest import NOW, SUBJECT, ms
from ui.jobs import Jobs
from ui.person.page import PersonPage
from ui.person.page_parts import PersonParts
from ui.person.view_model import PersonCalls, PersonViewModel
from ui.person.whole_file import FileMark, WholeFile
from ui.theme.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.contact_banner import ContactRule, ContactSafety


class Shown:
    """The page with a file on it."""

    def __init__(self, theme: Theme, qtbot: QtBot, file: WholeFile) -> None:
        self.answer: Future[WholeFile] = Future()
        self.answer.set_result(file)
        calls = PersonCalls(
            load=lambda _subject: self.answer,
            mark=lambda _id, _reason: Future(),
            edit=lambda _record, _answers, _why: Future(),
            now=lambda: NOW,
            place_name=lambda _code: "Willowmere ED",
        )
        self.jobs = Jobs()
        self.model = PersonViewModel(calls, self.jobs)
        self.page = PersonPage(self.model, theme)
        for owned in (self.model, self.jobs):
            owned.setParent(self.page)
        qtbot.addWidget(self.page)
        self.page.resize(1282, 636)
        self.page.show()
        self.page.activateWindow()
        with qtbot.waitSignal(self.model.opened):
            self.model.open(SUBJECT)
        self.page.timeline.setFocus()


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot, file: WholeFile) -> Iterator[Shown]:
    yield Shown(theme, qtbot, file)


def test_safety_stands_above_everything(shown: Shown) -> None:
    assert shown.page.banner.y() == 0
    assert abs(shown.page.banner.height() - 54) <= 2
    said = shown.page.banner.accessibleName()
    assert said == "Safe contact: Not known. Treat every way as unsafe"


def test_at_twice_the_text_every_rule_of_contact_can_be_read(
    shown: Shown, theme: Theme, qtbot: QtBot, clipped: Look
) -> None:
    rules = ("Number, their own", "No text", "No voicemail", "Hide our number", "Say “it is Ann”")
    theme.scale_text(2.0)
    shown.page.resize(1366, 584)
    shown.page.banner.show_safety(
        ContactSafety(
            "safe", "Safe to ring now", "Until 12:00", tuple(ContactRule("phone", r) for r in rules)
        )
    )

    banner = shown.page.banner
    qtbot.waitUntil(lambda: banner.height() >= banner.heightForWidth(banner.width()))

    assert clipped(banner) == []
    assert shown.page.timeline.height() >= theme.px(52)


def test_larger_text_takes_nobody_away_from_her_sentence(
    shown: Shown, theme: Theme, qtbot: QtBot
) -> None:
    composer = QLineEdit()
    shown.page.hold_composer(composer)
    composer.show()
    composer.setFocus()

    theme.scale_text(2.0)
    shown.page.resize(1366, 584)

    assert shown.page.tabs.choice == "write"
    assert composer.isVisible()
    assert composer.hasFocus()


def test_the_columns_are_as_drawn(shown: Shown) -> None:
    assert abs(shown.page.facts.width() - 254) <= 2
    assert abs(shown.page.summary.width() - 318) <= 2


def test_what_is_known_of_the_person_stands_on_one_line(shown: Shown) -> None:
    assert "34, born 4 Mar 1992 · NHS 999 000 0018 · Ref Y-000G4" in texts(shown.page)


def test_both_versions_can_be_read_before_anyone_settles(shown: Shown) -> None:
    assert {"Not sure", "Yes", "Wren Pepperday, Sun 15:20"} <= set(texts(shown.page.summary))


def test_without_anything_to_say_there_is_no_summary(
    theme: Theme, qtbot: QtBot, file: WholeFile
) -> None:
    referral = file.page.items[1]
    page = type(file.page)(file.page.person, (referral,))

    shown = Shown(theme, qtbot, WholeFile(page, file.person, ()))

    assert not shown.page.summary.isVisible()


def test_enter_on_a_note_offers_correction_and_error(shown: Shown, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.page.timeline, Qt.Key.Key_Return)
    menu = shown.page.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Add a correction", "History", "Mark as entered in error"]

    with qtbot.waitSignal(shown.page.item_wanted) as wanted:
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert wanted.args == ["correction", shown.page.timeline.current_key]


def test_of_what_is_in_error_there_is_the_history_alone(shown: Shown, qtbot: QtBot) -> None:
    shown.model.choose_filter("errors")

    qtbot.keyClick(shown.page.timeline, Qt.Key.Key_Return)

    menu = shown.page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["History"]


def test_what_can_be_done_with_the_file_is_in_its_own_menu(shown: Shown, qtbot: QtBot) -> None:
    shown.page.head.menu_button.setFocus()
    qtbot.keyClick(shown.page.head.menu_button, Qt.Key.Key_Space)
    menu = shown.page.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == [
        "Edit person",
        "Refer",
        "Check how to reach them",
        "Add a child",
        "The other person, kept apart",
        "Add an injury",
        "Report by law: FGM under 18",
        "History of the file",
        "Who saw this file",
        "Keep a colleague out",
        "Mark sensitive",
        "Join with another file",
        "Give this file to somebody outside",
        "Copy reference",
    ]

    with qtbot.waitSignal(shown.page.file_wanted) as wanted:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert wanted.args == ["refer"]


def test_a_closed_file_shows_its_reference_and_how_to_open_it(
    theme: Theme, qtbot: QtBot, file: WholeFile
) -> None:
    person = replace(
        file.page.person, name="", date_of_birth=None, age=None, nhs_number="", is_closed=True
    )
    closed = WholeFile(
        type(file.page)(person, ()), file.person, (), FileMark(0, 1, may_unmark=False)
    )

    shown = Shown(theme, qtbot, closed)
    shown.page.take_focus()

    assert {"Sensitive file", "Ref Y-000G4"} <= set(texts(shown.page))
    assert "Tansy" not in " ".join(texts(shown.page))
    assert not shown.page.head.menu_button.isEnabled()
    with qtbot.waitSignal(shown.page.file_wanted) as wanted:
        qtbot.keyClick(shown.page.window().focusWidget(), Qt.Key.Key_Space)
    assert wanted.args == ["open"]


def test_while_glass_is_broken_the_head_says_until_when(
    theme: Theme, qtbot: QtBot, file: WholeFile
) -> None:
    mark = FileMark(ms(17, 12, 20), 1, may_unmark=False)

    shown = Shown(theme, qtbot, replace(file, mark=mark))

    chips = [chip.accessibleName() for chip in shown.page.head.findChildren(Chip)]
    assert "Open until 12:20, shown to your lead" in chips


def test_a_file_closes_by_itself_when_its_time_is_over(
    theme: Theme, qtbot: QtBot, file: WholeFile
) -> None:
    over = replace(file, mark=FileMark(ms(17, 9, 41), 1, may_unmark=False))
    shown = Shown(theme, qtbot, over)
    shown.answer = Future()

    with qtbot.waitSignal(shown.model.closed):
        shown.model.look_at_glass()

    assert shown.model.file is None
    assert "Tansy Bramblewick" not in texts(shown.page)


@pytest.mark.parametrize(("width", "scale"), [(940, 1.0), (1366, 2.0)])
def test_where_room_is_short_one_part_is_shown_at_a_time(
    shown: Shown, theme: Theme, width: int, scale: float
) -> None:
    theme.scale_text(scale)
    shown.page.resize(width, 636)
    assert not shown.page.facts.isVisible()

    shown.page.tabs.choose("facts")

    assert shown.page.facts.isVisible()
    assert not shown.page.timeline.isVisible()


def test_folded_the_composer_is_a_part_of_its_own(shown: Shown, theme: Theme, qtbot: QtBot) -> None:
    composer = QLineEdit()
    shown.page.hold_composer(composer)
    qtbot.waitUntil(composer.isVisible)
    theme.scale_text(2.0)
    shown.page.resize(1366, 636)
    assert not composer.isVisible()
    assert shown.page.timeline.isVisible()

    shown.page.show_composer()

    assert composer.isVisible()
    assert not shown.page.timeline.isVisible()


def test_folded_nothing_is_filtered_out_unseen(shown: Shown, theme: Theme) -> None:
    shown.model.choose_filter("errors")

    theme.scale_text(2.0)

    assert shown.model.filter == "all"
    assert len(shown.model.items) == 4


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_cut_off(shown: Shown, theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.scale_text(scale)
    shown.page.resize(1366, 636)

    for tab in ("notes", "facts", "summary"):
        shown.page.tabs.choose(tab)
        qtbot.waitUntil(lambda: cut_off(shown.page) == [])


def test_everything_reached_by_tab_has_a_spoken_name(shown: Shown) -> None:
    reached = [
        each
        for each in shown.page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert reached
    assert [each for each in reached if not spoken_name(each)] == []


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def cut_off(widget: QWidget) -> list[str]:
    labels = [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]
    return [label.text() for label in labels if is_cut(label)]


def is_cut(label: QLabel) -> bool:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    narrow = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    return narrow or needed > label.height() + 1


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def test_its_large_parts_are_made_before_it_each_in_a_step_of_its_own(
    theme: Theme, qtbot: QtBot, file: WholeFile
) -> None:
    shown = Shown(theme, qtbot, file)
    parts = PersonParts(shown.model, theme)

    steps = parts.grow()
    next(steps)
    assert "facts" in vars(parts)
    assert "head" not in vars(parts)
    assert len(list(steps)) == len(parts.order) - 1

    page = PersonPage(shown.model, theme, parts=parts, parent=shown.page)
    assert (page.facts, page.head, page.timeline) == (parts.facts, parts.head, parts.timeline)
