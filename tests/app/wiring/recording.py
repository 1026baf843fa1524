"""Someone recorded, through the page New or without it, for tests of what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.usecases.recording import record
from tests.app.wiring.driving import Program

CTRL = Qt.KeyboardModifier.ControlModifier

ANSWERS = {
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "consult_mode": "in_person",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "how_arose": "asked_on_trigger",
    "hark_h": "yes",
    "hark_a": "no",
    "hark_r": "no",
    "hark_k": "no",
    "hark_safety": "no",
    "immediate_danger": "no",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "none_needed",
    "consent_scope": {"service_team": "yes"},
}


def record_someone(program: Program, name: str) -> bytes:
    """Fill New for someone new and save it with its key; gives the file."""
    program.press(Qt.Key.Key_N, CTRL)
    model = program.session.joined.new.model
    model.whom.describe({"name": name})
    for field, answer in ANSWERS.items():
        model.set_answer(field, answer)
    program.press(Qt.Key.Key_Return, CTRL)
    return _opened(program)


def know_someone(program: Program, name: str) -> bytes:
    """Save the same record for someone new without the page, and open the file; gives it."""
    desk = program.session.desk
    answers = {**ANSWERS, "identified_at": desk.now().replace(microsecond=0).isoformat()}
    saved = desk.write(
        lambda session: record(session, "identification", answers, about={"name": name})
    ).result()
    desk.saved.emit(saved.subject)
    desk.file_wanted.emit(saved.subject)
    return _opened(program)


def _opened(program: Program) -> bytes:
    program.wait(lambda: program.session.window.place == "person")
    person = program.session.joined.person.model
    program.wait(lambda: person.file is not None)
    subject = person.subject
    assert subject is not None
    return subject
