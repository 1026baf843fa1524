"""A PC that was away for a month says so over every page, and a lead's words show all again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.changes import Edit
from storage.opening import open_vault
from storage.spaces.store import VaultSpaces
from sync.reopening import answer_words
from sync.runner import SyncLane
from tests.app.wiring.driving import PASSPHRASE
from tests.app.wiring.sync.desktops import open_boxes
from tests.sync.exchange.offices import PC, Office, Wire
from ui.boxes.ask_box import AskBox
from ui.widgets.button import Button

FORTY_DAYS_MS = 40 * 24 * 60 * 60 * 1000


@pytest.fixture
def lead(tmp_path):
    """A lead's PC and the service that it made a space at."""
    office = Office(tmp_path / "service.db")
    pc = PC(tmp_path / "lead", office, "Linnet Marrowby")
    pc.found()
    yield pc
    pc.close()
    office.close()


@pytest.fixture
def away(folder, lead):
    """Wren's vault in that space, with a file, and not heard of for forty days."""
    with open_vault(folder / "wren", PASSPHRASE) as vault:
        spaces = VaultSpaces(vault)
        with SyncLane(spaces, transport=lambda: Wire(lead.wire.office)) as lane:
            lane.join(lead.invite(), "https://sync.example").result()
            lane.sync().result()
        lead.sync()

        def work(session):
            id = session.new_id()
            session.save([Edit("person", id, id, {"name": "Clover Fennimore"}, {})])
            session.connection.execute(
                "update membership set url = 'https://127.0.0.1:9', head_ms = head_ms - ?",
                (FORTY_DAYS_MS,),
            )
            session.connection.execute(
                "update record set created_ms = created_ms - ?", (FORTY_DAYS_MS,)
            )
            row = session.connection.execute("select device from membership").fetchone()
            return bytes(row[0])

        return vault.write(work).result()


def asked_in(box: AskBox) -> str:
    """The four words, as they are spoken."""
    spoken = [each.accessibleName() for each in box.findChildren(QWidget)]
    found = [each for each in spoken if each.startswith("Four words: ")]
    return found[0].removeprefix("Four words: ") if found else ""


def said(box: AskBox) -> str:
    return " ".join(each.text() for each in box.findChildren(QLabel) if each.isVisible())


def test_what_is_not_shown_is_told_on_every_page_and_opens_by_phone(start_program, away, lead):
    program = start_program()
    program.unlock()
    joined = program.session.joined
    note, people = joined.sync.leases.note, joined.people.model
    program.wait(note.isVisible)
    (shown,) = joined.sync.model.facts.hidden
    assert "Willowmere is not shown on this PC since" in shown.words
    program.window.show_place("people")
    program.wait(lambda: people.is_loaded)
    assert (people.count, note.isVisible()) == (0, True)

    (button,) = note.findChildren(Button)
    button.setFocus()
    program.press(Qt.Key.Key_Space)
    program.wait(lambda: bool(open_boxes(program)) and bool(asked_in(open_boxes(program)[0])))
    (box,) = open_boxes(program)
    asked = asked_in(box)

    program.type("academic acid")
    program.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: "6 are needed" in said(box))
    store = lead.spaces.space(lead.spaces.spaces()[0])
    box.words.setText(" ".join(answer_words(store, away, asked, lead.means)))
    program.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    program.wait(lambda: not note.isVisible())
    program.wait(lambda: people.count == 1)
