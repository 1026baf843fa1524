"""A file of the team moves into a space for named people, and a new one begins there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QRadioButton

from app.usecases.recording import record
from app.wiring.person.moved_files import move_file
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone, record_someone
from tests.app.wiring.sync.desktops import open_boxes, set_up
from tests.sync.conftest import RunningService
from ui.composer.composer import Composer
from ui.identify.whom import Space


@pytest.fixture
def wren(service: RunningService, desktop_of: Callable[[str], Program]) -> Program:
    """Her desktop, with a team's space and another beside it."""
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    team = wren.session.joined.sync.team
    wren.wait(lambda: team.model.space is not None)
    team.do("new_space")
    (box,) = open_boxes(wren)
    box.fields["title"].editor.setText("Case 12")  # type: ignore[attr-defined]
    box.ask()
    wren.wait(lambda: len(team.model.facts.spaces) == 2)
    wren.wait(lambda: not open_boxes(wren))  # no key goes to the window before
    return wren


def test_a_file_moves_and_opens_again_with_the_mark_of_its_space(wren: Program) -> None:
    joined = wren.session.joined
    record_someone(wren, "Tansy Bramblewick")
    person = joined.person
    wren.wait(lambda: person.model.file is not None)
    old = person.model.subject
    assert person.model.may_move and person.model.page is not None
    assert person.model.page.person.apart == ""

    person.move()
    (box,) = open_boxes(wren)
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "stays in its history" in said and "Read by you alone so far" in said
    (target,) = box.findChildren(QRadioButton)
    assert (target.text(), target.isChecked()) == ("Case 12", True)
    box.ask()

    wren.wait(lambda: person.model.subject not in (None, old))
    wren.wait(lambda: person.model.page is not None)
    page = person.model.page
    assert page is not None
    assert (page.person.name, page.person.apart) == ("Tansy Bramblewick", "Case 12")


def test_the_note_that_is_being_written_goes_with_the_file_and_can_be_signed_there(
    wren: Program,
) -> None:
    person = wren.session.joined.person
    old = record_someone(wren, "Tansy Bramblewick")
    wren.wait(lambda: bool(wren.window.findChildren(Composer)))
    _composer(wren).enter()
    wren.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    wren.type("A bed is kept until Friday.")
    person.composing.keep_now()

    person.move()
    (box,) = open_boxes(wren)
    box.ask()
    wren.wait(lambda: person.model.subject not in (None, old))

    wren.wait(lambda: "A bed is kept until Friday." in _words_in(_composer(wren)))
    drafts = wren.session.desk.read(lambda reading: reading.drafts()).result()
    assert [each.subject for each in drafts] == [person.model.subject]


def test_what_was_written_where_the_file_was_is_on_today_and_opens_with_its_words(
    wren: Program,
) -> None:
    joined = wren.session.joined
    old = know_someone(wren, "Tansy Bramblewick")
    move_file(wren.session.desk.vault, old, joined.new.model.whom.spaces[1].id or b"")
    lines = {"lines": [{"label": "fact", "text": "She rang from a friend's phone."}]}
    wren.session.desk.write(lambda session: record(session, "note", lines, subject=old)).result()
    wren.session.desk.saved.emit(old)
    wren.session.window.show_place("today")

    key = f"left_behind:{old.hex()}"
    wren.wait(lambda: joined.today.model.due(key) is not None)
    joined.today.act(key)

    wren.wait(lambda: joined.person.model.subject == old and joined.person.model.page is not None)
    assert "She rang from a friend's phone." in " ".join(
        line.text for item in joined.person.model.items if not item.struck for line in item.lines
    )


def test_a_new_file_goes_where_it_is_to_be_kept(wren: Program) -> None:
    joined = wren.session.joined
    whom = joined.new.model.whom
    home, apart = whom.spaces
    assert (home.id, home.title, apart.title) == (None, "Willowmere IDVA team", "Case 12")
    wren.session.window.show_place("new")
    where = joined.new.panel.where
    wren.wait(lambda: where.box.isVisible())

    where.box.setCurrentIndex(1)
    where.box.activated.emit(1)
    assert whom.space == apart.id
    record_someone(wren, "Tansy Bramblewick")

    wren.wait(lambda: joined.person.model.page is not None)
    page = joined.person.model.page
    assert page is not None and page.person.apart == "Case 12"
    assert whom.space is None
    assert isinstance(apart, Space)


def _composer(wren: Program) -> Composer:
    return wren.window.findChildren(Composer)[-1]


def _words_in(composer: Composer) -> str:
    return " ".join(line.toPlainText() for line in composer.findChildren(QPlainTextEdit))
