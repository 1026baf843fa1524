"""A sensitive file in the real window: closed, opened by keys, closed again; a lead's row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QRadioButton

from app.domain.people import PersonRow
from app.domain.worklist import Reason
from app.wiring.person.file_boxes import open_again
from app.wiring.person.page import PersonWiring
from storage.session import VaultSession
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from tests.colleagues import Colleague
from ui.boxes.ask_box import AskBox
from ui.frame.findings import FindingGroup
from ui.frame.overlay import open_overlays
from ui.person.menus import EDIT

CTRL = Qt.KeyboardModifier.ControlModifier
FILE = b"f" * 16
NAME = "Tansy Bramblewick"


@pytest.fixture
def closed(program: Program) -> Program:
    """Someone in whose vault a colleague's sensitive file has arrived."""
    program.unlock()

    def begin(session: VaultSession) -> None:
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, name=NAME, nhs_number="9990000026")
        lines = [{"label": "fact", "text": "Voice hoarse."}]
        linnet.writes(session, "note", {"form": "note/1", "lines": lines}, subject=FILE)
        linnet.marks(session, FILE)

    program.session.desk.vault.write(begin).result()
    return program


def said(program: Program) -> str:
    labels = program.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def person_of(program: Program) -> PersonWiring:
    return program.session.joined.person


def box_of(program: Program) -> AskBox:
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, AskBox)]
    return box


def open_with_a_reason(program: Program) -> None:
    """As a person does: the file, its one button, the reason, Ctrl+Enter."""
    model = person_of(program).model
    program.session.desk.file_wanted.emit(FILE)
    program.wait(lambda: model.is_closed)
    program.press(Qt.Key.Key_Space)
    program.wait(lambda: bool(open_overlays(program.window)))
    program.type("She is in bed C14")
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: model.page is not None and bool(model.page.items))


def test_a_closed_file_is_opened_by_keys_and_then_reads_as_any(closed: Program) -> None:
    closed.session.desk.file_wanted.emit(FILE)
    closed.wait(lambda: person_of(closed).model.is_closed)
    assert "Sensitive file" in said(closed)
    assert NAME not in said(closed)

    open_with_a_reason(closed)

    assert NAME in said(closed)
    assert person_of(closed).page.timeline.hasFocus()


def test_pressed_again_before_the_box_is_there_it_asks_once(closed: Program) -> None:
    closed.session.desk.file_wanted.emit(FILE)
    closed.wait(lambda: person_of(closed).model.is_closed)
    for _ in range(3):
        closed.press(Qt.Key.Key_Space)
    closed.wait(lambda: bool(open_overlays(closed.window)))
    closed.qtbot.wait(100)

    assert len(open_overlays(closed.window)) == 1
    box_of(closed).close_overlay()


def test_when_the_time_is_over_the_page_and_what_lies_over_it_close(
    closed: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with_a_reason(closed)
    person, desk = person_of(closed), closed.session.desk
    person.history.open(FILE, "")
    closed.wait(lambda: person.history.box is not None)
    later = desk.now() + timedelta(hours=3, minutes=1)
    person.model.calls = replace(person.model.calls, now=lambda: later)
    monkeypatch.setattr(desk.vault, "_clock", lambda: int(later.timestamp() * 1000))

    person.model.look_at_glass()

    assert open_overlays(closed.window) == []
    assert NAME not in said(closed)
    closed.wait(lambda: person.model.is_closed)
    assert NAME not in said(closed)


def test_a_box_with_its_details_does_not_come_back_over_a_closed_file(
    closed: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with_a_reason(closed)
    person, desk = person_of(closed), closed.session.desk
    person.edit()
    box = box_of(closed)
    closed.type(" Marrowby")
    box.close_overlay()
    closed.wait(lambda: bool(desk.read(lambda reading: reading.drafts()).result()))
    later = desk.now() + timedelta(hours=3, minutes=1)
    person.model.calls = replace(person.model.calls, now=lambda: later)
    monkeypatch.setattr(desk.vault, "_clock", lambda: int(later.timestamp() * 1000))
    person.model.look_at_glass()
    closed.wait(lambda: person.model.is_closed)

    open_again(person, EDIT, "")

    desk.read(lambda reading: reading.drafts()).result()
    closed.wait(lambda: True)
    assert open_overlays(closed.window) == []


def test_search_list_and_new_show_no_name(closed: Program) -> None:
    joined = closed.session.joined
    closed.window.show_place("people")  # type: ignore[attr-defined]
    closed.wait(lambda: joined.people.model.count == 1)
    closed.wait(lambda: joined.people.model.row(0) is not None)
    row = joined.people.model.row(0)
    assert row is not None
    assert row.title == "Sensitive file"
    matched: list[list[PersonRow]] = []
    groups: list[tuple[FindingGroup, ...]] = []
    joined.new.model.whom.matched.connect(matched.append)
    joined.finding.model.groups_changed.connect(groups.append)
    for words, found in (("Tansy", []), ("9990000026", ["Sensitive file"])):
        matched.clear()
        groups.clear()
        joined.new.model.whom.look_for(words)
        joined.finding.model.look_for(words)
        closed.wait(lambda: bool(matched and groups))
        assert [row.title for row in matched[-1]] == found
        assert [each.title for group in groups[-1][:-1] for each in group.findings] == found


def test_a_lead_looks_at_an_opening_on_today_and_it_goes(closed: Program) -> None:
    def break_glass(session: VaultSession) -> None:
        member = Colleague(session, "Tamsin Farthing", role="member")
        member.breaks_glass(session, FILE, "She rang from A&E")

    desk, today = closed.session.desk, closed.session.joined.today
    desk.vault.write(break_glass).result()
    today.model.refresh()
    closed.wait(lambda: today.model.counts[Reason.GLASS.value] == 1)
    (key,) = [row.key for group in today.model.groups for row in group.rows if "glass" in row.key]
    today.page.list.choose(key)
    closed.wait(lambda: "By Tamsin Farthing" in said(closed))
    assert NAME not in said(closed)

    today.act(key)
    box = box_of(closed)
    box.findChildren(QRadioButton)[1].setChecked(True)
    box.ask()

    closed.wait(lambda: today.model.counts[Reason.GLASS.value] == 0)


def test_a_file_of_ones_own_is_marked_from_its_menu(closed: Program) -> None:
    know_someone(closed, "Marigold Thistledown")
    page = person_of(closed).page
    page.open_file_actions()
    menu = page.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    menu.actions()[words.index("Mark sensitive")].trigger()
    menu.close()
    box = box_of(closed)
    closed.press(Qt.Key.Key_Down)
    closed.press(Qt.Key.Key_Tab)
    closed.type("Works on this ward")
    box.ask()

    closed.wait(lambda: person_of(closed).model.mark is not None)
    assert "Marigold Thistledown" in said(closed)


def test_where_nobody_is_kept_out_that_is_said(program: Program) -> None:
    program.unlock()
    subject = know_someone(program, NAME)
    told: list[str] = []
    program.session.desk.told.connect(told.append)

    person_of(program).keeping_out.let_in(subject)

    program.wait(lambda: told == ["Nobody is kept out of this file."])
