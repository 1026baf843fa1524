"""Two files of one person are joined on the page of one of them, and told apart again."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from app.usecases import recording
from tests.app.wiring.driving import Program
from tests.app.wiring.sync.desktops import open_boxes


def opened(program: Program, name: str, born: str) -> bytes:
    about = {"name": name, "date_of_birth": born}
    vault = program.session.joined.desk.vault
    return vault.write(lambda session: recording.record(session, "person", about).subject).result()


def test_a_file_that_looks_the_same_is_joined_and_taken_out_again(program: Program) -> None:
    program.unlock()
    first = opened(program, "Saffron Tidewell", "1991-03-12")
    second = opened(program, "Saffron Tydewell", "1991-12-03")
    joined, model = program.session.joined, program.session.joined.person.model
    joined.desk.file_wanted.emit(first)
    program.wait(lambda: model.page is not None)
    summary = joined.person.page.summary
    look = next(
        each
        for each in summary.findChildren(QPushButton)
        if each.accessibleName() == "Looks like the same person: Look"
    )

    look.click()
    (box,) = open_boxes(program)
    (choice,) = box.findChildren(QRadioButton)
    assert choice.text().startswith("Saffron Tydewell")
    box.ask()
    program.wait(lambda: bool(model.parts))
    assert {(fact.name, fact.words.split(",")[0]) for fact in model.facts} >= {
        ("Other name", "Saffron Tydewell"),
        ("Other birth", "3 Dec 1991"),
    }

    joined.desk.file_wanted.emit(second)
    program.wait(lambda: model.subject == first and model.page is not None)
    joined.person.page.file_wanted.emit("parts")
    (box,) = open_boxes(program)
    assert "page of its own" in " ".join(label.text() for label in box.findChildren(QLabel))
    box.findChildren(QRadioButton)[1].click()
    box.ask()
    program.wait(lambda: not model.parts)
    assert not model.alike, "it was said that they are two people"
