"""A lead erases and holds from the menus of a file, with a colleague's PC and a real service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPlainTextEdit

from app.domain.people import reference
from app.usecases import recording
from app.wiring.person.page import PersonWiring
from sync.policy import Wanted, set_policy
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from tests.app.wiring.sync.desktops import invited, open_boxes, set_up
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.settings.review_card import ReviewCard
from ui.team.facts import DOOR, DeviceFacts, PersonFacts, TeamFacts
from ui.widgets.button import Button
from ui.widgets.chip import Chip

NAME = "Tansy Bramblewick"


@pytest.fixture
def wren(service: RunningService, desktop_of: Callable[[str], Program]) -> Program:
    """A lead with one file that the service has."""
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    know_someone(wren, NAME)
    sync = wren.session.joined.sync.model
    wren.wait(lambda: not sync.is_running)
    sync.exchange()
    wren.wait(lambda: not sync.is_running and sync.facts.only_here == 0)
    wren.wait(lambda: person_of(wren).model.may_erase)
    return wren


def person_of(program: Program) -> PersonWiring:
    return program.session.joined.person


def said(program: Program) -> str:
    labels = program.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def chips(program: Program) -> list[str]:
    """What the head of the file says."""
    found = person_of(program).page.head.findChildren(Chip)
    return [chip.accessibleName() for chip in found if chip.isVisible()]


def file_words(program: Program) -> list[str]:
    """What the menu of the file offers."""
    page = person_of(program).page
    page.open_file_actions()
    menu = page.findChildren(QMenu)[-1]
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    program.wait(lambda: page.findChild(QMenu) is None)
    return words


def choose(program: Program, words: str) -> AskBox:
    """The box that one of them opens."""
    page = person_of(program).page
    page.open_file_actions()
    menu = page.findChildren(QMenu)[-1]
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()
    (box,) = open_boxes(program)
    return box


def write(box: AskBox, words: str) -> None:
    field = box.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText(words)


def test_a_file_that_a_lead_lets_go_of_and_erases_goes_from_every_pc(
    wren: Program, desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    linnet = desktop_of("Linnet Marrowby")
    joined = linnet.session.joined.sync.join(invited(wren), service.url)
    linnet.wait(joined.done)
    theirs = linnet.session.joined.sync.model
    theirs.refresh()
    linnet.wait(lambda: theirs.facts.reached_ms is not None)
    people = linnet.session.joined.people.model
    linnet.session.window.show_place("people")
    linnet.wait(lambda: people.count == 1 and people.row(0) is not None)
    row = people.row(0)
    assert row is not None
    linnet.session.desk.file_wanted.emit(row.subject)
    linnet.wait(lambda: person_of(linnet).model.file is not None)
    assert "Erase this file" not in file_words(linnet)

    wren.session.window.show_place("person")
    box = choose(wren, "Put on hold")
    reasons = box.findChild(QComboBox)
    assert reasons is not None
    reasons.setCurrentIndex(1)
    write(box, "The coroner wrote")
    box.ask()
    wren.wait(lambda: person_of(wren).model.hold == "inquest")
    assert "On hold: An inquest" in chips(wren)
    assert "Erase this file" not in file_words(wren)
    box = choose(wren, "Let go of this file")
    write(box, "It is over")
    box.ask()
    wren.wait(lambda: person_of(wren).model.hold is None)
    sync = wren.session.joined.sync.model
    wren.wait(lambda: sync.facts.only_here == 0)

    box = choose(wren, "Erase this file")
    box.ask()
    assert not box.isHidden(), "a reason is needed"
    assert "cannot be undone" in said(wren)
    write(box, "She asked for it")
    box.ask()

    wren.wait(lambda: wren.session.window.place == "people")
    mine = wren.session.joined.people.model
    wren.wait(lambda: mine.count == 0)
    assert NAME not in said(wren)
    theirs.exchange()
    linnet.session.window.show_place("people")
    linnet.wait(lambda: people.count == 0)

    settings = wren.session.joined.settings
    wren.session.window.show_place("settings")
    settings.go_to("keeping", "")
    wren.wait(lambda: "Why: She asked for it" in said(wren))
    assert "Wren Pepperday asked for it" in said(wren)
    assert "Confirmed by: " in said(wren) and "cannot be undone" not in said(wren)


def test_one_record_goes_and_the_file_stays(wren: Program) -> None:
    person = person_of(wren)
    (item,) = person.model.page.items if person.model.page is not None else ()
    person.erase_record(item.id.hex())
    (box,) = open_boxes(wren)
    write(box, "Another person's answers")
    box.ask()

    wren.wait(lambda: person.model.page is not None and not person.model.page.items)
    assert NAME in said(wren)


def test_a_file_whose_day_has_come_is_looked_at_and_erased_with_the_rule_as_reason(
    wren: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, person = wren.session.desk, person_of(wren)
    years_ago = desk.now() - timedelta(days=12 * 366)
    with monkeypatch.context() as patch:
        patch.setattr(desk.vault, "_clock", lambda: int(years_ago.timestamp() * 1000))
        answers = {"name": "Linnet Marrowby"}
        old = desk.write(lambda session: recording.record(session, "person", answers).subject)
        subject = old.result()
    desk.saved.emit(subject)
    wren.session.window.show_place("settings")
    wren.session.joined.settings.go_to("keeping", "")
    wren.wait(lambda: f"File {reference(subject)}: Adult health record" in said(wren))
    assert "Linnet Marrowby" not in said(wren)

    card = wren.window.findChild(ReviewCard)
    assert card is not None
    next(each for each in card.findChildren(Button) if each.isVisible()).click()
    wren.wait(lambda: person.model.file is not None and person.model.subject == subject)
    assert any("its day has come" in words for words in chips(wren))
    person.erase()
    (box,) = open_boxes(wren)
    field = box.findChild(QPlainTextEdit)
    assert field is not None
    assert "the rule “Adult health record”" in field.toPlainText()


def test_what_cannot_be_erased_is_refused_in_the_box_and_keeps_its_words(
    wren: Program, service: RunningService
) -> None:
    person = person_of(wren)
    service.stop()
    person.erase()
    (box,) = open_boxes(wren)
    write(box, "She asked for it")
    box.ask()
    wren.wait(lambda: box.verb.isEnabled())

    assert "service" in said(wren)
    box.close_overlay()
    desk = wren.session.desk
    wren.wait(lambda: len(desk.read(lambda reading: reading.drafts()).result()) == 1)
    person.erase()
    (again,) = open_boxes(wren)
    field = again.findChild(QPlainTextEdit)
    assert field is not None
    wren.wait(lambda: field.toPlainText() == "She asked for it")


def test_another_lead_takes_an_erasure_back_in_settings_while_it_has_days_of_grace(
    wren: Program, desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    sync = wren.session.joined.sync
    sync.lane.about(lambda store, means: set_policy(store, Wanted(erase_grace=7), means)).result()
    code = sync.lane.invite(role="lead").result()
    sync.model.exchange()
    wren.wait(lambda: sync.team.model.facts.spaces[0].grace_days == 7)
    person_of(wren).erase()
    (box,) = open_boxes(wren)
    assert "For 7 days another lead can take it back" in said(wren)
    write(box, "She asked for it")
    box.ask()
    wren.wait(lambda: wren.session.window.place == "people")
    show_keeping(wren)
    wren.wait(lambda: "To be erased on" in said(wren) and "File Y-" in said(wren))
    assert "Take it back" not in buttons(wren)

    linnet = desktop_of("Linnet Marrowby")
    joined = linnet.session.joined.sync.join(code, service.url)
    linnet.wait(joined.done)
    theirs = linnet.session.joined.sync
    theirs.model.refresh()
    theirs.team.model.refresh()
    linnet.wait(lambda: theirs.model.facts.reached_ms is not None)
    show_keeping(linnet)
    linnet.wait(lambda: "Take it back" in buttons(linnet))
    buttons(linnet)["Take it back"].click()
    linnet.wait(lambda: "Nothing was erased" in said(linnet))
    assert "Take it back" not in buttons(linnet)


def show_keeping(program: Program) -> None:
    program.session.window.show_place("settings")
    program.session.joined.settings.go_to("keeping", "")


def buttons(program: Program) -> dict[str, Button]:
    found = program.window.findChildren(Button)
    return {each.text(): each for each in found if each.isVisible()}


def test_a_ward_pc_has_nothing_to_erase(wren: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (home,) = wren.session.joined.sync.team.model.facts.spaces
    ward = PersonFacts("Fernhollow ward", False, (DeviceFacts(b"w" * 16, "ED-2", DOOR),))
    facts = TeamFacts((replace(home, people=(*home.people, ward)),))
    monkeypatch.setattr(person_of(wren).erasing, "_facts", lambda: facts)

    choose(wren, "Erase this file")

    assert "No other PC belongs to the team" in said(wren)
    assert "Fernhollow" not in said(wren)
