"""Whole journeys through the desktop: unlock, record, find, read, note, lock, come back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.worklist import Reason
from app.errors import Refused
from app.usecases.person import files
from app.wiring.hiding.locking import LastSession
from storage.reading import VaultReading
from tests.app.wiring.driving import PASSPHRASE, Program
from tests.app.wiring.over_window import box_of
from tests.app.wiring.recording import know_someone, record_someone
from ui.boxes.ask_box import AskBox
from ui.composer.composer import Composer
from ui.frame.findings import FindingGroup
from ui.frame.keys_box import KeysBox
from ui.frame.shortcuts import TABLE
from ui.identify.page import IdentifyPage
from ui.person.page import PersonPage
from ui.settings.page import SettingsPage
from ui.sync.page import SyncPage

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LONG = """with recursive n (x) as (select 1 union all select x + 1 from n limit 200000000)
select count(*) from n"""


def test_from_unlock_to_lock(program: Program) -> None:
    program.unlock()
    subject = record_someone(program, "Tansy Bramblewick")
    joined = program.session.joined

    program.press(Qt.Key.Key_1, ALT)
    program.wait(lambda: joined.today.model.counts["referral"] == 1)

    program.press(Qt.Key.Key_K, CTRL)
    program.type("tansy")
    found = joined.palette.list.model()
    program.wait(lambda: "Tansy" in str(found.index(1, 0).data()))
    program.press(Qt.Key.Key_Tab)
    offered = [str(found.index(row, 0).data()).split(",")[0] for row in range(1, found.rowCount())]
    assert offered == ["Open the file", "Log contact", "Refer"]
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: program.session.window.place == "person")
    program.wait(lambda: joined.person.model.file is not None)
    assert joined.person.model.subject == subject
    assert [item.title for item in joined.person.model.items] == ["Abuse identified"]

    program.press(Qt.Key.Key_L, CTRL)
    assert program.replaced == ["now"]
    assert program.session.cover.isVisible()


def test_what_was_recorded_is_marked_as_entered_in_error(program: Program) -> None:
    program.unlock()
    know_someone(program, "Clover Fennimore")
    person = program.session.joined.person
    item = person.model.items[0]

    person.mark_in_error(item.key)
    box = box_of(program)
    reason = box.findChild(QPlainTextEdit)
    assert reason is not None
    reason.setPlainText("Wrong person")
    box.ask()

    program.wait(lambda: bool(person.model.items) and person.model.items[0].struck)
    assert "Wrong person" in person.model.items[0].body


def write_note(program: Program, words: str) -> None:
    """Write a fact into the composer by keys and sign it."""
    program.wait(lambda: bool(program.window.findChildren(Composer)))
    composer = program.window.findChildren(Composer)[-1]
    composer.enter()
    program.press(Qt.Key.Key_1, ALT)
    program.type(words)
    program.press(Qt.Key.Key_Return, CTRL)


def test_a_note_is_written_signed_and_corrected(program: Program) -> None:
    program.unlock()
    know_someone(program, "Bryony Larkspur-Test")
    person = program.session.joined.person
    write_note(program, "Voice hoarse.")
    program.wait(lambda: person.model.counts["note"] == 1)
    assert person.model.items[0].lines[0].text == "Voice hoarse."

    person.correct(person.model.items[0].key)
    write_note(program, "Voice hoarse since morning.")
    program.wait(lambda: person.model.counts["note"] == 2)

    assert [item.title for item in person.model.items[:2]] == ["Correction", "Note"]


def test_a_note_begun_is_there_again_after_a_lock(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    subject = know_someone(first, "Hazel Windermoor-Test")
    first.wait(lambda: bool(first.window.findChildren(Composer)))
    composer = first.window.findChildren(Composer)[-1]
    composer.enter()
    first.press(Qt.Key.Key_2, ALT)
    first.type("I am afraid")
    first.press(Qt.Key.Key_L, CTRL)

    second = start_program()
    second.unlock()
    person = second.session.joined.person
    second.wait(lambda: person.model.subject == subject)
    second.wait(lambda: "I am afraid" in words_in_composer(second))
    assert second.session.window.place == "person"
    second.wait(lambda: second.window.focusWidget() is not None)
    second.wait(
        lambda: second.window.findChildren(Composer)[-1].isAncestorOf(second.window.focusWidget())
    )


def test_a_blank_reason_is_refused_beside_its_field(program: Program) -> None:
    program.unlock()
    know_someone(program, "Clover Fennimore")
    person = program.session.joined.person
    person.mark_in_error(person.model.items[0].key)
    box = box_of(program)

    box.ask()

    program.wait(lambda: "no words" in problem_of(box))
    assert box.isVisible()
    box.close_overlay()


def test_a_person_is_edited_and_the_head_follows(program: Program) -> None:
    program.unlock()
    know_someone(program, "Unknown")
    person = program.session.joined.person
    person.edit()
    box = box_of(program)
    name, number = box.findChildren(QLineEdit)[:2]
    name.setText("Marigold Thistledown")
    number.setText("999 000 0018")
    box.findChildren(QLineEdit)[-1].setText("Her name became known")

    box.ask()

    program.wait(
        lambda: (
            person.model.page is not None
            and person.model.page.person.name == "Marigold Thistledown"
        )
    )
    assert person.model.page is not None
    assert person.model.page.person.nhs_number == "9990000018"


def test_a_referral_is_handed_over_from_today(program: Program) -> None:
    program.unlock()
    know_someone(program, "Juniper Mossop")
    program.press(Qt.Key.Key_1, ALT)
    today = program.session.joined.today
    program.wait(lambda: today.model.counts["referral"] == 1)
    due = next(d for d in today_rows(program) if d.reason is Reason.REFERRAL)

    box = today.hand_over(due)
    assert box is not None
    who = box.findChild(QLineEdit)
    assert who is not None
    who.setText("Linnet Marrowby, IDVA team")
    box.ask()

    program.wait(lambda: today.model.counts["referral"] == 0)


def test_a_wrong_passphrase_lets_nobody_in_and_loses_nothing(program: Program) -> None:
    program.type_passphrase("not this one at all")
    page = program.lock_window.page
    program.wait(lambda: bool(page_problem(program)))

    assert program.desktop.session is None
    assert "does not open" in page_problem(program)
    assert page.pane.field.text() == ""
    program.unlock(PASSPHRASE)


def test_a_draft_is_kept_at_a_lock_and_taken_up_again(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Qt.Key.Key_N, CTRL)
    first.session.joined.new.model.set_answer("where_now", "Bay 4")
    first.press(Qt.Key.Key_L, CTRL)
    assert first.replaced == ["now"]

    second = start_program()
    assert second.lock_window.page.users.rows[0].user.has_draft
    second.unlock()
    model = second.session.joined.new.model
    second.wait(lambda: model.answer("where_now") == "Bay 4")
    assert second.session.window.place == "new"
    assert "You locked at" in toast(second)


def test_nobody_at_the_pc_locks_it_and_says_so(start_program: Callable[[], Program]) -> None:
    first = start_program()
    first.unlock()
    first.session.idle.idle.emit()
    assert first.replaced == ["now"]

    second = start_program()
    second.unlock()
    assert "after 5 minutes without use" in toast(second)
    second.session.desk.told.emit("Somebody has joined your team. Sync says who.")
    assert "after 5 minutes without use" in toast(second)


def test_a_lock_waits_for_nothing_that_is_still_read(program: Program) -> None:
    program.unlock()
    reading = program.session.desk.read(lambda each: each.connection.execute(LONG).fetchone())
    program.wait(reading.running)

    program.press(Qt.Key.Key_L, CTRL)

    assert program.replaced == ["now"]
    assert isinstance(reading.exception(), Refused)


def test_two_minutes_behind_the_cover_lock(program: Program) -> None:
    program.unlock()
    program.press(Qt.Key.Key_F9)
    session = program.session
    assert session.cover.isVisible()

    session.hiding.timer.setInterval(1)
    session.hiding.timer.start()

    program.wait(lambda: program.replaced == ["now"])


def test_what_opens_behind_the_cover_of_the_lock_screen_comes_covered(program: Program) -> None:
    program.type_passphrase(PASSPHRASE)
    program.lock_window.cover.cover()

    program.wait(lambda: program.desktop.session is not None and program.window.isVisible())

    session = program.session
    assert session.cover.isVisible()
    assert session.cover.geometry() == session.window.rect()
    program.wait(lambda: session.joined.today.model.is_loaded)
    assert session.hiding.timer.isActive()
    program.wait(lambda: program.desktop.lock_window is None)
    assert session.window.isVisible()  # the cover of the lock screen kept it from the screen once
    assert not session.window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def test_the_page_that_one_comes_back_to_is_made_a_piece_at_a_time(program: Program) -> None:
    program.unlock()
    left = LastSession(at_ms=0, why="asked", place="sync", subject=None)

    pieces = list(program.session.returning.come_back(left))

    assert len(pieces) > 1
    assert program.session.window.place == "sync"


def test_enter_on_the_cover_asks_for_the_passphrase(program: Program) -> None:
    program.unlock()
    session = program.session
    program.press(Qt.Key.Key_F9)
    program.press(Qt.Key.Key_Return)
    assert session.return_box.isVisible()

    program.type("not this one")
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: session.return_box.field.isEnabled() and "does not" in said(session))
    assert session.cover.isVisible()

    session.return_box.field.setText(PASSPHRASE)
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: not session.cover.isVisible())


def test_a_kill_without_a_lock_is_told(start_program: Callable[[], Program]) -> None:
    first = start_program()
    first.unlock()

    second = start_program()
    second.unlock()

    assert "ended without locking" in toast(second)


def test_looking_is_noted_without_words(program: Program) -> None:
    program.unlock()
    subject = know_someone(program, "Sorrel Thimblewood")

    def log(reading: VaultReading) -> list[tuple[str, bytes | None]]:
        return [(entry.what, entry.subject) for entry in reading.accesses()]

    program.wait(lambda: ("view", subject) in program.session.desk.read(log).result())


def test_closing_the_window_seals_it_and_starts_nothing_anew(
    start_program: Callable[[], Program],
) -> None:
    first = start_program()
    first.unlock()
    first.press(Qt.Key.Key_N, CTRL)
    first.session.joined.new.model.set_answer("where_now", "Bay 4")

    first.window.close()

    assert (first.replaced, first.left) == ([], ["now"])
    second = start_program()
    second.unlock()
    second.wait(lambda: second.session.joined.new.model.answer("where_now") == "Bay 4")
    assert "Closed at" in toast(second)


def test_an_outdated_search_is_stopped_and_tells_nobody(program: Program) -> None:
    program.unlock()
    know_someone(program, "Tansy Bramblewick")
    told: list[str] = []
    program.session.desk.told.connect(told.append)
    program.session.desk.refused.connect(told.append)
    finding = program.session.joined.finding.model
    groups: list[tuple[FindingGroup, ...]] = []
    finding.groups_changed.connect(groups.append)

    for text in ("t", "ta", "tan", "tans", "tansy"):
        finding.look_for(text)

    program.wait(lambda: any(group.name == "People" for each in groups[-1:] for group in each))
    assert [found.title for found in groups[-1][0].findings] == ["Tansy Bramblewick"]
    assert told == []


def test_the_title_never_tells(program: Program) -> None:
    program.unlock()
    record_someone(program, "Tansy Bramblewick")

    for place in ("today", "new", "people", "person", "sync"):
        program.session.window.show_place(place)
        assert program.window.windowTitle() == "Yarrow"


def test_every_key_of_the_table_means_something_and_the_question_mark_tells(
    program: Program,
) -> None:
    program.unlock()
    joined = program.session.joined
    wanted = {each.name for each in TABLE if each.scope in ("anywhere", "window")}
    assert wanted - {"place.meetings"} == joined.shortcuts.known

    program.press(Qt.Key.Key_7, ALT)
    program.wait(lambda: program.session.window.page.isVisible())
    program.type("?")

    box = program.session.window.findChild(KeysBox)
    assert isinstance(box, KeysBox)
    assert box.table.model().index(0, 1).data() == "Try now"


def test_everything_that_takes_focus_has_a_spoken_name(program: Program) -> None:
    program.unlock()
    know_someone(program, "Tansy Bramblewick")

    for place in ("today", "people", "person", "sync"):
        program.session.window.show_place(place)
        nameless = [each for each in reachable(program.window) if not spoken_name(each)]
        assert nameless == [], place


def test_the_file_holds_what_was_saved(program: Program) -> None:
    program.unlock()
    subject = know_someone(program, "Hazel Windermoor-Test")
    today = program.session.desk.now().date()

    page = program.session.desk.read(
        lambda reading: files.page(reading, subject, today=today)
    ).result()

    assert page.person.name == "Hazel Windermoor-Test"
    assert [item.kind for item in page.items] == ["identification"]


def words_in_composer(program: Program) -> str:
    composer = program.window.findChildren(Composer)[-1]
    return " ".join(line.toPlainText() for line in composer.findChildren(QPlainTextEdit))


def problem_of(box: AskBox) -> str:
    return " ".join(field.problem for field in box.fields.values())


def page_problem(program: Program) -> str:
    return program.lock_window.page.pane.field.accessibleDescription()


def toast(program: Program) -> str:
    return program.session.window.toast.accessibleName()


def said(session: object) -> str:
    box = session.return_box
    return str(box.field.accessibleDescription())


def today_rows(program: Program) -> list[object]:
    model = program.session.joined.today.model
    return [model.due(row.key) for group in model.groups for row in group.rows]


def reachable(window: QWidget) -> list[QWidget]:
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def test_no_page_is_made_before_the_window_shows_and_all_are_once_it_rests(
    program: Program,
) -> None:
    kinds = (IdentifyPage, PersonPage, SyncPage, SettingsPage)
    made_at_first: list[int] = []

    def look(_session: object) -> None:
        made_at_first.extend(len(program.window.findChildren(kind)) for kind in kinds)

    program.desktop.opened.connect(look)
    program.unlock()
    window = program.window
    program.wait(lambda: all(window.findChildren(kind) for kind in kinds))

    assert made_at_first == [0, 0, 0, 0]

    program.press(Qt.Key.Key_2, ALT)
    program.type("Hazel")
    program.press(Qt.Key.Key_1, ALT)
    program.press(Qt.Key.Key_2, ALT)

    assert len(window.findChildren(IdentifyPage)) == 1
    assert program.session.joined.new.model.answers()


def test_of_two_files_opened_one_after_the_other_the_last_has_the_composer(
    program: Program,
) -> None:
    program.unlock()
    first = record_someone(program, "Hazel Windermoor-Test")
    second = record_someone(program, "Bryony Larkspur-Test")
    joined = program.session.joined

    joined.open_file(first)
    joined.open_file(second)
    joined.open_file(first)
    program.wait(lambda: joined.person.model.file is not None)
    program.wait(lambda: len(program.window.findChildren(Composer)) == 1)
    write_note(program, "Voice hoarse.")
    program.wait(lambda: joined.person.model.counts["note"] == 1)

    assert joined.person.model.subject == first
