from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.forms.directory import shipped_directory
from ui.forms.block import Block
from ui.forms.editor import Editor
from ui.forms.four_state import FourStateRow
from ui.forms.labelled import Labelled
from ui.frame.focus_order import focusable_in
from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.frame.shortcuts import Shortcuts
from ui.identify.blocks import HARKS, MORE
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.identify.view_model import REMEMBERED, IdentifyViewModel
from ui.theme.theme import Theme
from ui.theme.tokens import THEME_NAMES, ThemeName
from ui.turns import Steps, Turns

if TYPE_CHECKING:
    from tests.ui.identify.conftest import Desk

Key = Qt.Key
Show = Callable[[QWidget], QWidget]
Look = Callable[[QWidget], list[str]]


class Desktop:
    """The page and its panel in the real frame, and a count of the keys pressed."""

    def __init__(self, model: IdentifyViewModel, theme: Theme, show: Show) -> None:
        self.model = model
        self.page = IdentifyPage(model, shipped_directory(training=True).sites, theme)
        self.panel = IdentifyPanel(model, theme)
        page, panel = lambda: self.page, lambda: self.panel
        place = Place("new", "New", "new", 2, page, panel, heading="New record")
        self.window = MainWindow([place], theme, who="Wren Pepperday", training=True)
        Shortcuts(self.window, {"main_action": model.save, "undo": model.undo})
        self.window.resize(1366, 688)
        show(self.window)
        self.pressed = 0

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            for each in key if isinstance(key, str) else (None,):
                focused = QApplication.focusWidget()
                assert focused is not None
                self.pressed += 1
                if each is None:
                    assert not isinstance(key, str)
                    QTest.keyClick(focused, key)
                else:
                    QTest.keyClicks(focused, each)

    def save(self) -> None:
        """The page's key for its main action."""
        self.pressed += 1
        QTest.keyClick(self.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def settle(self) -> None:
        for _ in range(4):
            QCoreApplication.processEvents()

    def focus(self) -> str:
        focused = QApplication.focusWidget()
        return "" if focused is None else spoken(focused)

    @property
    def scroll(self) -> QScrollArea:
        area = self.page.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        return area


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.fixture
def desktop(model: IdentifyViewModel, theme: Theme, show: Show) -> Iterator[Desktop]:
    made = Desktop(model, theme, show)
    yield made
    model.stop()


def fill(desktop: Desktop, answers: Mapping[str, Value], person: PersonRow) -> None:
    desktop.model.whom.take(person)
    for name, value in answers.items():
        desktop.model.set_answer(name, value)
    desktop.settle()


def test_an_identification_is_filled_and_saved_by_keys_alone(
    qtbot: QtBot, desktop: Desktop, desk: Desk
) -> None:
    model, press = desktop.model, desktop.press
    assert desktop.focus() == "Person"

    press("saf", Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.focus().startswith("Saffron Tidewell, 29."))
    press(Key.Key_Return)
    assert desktop.focus().startswith("Seen alone")
    press("yn")
    press("s", "face", Key.Key_Return, "stays", Key.Key_Return, Key.Key_Return)
    press("yydnn")
    press("nc", Key.Key_Return, Key.Key_Tab, "1", Key.Key_Tab, Key.Key_Tab)
    press("h", Key.Key_Return, "u")
    press("a", "yyn", "s", Key.Key_Return)
    press("He reads it all")
    desktop.save()
    assert desktop.focus().startswith("Safeguarding")
    press("n", Key.Key_Return)
    with qtbot.waitSignal(model.saved):
        desktop.save()

    (record,) = desk.saved
    assert record.subject == desk.people[0].subject
    answers = dict(record.answers)
    assert [answers[name] for name in HARKS] == ["yes", "yes", "declined", "no", "no"]
    assert answers["trigger"] == ["injury_face_head_neck", "partner_always_present"]
    assert answers["how_arose"] == "asked_on_trigger"
    assert answers["children_in_household"] == 1
    assert answers["perpetrator_relationship"] == "spouse"
    assert answers["consent_scope"] == {"service_team": "yes", "gp": "yes", "police": "no"}
    assert answers["specialist_referral"] == "accepted"
    assert answers["info_given"] == "verbal"
    assert answers["their_words"] == "He reads it all"
    assert answers["safeguarding_action"] == "none_needed"
    typed = len("saf" + "He reads it all")
    beside = desktop.pressed - typed
    print(f"\nkeys for a full identification: {beside}, and {typed} letters")  # noqa: T201
    assert beside <= 45


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


def test_the_gate_holds_the_questions_back_and_tab_passes_them_over(
    desktop: Desktop, saffron: PersonRow
) -> None:
    desktop.model.whom.take(saffron)
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.set_answer("interpreter", "family_used_in_error")
    desktop.settle()

    rows = desktop.page.findChildren(FourStateRow)
    assert [row.held_because for row in rows] == ["Never ask through family"] * 5
    tab_stops = focusable_in(desktop.page)
    assert not [row for row in rows if any(cell in tab_stops for cell in row.cells.values())]


def test_answers_given_before_stay_in_sight_and_save_leads_to_them(
    desktop: Desktop, desk: Desk, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    desktop.model.set_answer("seen_alone", "no")
    desktop.model.save()
    desktop.settle()

    row = desktop.page.findChildren(FourStateRow)[0]
    assert row.answer() == "yes"
    assert row.cells["yes"].isVisible()
    assert row.has_problem()
    assert desktop.focus() == "H, Put down or humiliated: Yes"
    assert desk.saved == []

    desktop.press(Key.Key_Delete)
    assert desktop.model.answer("hark_h") is None


def spoken_names(page: IdentifyPage) -> set[str]:
    return {each.accessibleName() for each in page.findChildren(QWidget)}


def test_a_section_with_something_wrong_in_it_is_not_done(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, whole, saffron)
    assert "1, Who and where, done" in spoken_names(desktop.page)

    desktop.model.set_answer("identified_at", "mid")
    desktop.model.save()

    assert "1, Who and where, done" not in spoken_names(desktop.page)


def test_a_problem_under_more_opens_it(
    desktop: Desktop, whole: Mapping[str, Value], saffron: PersonRow
) -> None:
    fill(desktop, {**whole, "ask_again_on": "some day"}, saffron)
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    assert not editors["ask_again_on"].isVisible()

    desktop.model.save()
    desktop.settle()

    assert editors["ask_again_on"].isVisible()
    assert editors["ask_again_on"].entry().hasFocus()
    assert "Not a date" in editors["ask_again_on"].entry().accessibleDescription()


def test_undo_by_key_brings_an_answer_back(desktop: Desktop) -> None:
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.place_asked.emit("seen_alone", -1)
    desktop.press("n")
    assert desktop.model.answer("seen_alone") == "no"

    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desktop.model.answer("seen_alone") == "yes"
    assert desktop.focus() == "Seen alone: Yes"


def test_the_draft_keeps_the_place_and_comes_back_to_it(
    qtbot: QtBot, desktop: Desktop, desk: Desk
) -> None:
    desktop.model.place_asked.emit("their_words", -1)
    with qtbot.waitSignal(desktop.model.draft_kept, timeout=1000):
        desktop.press("He said no")
    (draft,) = desk.drafts.values()
    assert draft.place == "their_words:10"

    desktop.model.start_anew()
    desktop.model.resume(draft)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert spoken(focused) == "In their words"
    assert desktop.model.answer("their_words") == "He said no"


def test_the_kinds_of_abuse_open_under_its_time(desktop: Desktop) -> None:
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    assert not editors["abuse_types"].isVisible()

    desktop.model.set_answer("abuse_time", "current")

    assert editors["abuse_types"].isVisible()


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


def test_f1_tells_what_the_questions_can_show(desktop: Desktop) -> None:
    desktop.model.set_answer("seen_alone", "yes")
    desktop.model.set_answer("interpreter", "not_needed")
    desktop.model.place_asked.emit("hark_h", -1)

    desktop.press(Key.Key_F1)

    told = [
        each
        for each in desktop.page.findChildren(QWidget)
        if "1 in 5" in getattr(each, "text", lambda: "")()
    ]
    assert len(told) == 1
    assert told[0].isVisible()
    desktop.press(Key.Key_F1)
    assert not told[0].isVisible()


def test_it_says_filled_in_only_while_something_was(desktop: Desktop) -> None:
    def is_said() -> bool:
        texts = [getattr(each, "text", str)() for each in desktop.page.findChildren(QWidget)]
        return "filled in from last time on this PC" in texts

    assert is_said()

    for name in REMEMBERED:
        desktop.model.set_answer(name, None)
    assert not is_said()

    desktop.model.start_anew()
    assert is_said()


@pytest.mark.parametrize("name", ["unborn_edd", "ask_again_on"])
def test_how_a_day_is_written_is_shown_whole(desktop: Desktop, name: str) -> None:
    desktop.model.place_asked.emit(MORE[0], -1)
    desktop.settle()
    editors = {editor.field.name: editor for editor in desktop.page.findChildren(Editor)}
    line = editors[name].entry()

    assert isinstance(line, QLineEdit)
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert line.contentsRect().width() >= words + 8


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
