"""Words typed in a box come back after a lock, and after Esc from Today, at the same caret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.domain.worklist import Reason
from app.usecases import editing, recording
from storage.session import VaultSession
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import ANSWERS
from ui.boxes.ask_box import AskBox
from ui.boxes.left_words import LeftWords
from ui.frame.overlay import open_overlays
from ui.settings.backup_cards import SecondCard
from ui.settings.label_card import LabelCard
from ui.today.draft_words import BOXES

CTRL = Qt.KeyboardModifier.ControlModifier
START = Callable[[], Program]


def record(program: Program) -> tuple[bytes, bytes]:
    """Someone's file with one identification; gives both ids."""

    def work(session: VaultSession) -> tuple[bytes, bytes]:
        person = recording.record(session, "person", {"name": "Tansy Bramblewick"})
        asked = {**ANSWERS, "identified_at": "2026-11-17T09:38:00+00:00"}
        made = recording.record(session, "identification", asked, subject=person.subject)
        return person.subject, made.id

    return program.session.desk.write(work).result()


def open_file(program: Program, subject: bytes) -> None:
    program.session.desk.file_wanted.emit(subject)
    program.wait(lambda: program.session.joined.person.model.file is not None)


def box_of(program: Program) -> AskBox:
    (box,) = (each for each in open_overlays(program.window) if isinstance(each, AskBox))
    return box


def again(program: Program, start_program: START) -> Program:
    """Lock, and unlock in a fresh program."""
    program.session.lock()
    program.wait(lambda: bool(program.replaced))
    fresh = start_program()
    fresh.unlock()
    return fresh


def go_on_from_today(program: Program) -> None:
    """Choose the one draft on Today."""
    model = program.session.joined.today.model
    model.refresh()
    program.wait(lambda: model.counts[Reason.DRAFT.value] == 1)
    (row,) = (row for group in model.groups for row in group.rows if row.key.startswith("draft:"))
    program.session.joined.today.act(row.key)


def text_of(program: Program, name: str) -> str:
    editor = box_of(program).fields[name].editor
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()


def test_what_is_typed_about_a_file_to_attach_survives_the_lock(
    start_program: START, tmp_path: Path
) -> None:
    program = start_program()
    program.unlock()
    subject, _ = record(program)
    open_file(program, subject)
    files = [tmp_path / "IMG 1.jpg", tmp_path / "IMG 2.jpg"]
    program.session.joined.person.attachments.attach(files)
    program.type("Left wrst")
    program.press(Qt.Key.Key_Left)

    program = again(program, start_program)
    program.wait(lambda: len(open_overlays(program.window)) == 1)
    program.wait(lambda: text_of(program, "caption") == "Left wrst")
    program.type("i")

    assert text_of(program, "caption") == "Left wrsit"
    assert program.session.joined.boxes.place == ("attach", f'["{files[0]}", "{files[1]}"]')
    box_of(program).close_overlay()


def test_the_reason_of_a_correction_survives_the_lock_over_its_correction(
    start_program: START,
) -> None:
    program = start_program()
    program.unlock()
    subject, id = record(program)
    open_file(program, subject)
    correcting = program.session.joined.person.correcting
    correcting.open(id)
    program.wait(lambda: correcting.model is not None and correcting.model.of is not None)
    correcting.model.set_answer("immediate_danger", "yes")
    correcting.save()
    program.type("Misheard")

    program = again(program, start_program)
    program.wait(lambda: len(open_overlays(program.window)) == 1)
    program.wait(lambda: text_of(program, "reason") == "Misheard")
    program.type(" it")
    today = program.session.joined.today.model
    program.session.joined.keep()
    today.refresh()
    program.wait(lambda: today.counts[Reason.DRAFT.value] == 1)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: program.session.window.place == "person")

    desk = program.session.desk
    assert desk.read(lambda reading: reading.drafts()).result() == []
    assert "Misheard it" in str(desk.read(lambda each: each.history(id)).result()[-1].set)


def test_a_box_left_by_esc_stands_on_today_and_opens_from_there(program: Program) -> None:
    program.unlock()
    subject, id = record(program)
    open_file(program, subject)
    program.session.joined.person.mark_in_error(id.hex())
    program.type("Wrong person")
    program.press(Qt.Key.Key_Escape)
    program.session.window.show_place("today")
    counts = program.session.joined.today.model
    program.wait(lambda: counts.counts[Reason.DRAFT.value] == 1)

    go_on_from_today(program)

    program.wait(lambda: len(open_overlays(program.window)) == 1)
    program.wait(lambda: text_of(program, "entered_in_error") == "Wrong person")
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))
    desk = program.session.desk
    program.wait(lambda: desk.read(lambda reading: reading.drafts()).result() == [])


def test_a_box_left_as_it_was_has_nothing_read_anew(program: Program) -> None:
    program.unlock()
    subject, id = record(program)
    open_file(program, subject)
    desk, left = program.session.desk, list[str]()
    desk.draft_left.connect(lambda: left.append("a draft"))
    program.session.joined.person.mark_in_error(id.hex())
    program.press(Qt.Key.Key_Escape)
    program.wait(lambda: not open_overlays(program.window))

    desk.write(lambda _session: None).result()
    QApplication.processEvents()

    assert left == []


