"""Children and the other person on the page: the relation alone, the rest with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.usecases import recording
from app.wiring.person.family import FamilyWiring
from storage.session import VaultSession
from tests.app.wiring.driving import Program
from tests.app.wiring.person.boxes import acts, box_of, drawn, records
from tests.colleagues import Colleague
from ui.frame.overlay import open_overlays
from ui.person.family import ApartBox
from ui.person.menus import KEEP_OUT

CTRL = Qt.KeyboardModifier.ControlModifier
HIM = "Rowan Ashdown"


@pytest.fixture
def hers(program: Program) -> bytes:
    """Someone in, with her file open; his own file is here too."""
    program.unlock()

    def make(session: VaultSession) -> bytes:
        his = {"name": HIM, "nhs_number": "9990000069"}
        recording.record(session, "person", his)
        return recording.record(session, "person", {"name": "Tansy Bramblewick"}).subject

    file = program.session.desk.vault.write(make).result()
    show(program, file)
    return file


def show(program: Program, file: bytes) -> None:
    program.session.desk.file_wanted.emit(file)
    model = program.session.joined.person.model
    program.wait(lambda: model.file is not None and model.subject == file)


def family_of(program: Program) -> FamilyWiring:
    return program.session.joined.person.family


def save(program: Program) -> None:
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))


def test_the_other_person_is_added_by_keys_and_opened_with_a_reason(program, hers):
    family_of(program).add(hers, "other_person")
    box = box_of(program)
    box.fields["relationship"].setFocus()
    program.type("husb")
    box.fields["name"].setFocus()
    program.type(HIM)
    box.fields["file"].setFocus()
    program.type("999 000 0069")
    save(program)
    (other,) = records(program, hers, "other_person")
    assert other.fields["relationship"] == "spouse" and len(other.fields["file"]) == 32
    page = program.session.joined.person.page
    program.wait(lambda: bool(page.findChildren(ApartBox)))
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert HIM not in told and "Alleged harm by: husband or wife" in told

    page.findChildren(ApartBox)[0].button.click()
    box_of(program)
    program.type("She asks who is on the sheet")
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: any("name" in box.fields for box in boxes(program)))
    (opened,) = [box for box in boxes(program) if "name" in box.fields]
    assert opened.fields["name"].editor.answer() == HIM
    lines = program.session.desk.vault.read(lambda reading: reading.accesses()).result()
    found = [(each.subject, each.detail) for each in lines if each.what == "apart_opened"]
    assert found == [(hers, "She asks who is on the sheet")]
    assert acts(program) == []


def boxes(program: Program):
    return [box for box in open_overlays(program.window) if hasattr(box, "fields")]


def test_a_child_is_written_down_and_changed_with_a_reason(program, hers):
    family_of(program).add(hers, "child")
    box_of(program).fields["name"].setFocus()
    program.type("Pip")
    save(program)
    (child,) = records(program, hers, "child")
    program.wait(lambda: "Pip" in drawn(program))
    family_of(program).change_child(child.id)
    box = box_of(program)
    box.fields["name"].editor.show_answer("Pip Bramblewick")
    program.press(Qt.Key.Key_Return, CTRL)
    assert "Say why" in box.fields["reason"].problem
    program.type("Whole name")
    save(program)
    assert records(program, hers, "child")[0].fields["name"] == "Pip Bramblewick"


def test_a_colleague_is_kept_out_from_the_menu_of_the_file(program, hers):
    vault = program.session.desk.vault
    vault.write(lambda session: Colleague(session, "Iris Plum", role="member")).result()
    program.session.joined.person.do_with_file(KEEP_OUT)
    box = box_of(program)
    for name in ("worker", "because"):
        box.fields[name].editor.setCurrentIndex(0)
    box.fields["why"].setFocus()
    program.type("She lives next door to him")
    save(program)
    assert vault.read(lambda reading: [each.worker.name for each in reading.linked()]).result() == [
        "Iris Plum"
    ]
