"""What the team sets for itself, as a lead and as anybody else sees it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.domain.team_settings import AREA, CODE, NUMBER, PACK, PLACE, SettingRow, SettingRows
from ui.settings.team_cards import TeamCards, told
from ui.theme.theme import Theme
from ui.turns import Turns
from ui.widgets.button import Button

ROWS = (
    SettingRow(PLACE, "Larkfield Surgery, F81999", "", {"code": "F81999"}, bytes(16)),
    SettingRow(AREA, "Essex: SafeLives Dash, 24 questions", "High from 14 yes", {}),
    SettingRow(CODE, "Dog bite", "Signs seen, offered", {}, bytes(16), has_versions=True),
    SettingRow(PACK, "Worry scale, version 1", "Brings form worry/1", {}, bytes(16)),
)


def buttons(qtbot: QtBot, theme: Theme, *, is_lead: bool) -> list[str]:
    turns = Turns()
    cards = TeamCards(theme, turns)
    qtbot.addWidget(cards)
    cards.show_rows(SettingRows(ROWS, is_lead))
    qtbot.waitUntil(lambda: turns.is_at_rest)
    shown = [each for each in cards.findChildren(Button) if not each.isHidden()]
    return [each.accessibleName() or each.text() for each in shown]


def test_a_lead_changes_what_holds_and_takes_back_what_is_the_teams_own(
    qtbot: QtBot, theme: Theme
) -> None:
    found = " | ".join(buttons(qtbot, theme, is_lead=True))

    for words in ("Change Larkfield", "Take back Larkfield", "Take back Dog bite"):
        assert words in found
    for words in ("Essex", "area", "Worry scale"):
        assert words not in found
    assert "Add a place" in found and "Load a form pack" in found


def test_anybody_else_reads_them(qtbot: QtBot, theme: Theme) -> None:
    assert buttons(qtbot, theme, is_lead=False) == []


def test_two_versions_and_the_teams_own_are_said() -> None:
    assert told(ROWS[0]) == "Set by the team"
    assert told(ROWS[2]).endswith("two versions stand side by side; look at Settle")
    assert told(SettingRow(NUMBER, "Security", "", {})) == ""
