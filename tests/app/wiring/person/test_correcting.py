"""A saved identification is corrected in the real window, by keys, across a lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.domain.history import reason_of
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from ui.frame.overlay import open_overlays

CTRL = Qt.KeyboardModifier.ControlModifier


def begin(program: Program) -> bytes:
    """Record someone, and choose Correct answers from the item's menu; gives the record."""
    know_someone(program, "Juniper Mossop")
    person = program.session.joined.person
    page = person.model.page
    assert page is not None
    (item,) = page.items
    person.page.timeline.setFocus()
    program.press(Qt.Key.Key_Return)
    menu = person.page.findChild(QMenu)
    assert menu is not None
    assert menu.actions()[0].text() == "Correct answers"
    program.qtbot.keyClick(menu, Qt.Key.Key_Return)
    program.wait(lambda: program.session.window.place == "correct")
    program.wait(lambda: model_of(program).of is not None)
    program.window.activateWindow()
    program.wait(program.window.isActiveWindow)
    return item.id


def model_of(program: Program):  # noqa: ANN201 - the model of the page
    model = program.session.joined.person.correcting.model
    assert model is not None
    return model


def test_an_answer_is_corrected_with_a_reason(program: Program) -> None:
    program.unlock()
    id = begin(program)
    model_of(program).set_answer("immediate_danger", "yes")
    told = " ".join(step.text for step in model_of(program).advice().steps)
    assert "Ring ext. 2041" in told, "the numbers of the place stand beside a correction too"
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(open_overlays(program.window)))
    program.press(Qt.Key.Key_Return, CTRL)
    assert open_overlays(program.window)

    program.type("Misheard at handover")
    program.press(Qt.Key.Key_Return, CTRL)

    program.wait(lambda: program.session.window.place == "person")
    vault = program.session.desk.vault
    first, last = vault.read(lambda reading: reading.history(id)).result()
    assert last.set["immediate_danger"] == "yes"
    assert last.over["immediate_danger"] == (first.id,)
    assert reason_of(last) == "Misheard at handover"
    assert len(last.set) == 2


def test_a_correction_half_done_survives_the_lock(start_program: Callable[[], Program]) -> None:
    program = start_program()
    program.unlock()
    begin(program)
    model_of(program).set_answer("immediate_danger", "yes")
    program.session.lock()
    program.wait(lambda: bool(program.replaced))

    program = start_program()
    program.unlock()

    program.wait(lambda: program.session.window.place == "correct")
    program.wait(lambda: model_of(program).of is not None)
    assert model_of(program).answer("immediate_danger") == "yes"
    assert model_of(program).answer("hark_h") == "yes"
