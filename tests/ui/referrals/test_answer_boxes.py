"""The box that answers a referral."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.referrals.answer_boxes import AnswerBox
from ui.theme.theme import Theme


@pytest.mark.parametrize(
    ("key", "declines"), [(Qt.Key.Key_W, True), (Qt.Key.Key_2, True), (Qt.Key.Key_I, False)]
)
def test_the_first_letter_of_an_answer_picks_it(
    qtbot: QtBot, theme: Theme, key: Qt.Key, declines: bool
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    box = AnswerBox(host, theme, text="", can_decline=True)

    qtbot.keyClick(box.editors["state"].entry(), key)

    assert box.is_declining == declines
    assert box.verb.text() == ("Decline" if declines else "Take it on")
