"""Whole files for somebody outside in the real window: looked into, counted, written, and noted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from app.wiring import giving
from app.wiring.person.file_boxes import open_again
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from ui.frame.overlay import open_overlays
from ui.giving.box import GivingBox

CTRL = Qt.KeyboardModifier.ControlModifier


def box_of(program: Program) -> GivingBox:
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, GivingBox)]
    return box


def box_of_her_file(program: Program) -> GivingBox:
    """The box that gives out one file, from the page of that file."""
    program.unlock()
    subject = know_someone(program, "Juniper Mossop")
    person = program.session.joined.person
    program.session.desk.file_wanted.emit(subject)
    program.wait(lambda: person.model.file is not None)
    person.do_with_file("give")
    return box_of(program)


def fill(box: GivingBox, recipient: str, reason: str) -> None:
    line, words = box.fields["recipient"].editor, box.fields["reason"].editor
    assert isinstance(line, QLineEdit) and isinstance(words, QPlainTextEdit)
    line.setText(recipient)
    words.setPlainText(reason)


def told(box: GivingBox) -> str:
    return "\n".join(each.text() for each in box.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr("app.wiring.giving.choose_files", lambda *_, done, **__: done([folder]))
    return folder


def test_all_files_go_from_settings_after_a_look_without_who_was_not_asked_unless_ticked(
    program: Program, place: Path
) -> None:
    program.unlock()
    know_someone(program, "Juniper Mossop")
    joined = program.session.joined
    joined.window.show_place("settings")
    joined.settings.go_to("giving", "")
    joined.giving.open_all()
    box = box_of(program)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(box.fields["recipient"].problem and box.fields["reason"].problem))

    fill(box, "gp", "A new system")
    box.ask()
    program.wait(lambda: "no file goes" in told(box))
    assert "the person was not asked about this recipient: 1" in told(box)

    assert box.unasked is not None
    box.unasked.setChecked(True)
    box.ask()
    program.wait(lambda: box.is_looked_at)
    assert "For GP: 1 file goes" in told(box)
    assert list(place.iterdir()) == []
    box.ask()
    program.wait(lambda: bool(list(place.glob("export-*.json"))))

    (copy,) = place.iterdir()
    assert len(json.loads(copy.read_text("utf-8"))["files"]) == 1
    vault = program.session.desk.vault
    line = vault.read(lambda reading: reading.accesses()).result()[-1]
    assert line.what == "exported" and line.detail.endswith("the only file; A new system")
    program.wait(lambda: not open_overlays(program.window))


def test_one_file_goes_from_its_own_page_and_its_words_survive_a_way_back(
    program: Program, place: Path
) -> None:
    fill(box_of_her_file(program), "her solicitor", "Half a rea")
    box_of(program).close_overlay()

    assert open_again(program.session.joined.person, giving.GIVE, "")
    program.wait(lambda: box_of(program).asked.reason == "Half a rea")
    box_of(program).ask()
    program.wait(lambda: box_of(program).is_looked_at)
    assert "For her solicitor, on no list: 1 file goes" in told(box_of(program))
    box_of(program).ask()
    program.wait(lambda: bool(list(place.glob("export-*.json"))))
    program.wait(lambda: not open_overlays(program.window))


def test_a_recipient_changed_while_the_files_are_looked_at_is_looked_at_anew(
    program: Program, place: Path
) -> None:
    box = box_of_her_file(program)
    fill(box, "gp", "She asked for it")
    box.ask()
    fill(box, "police", "She asked for it")
    program.wait(lambda: box.is_looked_at)

    assert "For Police: 1 file goes" in told(box)
    box.ask()
    program.wait(lambda: bool(list(place.glob("export-*.json"))))