def test_words_whose_box_has_nothing_to_be_about_any_more_can_be_read_and_thrown_away(
    program: Program,
) -> None:
    program.unlock()
    subject, id = record(program)
    open_file(program, subject)
    program.session.joined.person.mark_in_error(id.hex())
    program.type("Wrong person")
    program.press(Qt.Key.Key_Escape)
    desk = program.session.desk
    desk.write(
        lambda session: editing.mark_in_error(session, editing.find(session, id), "By another PC")
    ).result()

    go_on_from_today(program)

    program.wait(lambda: isinstance(next(iter(open_overlays(program.window)), None), LeftWords))
    said = [each.text() for each in box_of(program).findChildren(type(box_of(program)._problem))]  # noqa: SLF001
    assert "Wrong person" in said
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))
    assert desk.read(lambda reading: reading.drafts()).result() == []


def test_fields_of_settings_survive_the_lock_and_stand_on_today(start_program: START) -> None:
    program = start_program()
    program.unlock()
    settings = program.session.joined.settings
    program.session.window.show_place("settings")
    settings.page.show_section("pc")
    label = settings.page.findChild(LabelCard)
    label.line.setFocus()
    label.line.end(False)
    program.type(" nigt")
    program.press(Qt.Key.Key_Left)

    program = again(program, start_program)
    settings = program.session.joined.settings
    program.wait(lambda: settings.page.findChild(LabelCard).line.text().endswith(" nigt"))
    program.wait(lambda: settings.page.findChild(LabelCard).line.hasFocus())
    program.type("h")
    label = settings.page.findChild(LabelCard)
    assert label.line.text().endswith(" night")
    program.session.window.show_place("today")
    program.session.joined.keep()
    go_on_from_today(program)
    program.wait(lambda: program.session.window.place == "settings")

    label.keep_button.click()
    desk = program.session.desk
    program.wait(lambda: desk.read(lambda reading: reading.drafts()).result() == [])
    assert desk.vault.label.endswith(" night")


def test_a_second_place_being_typed_comes_back_into_its_section(start_program: START) -> None:
    program = start_program()
    program.unlock()
    program.session.window.show_place("settings")
    program.session.joined.settings.page.show_section("backups")
    program.session.joined.settings.page.findChild(SecondCard).line.setFocus()
    program.type("/media/stick")

    program = again(program, start_program)
    settings = program.session.joined.settings
    program.wait(lambda: settings.page.section == "backups")
    program.wait(lambda: settings.page.findChild(SecondCard).line.text() == "/media/stick")


def test_every_kind_of_box_that_is_kept_has_words_on_today(program: Program) -> None:
    from app.domain.drafting import REASON
    from app.wiring import giving, settle, today
    from app.wiring.attachments import page as attachments
    from app.wiring.person import contacting, family, file_records, guarding, keeping_out
    from app.wiring.referrals import referring
    from app.wiring.reports import report_saving
    from app.wiring.settings.fields import PLACES
    from app.wiring.sync import syncing
    from app.wiring.team import panel as team
    from ui.person import menus
    from ui.referrals import actions

    kinds = {REASON, attachments.ATTACH, guarding.LOOK, today.HAND_OVER, *PLACES}
    kinds |= {attachments.COPY, syncing.FOUND, syncing.JOIN, team.INVITE_BOX, *settle.KINDS}
    kinds |= {
        report_saving.REPORT,
        giving.GIVE,
        giving.GIVE_ALL,
        referring.REFER,
        actions.ANSWER,
        actions.OFFER,
        actions.TELL,
        actions.CLOSE,
    }
    kinds |= {menus.EDIT, menus.IN_ERROR, menus.MARK, menus.UNMARK, menus.OPEN}
    kinds |= {*contacting.KINDS, *family.KINDS, *keeping_out.KINDS, *file_records.KINDS}

    assert kinds == BOXES.keys()


def test_an_address_typed_to_join_a_team_survives_the_lock_and_the_code_does_not(
    start_program: START,
) -> None:
    program = start_program()
    program.unlock()
    program.session.window.show_place("sync")
    program.session.joined.sync.open_box("join")
    code, address = (each.editor for each in box_of(program).fields.values())
    code.setText("ABCD EFGH")
    address.setFocus()
    program.type("https://yarrow.example")

    program = again(program, start_program)
    program.wait(lambda: len(open_overlays(program.window)) == 1)
    program.wait(lambda: text_of(program, "address") == "https://yarrow.example")

    assert program.session.window.place == "sync"
    assert text_of(program, "code") == ""
    box_of(program).close_overlay()


def test_a_box_over_a_section_of_settings_is_there_again_with_its_words(
    start_program: START,
) -> None:
    program = start_program()
    program.unlock()
    joined = program.session.joined
    joined.window.show_place("settings")
    joined.settings.go_to("giving", "")
    joined.giving.open_all()
    program.type("the county court")

    program = again(program, start_program)
    program.wait(lambda: len(open_overlays(program.window)) == 1)
    program.wait(lambda: text_of(program, "recipient") == "the county court")

    assert program.session.joined.settings.page.section == "giving"
    box_of(program).close_overlay()
