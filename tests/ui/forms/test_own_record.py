from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.forms.library import latest
from ui.forms.own_record import OwnRecord
from ui.theme.theme import Theme

Answers = dict[str, Value]
SEEN: Answers = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "hark_h": "yes",
    "abuse_time": "current",
}


@pytest.fixture
def own(theme: Theme, stack: Callable[..., QWidget]) -> OwnRecord:
    made = OwnRecord(latest("identification"), theme)
    stack(made)
    return made


def words(own: OwnRecord) -> str:
    return "\n".join(label.text() for label in own.findChildren(QLabel) if label.isVisible())


def test_the_note_follows_the_answers_and_is_copied_whole(qtbot: QtBot, own: OwnRecord) -> None:
    assert words(own) == ""
    own.show_answers(SEEN)
    assert "disclosure made." in words(own)

    with qtbot.waitSignal(own.copy_wanted) as copied:
        QTest.keyClick(own.note.copy, Qt.Key.Key_Space)

    assert copied.args == [own.note.note]
    assert own.note.note.endswith("Hide from online access.")


def test_codes_open_by_a_key_with_what_is_to_be_known_of_them(qtbot: QtBot, own: OwnRecord) -> None:
    own.show_answers({**SEEN, "children_in_household": 1})
    assert "879911000000102" not in words(own)

    QTest.keyClick(own.more, Qt.Key.Key_Space)

    assert "879911000000102 Victim of domestic abuse" in words(own)
    assert "Look each up in the UK edition first." in words(own)
    assert "In the child’s own record" in words(own)
    with qtbot.waitSignal(own.copy_wanted) as copied:
        own.codes.copy.click()
    assert "879911000000102" in copied.args[0]


def test_a_no_to_the_gp_is_said_where_the_note_is_copied(own: OwnRecord) -> None:
    own.show_answers({**SEEN, "consent_scope": {"gp": "no"}})

    assert "They said no to telling the GP" in words(own)


def test_every_control_has_a_name(own: OwnRecord, nameless: Callable[[QWidget], list[str]]) -> None:
    own.show_answers(SEEN)
    own.more.click()

    assert nameless(own) == []
