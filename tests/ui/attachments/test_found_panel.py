"""What the box about a copy says was found, for whom it goes to."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.domain.leaving import IN_HIDDEN, Finding
from ui.attachments.found_panel import FoundPanel, lines_of
from ui.theme.theme import Theme
from ui.widgets.label import Label

FOUND = (
    Finding("contact_address", "14 Wildrose Lane"),
    Finding("other_person", "David Thornbury", IN_HIDDEN),
    Finding("themself", "Tansy Mossop"),
    *(Finding("phone", f"0770090012{number}") for number in range(6)),
)


def told(panel: FoundPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(Label) if not each.isHidden()]


def test_what_they_never_get_is_said_first_and_what_they_may_know_is_counted(
    qtbot: QtBot, theme: Theme
) -> None:
    panel = FoundPanel(theme, FOUND, looked=True)
    qtbot.addWidget(panel)
    assert "Whom it is about" not in " ".join(told(panel))

    panel.show_for("gp")
    assert told(panel)[0] == "GP must not have this: where to reach them."
    panel.show_for("police")
    assert (
        told(panel)[0].startswith("Found in it")
        and told(panel)[-1] == "One more that they may know."
    )
    assert "David" not in " ".join(told(panel))


def test_kinds_stand_in_a_line_each_with_where_they_are() -> None:
    assert lines_of(FOUND[:2]).splitlines() == [
        "Where to reach them: 14 Wildrose Lane",
        "The other person (written beside it, not seen on the page): David Thornbury",
    ]
    assert lines_of(FOUND[3:]).endswith("; 07700900123 and 2 more")
