"""The box that refers says what of the person's other files does not go."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.referrals.refer_box import ReferBox, ReferFacts
from ui.theme.theme import Theme


@pytest.mark.parametrize("others", [0, 1])
def test_it_tells_of_an_identification_in_another_file(
    qtbot: QtBot, theme: Theme, others: int
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()

    box = ReferBox(host, theme, ReferFacts(is_today=True, not_in_it=others))

    words = [each.text() for each in box.findChildren(QLabel) if each.isVisibleTo(host)]
    assert any("Another file of this person" in each for each in words) == bool(others)
    assert box.wish["urgency"] == "today"
