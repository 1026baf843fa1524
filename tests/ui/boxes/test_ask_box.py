"""One question in a box."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import FormRefused, Refused
from ui.boxes.ask_box import AskBox
from ui.theme.theme import Theme
from ui.widgets.field import Field


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    host.activateWindow()
    return host


def make(host: QWidget, theme: Theme) -> AskBox:
    fields = {
        "name": Field("Name", QLineEdit(), theme),
        "nhs_number": Field("NHS number", QLineEdit(), theme, help_text="Ten digits"),
    }
    return AskBox(host, theme, title="Whom?", text="Say who.", verb="Save", fields=fields)


def test_control_and_enter_anywhere_in_it_do_what_the_verb_says(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    box = make(host, theme)
    line = box.findChildren(QLineEdit)[1]

    with qtbot.waitSignal(box.wanted):
        qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    box.close_overlay()


def test_while_it_is_being_done_the_verb_does_nothing(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    box = make(host, theme)
    box.set_busy(busy=True)

    with qtbot.assertNotEmitted(box.wanted):
        box.ask()
    box.close_overlay()


def test_each_problem_stands_under_its_field_and_the_first_gets_focus(
    host: QWidget, theme: Theme
) -> None:
    box = make(host, theme)
    box.refuse(FormRefused({"nhs_number": "nhs_number"}))

    assert box.fields["nhs_number"].problem == (
        "The digits do not fit together. Check them, or leave it blank."
    )
    assert box.fields["name"].problem == ""
    assert box.fields["nhs_number"].editor.hasFocus()
    box.close_overlay()


def test_a_name_that_only_files_have_is_told_of_what_has_no_place_here(
    host: QWidget, theme: Theme
) -> None:
    box = make(host, theme)
    box.refuse(FormRefused({"name": "needed", "pronouns": "too_long"}))

    assert box.fields["name"].problem == "Still needed."
    assert any("pronouns is too long" in label.text() for label in box.findChildren(QLabel))
    box.close_overlay()


def test_what_belongs_to_no_field_is_told_above_the_buttons(host: QWidget, theme: Theme) -> None:
    box = make(host, theme)
    box.refuse(Refused("vault.disk_full"))

    assert any("disk is full" in label.text() for label in box.findChildren(QLabel))
    box.close_overlay()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_as_high_as_its_words_and_cuts_none_off(
    host: QWidget, theme: Theme, qtbot: QtBot, scale: float
) -> None:
    theme.scale_text(scale)
    box = make(host, theme)

    qtbot.waitUntil(lambda: cut_off(box) == [])
    assert host.rect().contains(box.geometry())
    box.close_overlay()


def cut_off(widget: QWidget) -> list[str]:
    labels = [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]
    return [
        label.text() for label in labels if label.heightForWidth(label.width()) > label.height() + 1
    ]


def test_what_is_pointed_out_is_brought_into_sight(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    theme.scale_text(2.0)
    names = [f"line {number}" for number in range(9)]
    fields = {name: Field(name, QLineEdit(), theme) for name in names}
    box = AskBox(host, theme, title="Whom?", verb="Save", fields=fields)
    last = fields[names[-1]]
    assert last.visibleRegion().isEmpty()

    box.point_out(names[-1], "Say why.")

    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())
    assert last.editor.hasFocus()
    box.close_overlay()


def test_a_box_that_waits_is_shown_when_it_is_opened(host: QWidget, theme: Theme) -> None:
    line = Field("Name", QLineEdit(), theme)
    box = AskBox(host, theme, title="Whom?", verb="Save", fields={"name": line}, opens=False)
    assert box.isHidden() and box.scrim.isHidden()

    box.open_now()

    assert box.isVisible() and line.editor.hasFocus()
    box.close_overlay()


def test_it_takes_its_new_height_once_for_all_that_changes_in_one_turn(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    box = make(host, theme)
    qtbot.wait(5)
    before = box.height()

    box.tell("A sentence that says what stands in the way.")
    box.fields["name"].show_problem("Still needed.")
    assert box.height() == before

    qtbot.waitUntil(lambda: box.height() == box.sizeHint().height() > before)
    box.close_overlay()


def test_what_it_says_is_in_sight_however_much_it_asks(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    fields = {str(n): Field(f"Question {n}", QLineEdit(), theme) for n in range(20)}
    box = AskBox(host, theme, title="Whom?", verb="Save", fields=fields)
    box.refuse(Refused("leaving.disk_full"))

    (said,) = [each for each in box.findChildren(QLabel) if each.property("role") == "problem"][-1:]
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect().height() == said.height())
    box.close_overlay()


def test_its_verb_stands_last_at_the_right_and_a_final_one_is_not_begun_with(
    host: QWidget, theme: Theme
) -> None:
    told = AskBox(host, theme, title="Written down", verb="I have it")
    assert host.window().focusWidget() is told.verb
    assert told.back.x() + told.back.width() < told.verb.x()
    told.close_overlay()

    final = AskBox(host, theme, title="Cut off Laptop 2?", verb="Cut it off", is_final=True)
    assert host.window().focusWidget() is final.back
    final.close_overlay()
