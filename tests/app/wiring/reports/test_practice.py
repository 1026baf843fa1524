"""Reports in the real window: a clinic counted by keys, a session kept, a month that shows both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.practice import Tally
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from ui.frame.overlay import open_overlays
from ui.practice.training_box import TrainingBox

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def go(program: Program) -> None:
    program.press(Qt.Key.Key_6, ALT)
    program.session.joined.reports.page.bar.clinic.click()
    program.wait(lambda: program.session.joined.practice.model.shown is not None)


def test_a_clinic_is_counted_by_one_key_a_patient_and_taken_back(program: Program) -> None:
    program.unlock()
    go(program)
    model = program.session.joined.practice.model

    program.type("aanda")
    program.wait(lambda: model.tally == Tally(asked=4, not_safe=1, disclosed=1))
    program.type("u")
    program.press(Qt.Key.Key_Z, CTRL)

    program.wait(lambda: model.tally == Tally(asked=2, not_safe=1))
    vault = program.session.desk.vault
    assert len(vault.read(lambda reading: reading.list_ids("enquiry_count")).result()) == 1
    assert vault.read(lambda reading: reading.list_ids("person")).result() == []


def test_a_training_session_is_kept_and_stands_beside_what_was_recorded(program: Program) -> None:
    program.unlock()
    know_someone(program, "Juniper Mossop")
    go(program)
    practice = program.session.joined.practice
    practice.page.add_button.click()
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, TrainingBox)]
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(box.fields["people"].problem))

    lines = {name: field.editor for name, field in box.fields.items()}
    for name, typed in (("people", "6"), ("of_staff", "9")):
        line = lines[name]
        assert isinstance(line, QLineEdit)
        line.setText(typed)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(practice.model.shown and practice.model.shown.practice.sessions))

    month = practice.model.shown.practice.months[-1]
    assert (month.recorded, month.identified, [each.people for each in month.sessions]) == (
        1,
        1,
        [6],
    )
    assert practice.page.shares.text() == "Clinical 1: 6 of 9, 66%"
    assert "Mossop" not in practice.page.months.lines.text()
