"""A record is kept safe in the real window: points, note and codes, by way of the gate."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.usecases.person import record_safety
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from ui.person import menus


def test_points_are_ticked_by_keys_and_the_note_is_copied(program: Program) -> None:
    program.unlock()
    know_someone(program, "Juniper Mossop")
    person, vault = program.session.joined.person, program.session.desk.vault
    (item,) = person.model.page.items
    person.page.item_wanted.emit(menus.SAFETY, item.id.hex())
    program.wait(lambda: person.safety.box is not None)
    box = person.safety.box

    program.press(Qt.Key.Key_Space)
    program.press(Qt.Key.Key_Down)
    box.own_record.note.copy.click()
    program.wait(lambda: "Seen alone" in QGuiApplication.clipboard().text())
    program.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def stands() -> dict[str, object]:
        return dict(vault.read(lambda each: record_safety.look(each, item.id)).result().answers)

    program.wait(lambda: stands().get("hidden_from_online") == "yes")
    assert person.safety.box is None
    lines = vault.read(lambda reading: reading.accesses()).result()
    copied = [line for line in lines if line.what == "exported"]
    assert [(line.subject, line.record) for line in copied] == [(person.model.subject, item.id)]
    assert "Mossop" not in QGuiApplication.clipboard().text()


def test_the_note_can_be_copied_before_the_record_is_saved(program: Program) -> None:
    program.unlock()
    new, vault = program.session.joined.new, program.session.desk.vault
    program.session.window.show_place("new")
    for name, value in {"seen_alone": "no", "interpreter": "not_needed"}.items():
        new.model.set_answer(name, value)

    new.panel.own_record.note.copy.click()

    program.wait(lambda: "not alone" in QGuiApplication.clipboard().text())
    line = vault.read(lambda reading: reading.accesses()).result()[-1]
    assert (line.what, line.subject, line.record) == ("exported", b"", None)
