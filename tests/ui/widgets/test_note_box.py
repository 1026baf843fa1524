from __future__ import annotations

import typing

import pytest
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.note_box import LOOKS, NoteBox, NoteKind


@pytest.mark.parametrize("kind", typing.get_args(NoteKind))
def test_a_note_has_ground_and_words(qtbot: QtBot, theme: Theme, kind: NoteKind) -> None:
    box = NoteBox(kind, theme, strong="This note could not be saved.", text="The disk is full.")
    qtbot.addWidget(box)
    box.resize(400, 60)

    assert box.accessibleName() == "This note could not be saved. The disk is full."
    assert box.grab().toImage().pixelColor(395, 30) == theme.colour(LOOKS[kind].fill)


def test_a_note_grows_with_its_words(qtbot: QtBot, theme: Theme) -> None:
    box = NoteBox("info", theme, strong="Fact.", text="Words " * 60)
    qtbot.addWidget(box)

    assert box.heightForWidth(200) > box.heightForWidth(400)


def test_one_that_flows_needs_a_line_less(qtbot: QtBot, theme: Theme) -> None:
    words = {"strong": "Abuse identified.", "text": "2 yes, 1 no."}
    box, flowing = NoteBox("info", theme, **words), NoteBox("info", theme, flows=True, **words)
    qtbot.addWidget(box)
    qtbot.addWidget(flowing)

    assert flowing.accessibleName() == box.accessibleName()
    assert flowing.heightForWidth(400) < box.heightForWidth(400)
