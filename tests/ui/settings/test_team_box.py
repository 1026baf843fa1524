from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.team_settings import AREA
from ui.settings.team_box import TeamBox
from ui.theme.theme import Theme


def test_a_risk_tool_is_read_and_typed_in_words(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    host = QWidget()
    host.resize(900, 600)
    show(host)
    box = TeamBox(host, theme, AREA, {"area": "Essex", "instrument": "safelives_24"})
    line = box.editors["instrument"].findChild(QLineEdit)
    assert line is not None

    assert line.text() == "SafeLives Dash, 24 questions"
    assert box.answers["instrument"] == "safelives_24"
    for typed, kept in (
        ("safelives dash,  24 questions", "safelives_24"),
        ("safelives_24", "safelives_24"),
        ("Worry scale", "Worry scale"),
    ):
        line.setText(typed)
        assert box.answers["instrument"] == kept
