from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from app.errors import FormRefused, Refused
from ui.composer.lines import FACT, SAID, Line
from ui.composer.view_model import NO_LABEL, NO_WORDS, ComposerViewModel
from ui.forms.drafts import KeptPage

if TYPE_CHECKING:
    from tests.ui.composer.conftest import NoteDesk


def write(model: ComposerViewModel) -> None:
    model.set_label(0, FACT)
    model.set_text(0, "Rang at 09:44.")
    model.add_line(0)
    model.set_label(1, SAID)
    model.set_text(1, "“Mum can have them")


def test_a_note_is_signed_and_the_composer_is_blank_again(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    write(model)
    model.keep_now()

    with qtbot.waitSignal(model.signed):
        model.sign()

    lines = [
        {"label": "fact", "text": "Rang at 09:44."},
        {"label": "said", "text": "“Mum can have them”"},
    ]
    assert desk.signed == [(lines, b"d" * 16)]
    assert desk.drafts == {}
    assert model.lines == (Line(),)


def test_a_line_has_the_label_of_the_one_above(model: ComposerViewModel) -> None:
    write(model)
    model.add_line(1)
    model.set_text(2, "and so on")
    model.add_line(2)

    assert model.lines[3].label == SAID


def test_a_line_without_a_label_is_not_signed(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    model.resume(
        KeptPage(
            b"d" * 16,
            "note/1",
            b"s" * 16,
            {
                "lines": [
                    {"label": "fact", "text": "Rang"},
                    {"label": "", "text": "She said no"},
                ]
            },
            "1:3",
        )
    )

    with qtbot.waitSignal(model.refused) as told:
        model.sign()

    assert told.args == [NO_LABEL, 1]
    assert desk.signed == []


def test_nothing_is_not_signed(qtbot: QtBot, model: ComposerViewModel) -> None:
    model.set_label(0, SAID)

    with qtbot.waitSignal(model.refused) as told:
        model.sign()

    assert told.args == [NO_WORDS, 0]


def test_what_is_no_label_is_refused(model: ComposerViewModel) -> None:
    with pytest.raises(ValueError, match="rumour"):
        model.set_label(0, "rumour")


def test_the_draft_is_kept_within_a_second_with_its_place(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    clock = QElapsedTimer()
    clock.start()
    model.note_place(0, 4)

    with qtbot.waitSignal(model.draft_kept, timeout=1000) as told:
        model.set_text(0, "Rang")

    assert clock.elapsed() < 1000
    assert told.args == ["09:46:10"]
    (draft,) = desk.drafts.values()
    assert draft.answers == {"lines": [{"label": "", "text": "Rang"}]}
    assert (draft.form, draft.subject, draft.place) == ("note/1", b"s" * 16, "0:4")


def test_a_draft_is_taken_up_where_it_was_left(qtbot: QtBot, model: ComposerViewModel) -> None:
    draft = KeptPage(
        b"d" * 16, "note/1", b"s" * 16, {"lines": [{"label": "said", "text": "“No"}]}, "0:2"
    )

    with qtbot.waitSignal(model.lines_changed):
        model.resume(draft)

    assert model.lines == (Line(SAID, "“No"),)
    assert model.place == (0, 2)


def test_a_line_with_words_is_not_taken_away(model: ComposerViewModel) -> None:
    write(model)

    model.remove_line(1)
    assert len(model.lines) == 2

    model.set_text(1, "“")
    model.remove_line(1)
    assert model.lines == (Line(FACT, "Rang at 09:44."),)


def test_a_note_that_cannot_be_saved_keeps_its_words(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    write(model)
    desk.failure = Refused("form.no_such_form", source="note/9")

    with qtbot.waitSignal(model.failed):
        model.sign()

    assert model.lines[0].text == "Rang at 09:44."
    assert not model.is_busy


def test_what_the_form_refuses_is_told_at_the_line(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    write(model)
    desk.failure = FormRefused({"lines": "control_character"})

    with qtbot.waitSignal(model.refused) as told:
        model.sign()

    assert told.args[1] == 0


def test_what_is_typed_while_a_note_is_being_signed_begins_the_next_one(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    write(model)
    with qtbot.waitSignal(model.signed):
        model.sign()
        model.set_text(0, "Rang at 09:44. Rings again at noon")
        model.add_line(1)
        model.set_text(2, "“Tell nobody")

    assert [line["text"] for line in desk.signed[0][0]] == ["Rang at 09:44.", "“Mum can have them”"]
    assert model.lines == (Line(FACT, "Rings again at noon"), Line(SAID, "“Tell nobody"))
    qtbot.waitUntil(lambda: bool(desk.drafts))
    (draft,) = desk.drafts.values()
    assert [line["text"] for line in draft.answers["lines"]] == [line.text for line in model.lines]


def test_a_draft_that_comes_late_takes_the_place_of_no_word_that_was_typed_meanwhile(
    qtbot: QtBot, model: ComposerViewModel, desk: NoteDesk
) -> None:
    kept = {"lines": [{"label": "said", "text": "“No"}]}
    model.set_text(0, "He is outside")

    model.resume(KeptPage(b"e" * 16, "note/1", b"s" * 16, kept, "0:2"))

    assert model.lines == (Line("", "He is outside"),)
    model.keep_now()
    qtbot.waitUntil(lambda: list(desk.drafts) == [b"d" * 16])
