"""The boxes over the page of a person, and what was kept through them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from app.domain.contact import DAYS
from app.wiring.person.contacting import ContactWiring
from tests.app.wiring.driving import Program
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays

NUMBER, WORD = "07700 900018", "daffodil"
ANY_TIME = [{"day": day, "from": "00:00", "to": "24:00"} for day in DAYS]
RULE = {
    "number": NUMBER,
    "number_owner": "own",
    "methods": {"call": "yes", "text": "no"},
    "safe_times": ANY_TIME,
    "caller_identity": "withhold",
    "voicemail": "none",
    "say": "It is about the appointment",
    "if_other_answers": "wrong number",
    "code_word_ok": WORD,
}


def contact_of(program: Program) -> ContactWiring:
    return program.session.joined.person.contact


def box_of(program: Program) -> AskBox:
    program.wait(lambda: bool(open_overlays(program.window)))
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, AskBox)]
    return box


def drawn(program: Program) -> str:
    """Every word that stands in the window, hidden parts and input lines too."""
    window = program.window
    labels = [label.text() for label in window.findChildren(QLabel)]
    lines = [line.text() for line in window.findChildren(QLineEdit)]
    texts = [text.toPlainText() for text in window.findChildren(QPlainTextEdit)]
    return " ".join((*labels, *lines, *texts))


def records(program: Program, file: bytes, kind: str):
    found = program.session.desk.vault.read(lambda reading: reading.records_of(file)).result()
    return [each for each in found if each.kind == kind]


def acts(program: Program) -> list[tuple[str, str]]:
    lines = program.session.desk.vault.read(lambda reading: reading.accesses()).result()
    return [(line.what, line.detail) for line in lines if line.what.startswith(("con", "code"))]
