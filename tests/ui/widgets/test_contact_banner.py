from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.contact_banner import NOT_KNOWN, ContactBanner, ContactKind, ContactSafety


def test_what_is_not_known_is_treated_as_unsafe(qtbot: QtBot, theme: Theme) -> None:
    banner = ContactBanner(NOT_KNOWN, theme)
    qtbot.addWidget(banner)

    interface = QAccessible.queryAccessibleInterface(banner)

    assert interface.text(QAccessible.Text.Name) == (
        "Safe contact: Not known. Treat every way as unsafe"
    )
    banner.read_out()


@pytest.mark.parametrize(
    ("kind", "ground"),
    [("safe", "okTint"), ("not_now", "warnTint"), ("never", "dangerTint"), ("unknown", "canvas")],
)
def test_each_state_has_its_ground(
    qtbot: QtBot, theme: Theme, kind: ContactKind, ground: str
) -> None:
    banner = ContactBanner(NOT_KNOWN, theme)
    qtbot.addWidget(banner)
    banner.resize(900, 54)

    banner.show_safety(ContactSafety(kind, "State", "Meaning"))

    assert banner.grab().toImage().pixelColor(700, 27) == theme.colour(ground)


def test_the_banner_is_54_high_and_can_be_reached(qtbot: QtBot, theme: Theme) -> None:
    banner = ContactBanner(NOT_KNOWN, theme)
    qtbot.addWidget(banner)

    assert banner.minimumHeight() == 54
    assert banner.sizeHint().height() == pytest.approx(54, abs=2)
