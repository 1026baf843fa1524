"""Hide and lock in the whole program: PIN, minutes, clipboard, the system's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.people import reference
from app.errors import Refused
from app.wiring.hiding.locking import LastSession
from app.wiring.hiding.returning import how_it_ended
from tests.app.wiring.driving import PASSPHRASE, SITE, Program
from tests.app.wiring.recording import know_someone
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays
from ui.person import menus
from ui.referrals.refer_box import ReferBox

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def set_up(program: Program, *, pin: str = "", minutes: int = 2) -> None:
    hiding = program.session.hiding
    if pin:
        hiding.choices.set_pin(pin)
        program.wait(lambda: hiding.choices.settings.pin is not None)
    if minutes != hiding.choices.settings.minutes:
        hiding.choices.set_minutes(minutes)
        program.wait(lambda: hiding.choices.settings.minutes == minutes)


def test_the_cover_its_pin_its_minutes_and_the_next_unlock(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    hiding, box = first.session.hiding, first.session.return_box
    refused = hiding.choices.set_pin("1234")
    with pytest.raises(Refused, match="pin.easy"):
        refused.result()
    set_up(first, pin="8306", minutes=5)
    assert hiding.timer.interval() == 5 * 60_000

    # The PIN is asked for first, and opens.
    first.press(Qt.Key.Key_F9)
    first.press(Qt.Key.Key_Return)
    assert box.field.accessibleName() == "PIN"
    first.type("8306")
    first.press(Qt.Key.Key_Return)
    first.wait(lambda: not first.session.cover.isVisible())
    assert not hiding.timer.isActive()

    # The passphrase opens beside it.
    first.press(Qt.Key.Key_F9)
    first.press(Qt.Key.Key_Return)
    box.other.click()
    assert box.field.accessibleName() == "Passphrase"
    box.field.setText(PASSPHRASE)
    first.press(Qt.Key.Key_Return)
    first.wait(lambda: not first.session.cover.isVisible())

    # Three wrong PINs lock.
    first.press(Qt.Key.Key_F9)
    first.press(Qt.Key.Key_Return)
    for wrong in ("8307", "8308", "8309"):
        first.wait(lambda: box.button.isEnabled())
        box.field.setText(wrong)
        first.press(Qt.Key.Key_Return)
    first.wait(lambda: first.replaced == ["now"])

    second = start_program()
    second.unlock()
    assert "three wrong PINs" in second.session.window.toast.accessibleName()
    assert second.session.hiding.choices.settings.minutes == 5
    second.press(Qt.Key.Key_F9)
    second.press(Qt.Key.Key_Return)
    assert second.session.return_box.field.accessibleName() == "PIN"


def test_without_minutes_hiding_locks_at_once(program: Program) -> None:
    program.unlock()
    set_up(program, minutes=0)
    QGuiApplication.clipboard().clear()
    program.session.desk.copy("Y-1M1PG")

    program.press(Qt.Key.Key_F9)

    assert program.replaced == ["now"]
    assert program.session.cover.isVisible()
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.parametrize("reason", ["screen", "sleep"])
def test_the_system_s_word_locks(program: Program, reason: str) -> None:
    program.unlock()

    program.session.watching.system.told.emit(reason)

    assert program.replaced == ["now"]


def test_the_chip_is_there_until_someone_is_back(program: Program) -> None:
    program.unlock()
    chip = program.session.window.top_bar.soon

    program.session.idle.soon.emit()
    assert chip.isVisible()
    program.session.idle.used.emit()

    assert not chip.isVisible()


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("idle", "Locked at 09:42, after 5 minutes without use of this PC. Your place is kept."),
        ("screen", "Locked at 09:42, with this PC's own screen lock. Your place is kept."),
        ("switch", "another user took over"),
        ("sleep", "went to sleep"),
        ("remote", "someone connected to this PC from another one"),
        ("cover", "the screen stayed covered"),
        ("hidden", "as you have set it"),
        ("", "ended without locking"),
        ("of a newer version", "ended without locking"),
    ],
)
def test_each_reason_has_its_words(why: str, words: str) -> None:
    last = LastSession(int(NOW.timestamp() * 1000), why, "today", None)

    assert words in how_it_ended(last, SITE, NOW + timedelta(minutes=9))


def test_what_the_disk_did_not_take_is_said() -> None:
    last = LastSession(int(NOW.timestamp() * 1000), "asked", "new", None, unkept=2)

    assert "did not take the last words on 2 of the pages" in how_it_ended(last, SITE, NOW)


def test_a_lock_in_the_middle_of_a_box_leads_back_into_the_sentence(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    know_someone(first, "Clover Fennimore")
    person = first.session.joined.person
    person.mark_in_error(person.model.items[0].key)
    first.type("Wrong persn")
    first.press(Qt.Key.Key_Left)
    first.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    second = start_program()
    second.unlock()
    boxes = second.session.joined.boxes
    second.wait(lambda: boxes.open_box is not None)
    second.wait(lambda: isinstance(second.window.focusWidget(), QPlainTextEdit))
    reason = second.window.focusWidget()
    assert isinstance(reason, QPlainTextEdit)
    second.wait(lambda: reason.toPlainText() == "Wrong persn")
    second.type("o")
    assert reason.toPlainText() == "Wrong person"

    # Going back keeps the words for the next time, doing it forgets them.
    second.press(Qt.Key.Key_Escape)
    assert boxes.open_box is None
    model = second.session.joined.person.model
    second.session.joined.person.mark_in_error(model.items[0].key)
    box = boxes.open_box
    assert box is not None
    second.wait(lambda: "Wrong person" in kept_words(second))
    second.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    second.wait(lambda: model.items[0].struck)
    second.wait(lambda: second.session.desk.read(lambda each: each.drafts()).result() == [])


def test_a_box_opened_again_at_once_has_what_the_disk_is_still_taking(program: Program) -> None:
    program.unlock()
    know_someone(program, "Clover Fennimore")
    person = program.session.joined.person
    person.mark_in_error(person.model.items[0].key)
    program.type("Wrong person")
    may_write = Event()
    program.session.desk.write(lambda _session: may_write.wait(10))

    program.press(Qt.Key.Key_Escape)
    person.mark_in_error(person.model.items[0].key)
    # Reads go on meanwhile: one that was asked for after the box's has its answer now.
    for _ in range(2):
        asked = program.session.desk.read(lambda each: each.drafts())
        program.wait(asked.done)
    may_write.set()

    program.wait(lambda: "Wrong person" in kept_words(program))


def kept_words(program: Program) -> str:
    return " ".join(
        each.toPlainText()
        for box in program.window.findChildren(AskBox)
        if box.isVisible()
        for each in box.findChildren(QPlainTextEdit)
    )


def test_the_reference_alone_is_copied_and_gone_when_the_screen_is_hidden(
    program: Program,
) -> None:
    program.unlock()
    subject = know_someone(program, "Clover Fennimore")
    clipboard = QGuiApplication.clipboard()

    program.session.joined.person.page.file_wanted.emit(menus.COPY)
    assert clipboard.text() == reference(subject)
    assert "x-kde-passwordManagerHint" in clipboard.mimeData().formats()

    program.press(Qt.Key.Key_F9)

    assert clipboard.text() == ""


def test_the_end_of_the_program_leaves_nothing_copied(program: Program) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Y-1M1PG")
    assert clipboard.text() == "Y-1M1PG"

    program.desktop.end()

    assert clipboard.text() == ""


def test_a_box_that_opens_behind_the_cover_gets_no_key_until_the_screen_is_back(
    program: Program,
) -> None:
    program.unlock()
    set_up(program, pin="8306")
    subject = know_someone(program, "Juniper Mossop")
    program.session.joined.referrals.referring.refer(subject)
    program.press(Qt.Key.Key_F9)
    program.wait(lambda: bool(open_overlays(program.window)))
    cover, return_box = program.session.cover, program.session.return_box

    assert program.window.focusWidget() is cover
    program.type("8306")
    program.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert return_box.isVisible()
    program.type("8306")
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: not cover.isVisible())

    (box,) = open_overlays(program.window)
    focused = program.window.focusWidget()
    assert isinstance(box, ReferBox)
    assert focused is not None and box.isAncestorOf(focused)
    assert not box.answers.get("reason")
