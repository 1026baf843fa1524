"""The window under what nobody plans for: long pastes, odd names, any script, little room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.usecases import recording
from tests.app.wiring.driving import Program
from tests.vaults import put_vault
from ui.composer.line_row import LineText
from ui.composer.view_model import MOST_POURED
from ui.theme.theme import Theme
from ui.widgets.elided_label import ElidedLabel

ODD = "<b>Wren</b> & <img src='x'>\u202e tail"


def put_in(line: LineText, text: str) -> None:
    """Paste as the keys do, without the clipboard that other tests use."""
    held = QMimeData()
    held.setText(text)
    line.insertFromMimeData(held)


def add(program: Program, kind: str, answers: dict, **more) -> bytes:
    made = program.session.desk.write(
        lambda session: recording.record(session, kind, answers, **more)
    )
    return made.result().subject


def open_file(program: Program, subject: bytes) -> None:
    program.session.desk.file_wanted.emit(subject)
    program.wait(lambda: program.session.joined.person.model.file is not None)


@pytest.fixture
def composer(program: Program):
    program.unlock()
    open_file(program, add(program, "person", {"name": "Linnet Marrowby"}))
    page = program.session.joined.person.page
    program.wait(lambda: page.findChild(LineText) is not None)
    line = page.findChild(LineText)
    line.setFocus()
    program.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    return line


def test_a_long_report_goes_into_lines_of_its_own_and_is_saved_whole(
    program: Program, composer: LineText
) -> None:
    paragraphs = [f"Paragraph {number}. " + "holly and yew " * 60 for number in range(300)]
    text = "\n".join(paragraphs)
    assert len(text) > 10 * MOST_POURED

    put_in(composer, text)
    person = program.session.joined.person
    person.composing.sign()
    program.wait(lambda: len(person.model.items) == 1)

    (item,) = person.model.items
    assert " ".join(line.text for line in item.lines).split() == text.split()
    assert {line.kind for line in item.lines} == {"fact"}
    assert max(len(line.text) for line in item.lines) <= MOST_POURED
    assert person.page.timeline.model().rowCount() == 1
    program.window.grab()


def test_lines_that_are_still_laid_out_take_no_words_from_the_note(
    program: Program, composer: LineText
) -> None:
    put_in(composer, "word " * 20_000)
    page = program.session.joined.person.page
    lines = [each for each in page.findChildren(LineText) if not each.isHidden()]
    assert any(line.isReadOnly() for line in lines)

    program.wait(lambda: not any(line.isReadOnly() for line in lines))

    whole = " ".join(line.toPlainText().strip() for line in lines)
    assert len(whole.split()) == 20_000


def test_more_than_a_note_can_hold_is_not_put_in_and_words_stay(
    program: Program, composer: LineText
) -> None:
    program.type("what I saw")

    put_in(composer, "word " * 209_715)

    assert composer.toPlainText() == "what I saw"
    told = [label.text() for label in program.window.findChildren(QLabel) if label.isVisible()]
    assert any("longer than a note can be" in words for words in told)


def test_names_are_shown_as_they_were_typed(program: Program) -> None:
    program.unlock()
    open_file(program, add(program, "person", {"name": ODD}))
    labels = program.session.joined.person.page.head.findChildren(QLabel)

    shown = [label for label in labels if label.text() == ODD]

    assert len(shown) == 1
    assert shown[0].textFormat() == Qt.TextFormat.PlainText
    program.window.grab()


@pytest.mark.parametrize("words", ["🐝🌾🪺🍄🧶🪵🐚🕯️🌧️🚪🦔🪨 no end", "שלום עולם ירוק חזק מאוד סודי"])
def test_a_passphrase_of_any_script_is_taken_at_the_lock_screen(
    tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot, words: str
) -> None:
    put_vault(tmp_path / "hers", "Tansy Bramblewick", words)
    program = Program(tmp_path, theme, qapp, qtbot)
    try:
        field = program.lock_window.page.pane.field
        field.insert(words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.desktop.session is not None, timeout=10_000)
    finally:
        program.end()


def test_a_letter_on_the_list_of_people_begins_a_search(program: Program) -> None:
    program.unlock()
    for name in ("Linnet Marrowby", "Tansy Bramblewick"):
        add(program, "person", {"name": name})
    people = program.session.joined.people
    program.window.show_place("people")
    program.wait(lambda: people.model.count == 2)
    people.page.list.setFocus()

    program.qtbot.keyClicks(people.page.list, "tan")

    program.wait(lambda: people.model.count == 1)
    assert people.page.field.text() == "tan"
    assert people.page.list.model().index(0, 0).data() == "Tansy Bramblewick"


def test_initials_stand_on_people_on_the_file_and_in_the_search_alike(program: Program) -> None:
    program.unlock()
    subject = add(program, "person", {"name": "Linnet Marrowby"})
    joined = program.session.joined
    program.press(
        Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    program.window.show_place("people")
    program.wait(lambda: joined.people.model.row(0) is not None)
    assert joined.people.page.list.model().index(0, 0).data() == "LM"

    open_file(program, subject)
    words = [label.text() for label in joined.person.page.head.findChildren(QLabel)]
    assert "LM" in words and "Linnet Marrowby" not in words

    groups = joined.finding.model
    found: list[str] = []
    groups.groups_changed.connect(
        lambda shown: found.extend(each.title for group in shown for each in group.findings)
    )
    groups.look_for("linnet")
    program.wait(lambda: "LM" in found)
    assert "Linnet Marrowby" not in found


def cut_off(window: QWidget) -> list[str]:
    """Words on buttons and labels that do not fit, and what lies beyond the window's edge."""
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QLabel | QAbstractButton | QLineEdit):
            continue
        is_cut = isinstance(each, QAbstractButton) and each.width() < each.minimumSizeHint().width()
        if isinstance(each, QLabel) and not isinstance(each, ElidedLabel) and each.text():
            wide = each.wordWrap() or each.width() >= each.sizeHint().width()
            high = each.height() >= each.heightForWidth(each.width())
            is_cut = not (wide and high)
        edge = each.mapTo(window, each.rect().topRight()).x()
        if is_cut or edge > window.width():
            found.append(f"{type(each).__name__} {each.text()}")
    return found


def test_a_window_forty_characters_wide_cuts_nothing_off(program: Program) -> None:
    width = 320
    lock = program.lock_window
    lock.resize(width, 2 * width)
    program.qtbot.waitUntil(lambda: not cut_off(lock), timeout=3_000)
    lock.page.about_button.click()
    assert cut_off(lock) == []
    program.unlock()
    window = program.window
    window.resize(width, 2 * width)
    open_file(program, add(program, "person", {"name": "Linnet Marrowby"}))
    for place in ("today", "new", "people", "person", "sync", "settings"):
        window.show_place(place)
        for _ in range(5):
            QApplication.processEvents()
        assert window.width() == width, place
        assert (place, cut_off(window)) == (place, [])
