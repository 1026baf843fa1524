from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.sync_chip import (
    SyncChip,
    SyncState,
    all_received,
    needs_you,
    only_here,
    overdue,
    refused,
)

STATES = [
    all_received("09:31"),
    SyncState("sending", "Sending", "3"),
    only_here(2),
    overdue(26),
    needs_you(1),
    refused(),
]


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_spoken_as_it_reads(qtbot: QtBot, theme: Theme, state: SyncState) -> None:
    chip = SyncChip(theme)
    qtbot.addWidget(chip)

    chip.show_state(state)

    interface = QAccessible.queryAccessibleInterface(chip)
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == state.sentence
    assert chip.grab().height() == 32


def test_the_words_never_claim_more_than_is_known() -> None:
    words = " ".join(state.sentence for state in STATES).lower()

    assert "synced" not in words
    assert "saved" not in words


def test_the_chip_can_be_pressed_by_key(qtbot: QtBot, theme: Theme) -> None:
    chip = SyncChip(theme)
    qtbot.addWidget(chip)
    chip.show()

    with qtbot.waitSignal(chip.clicked, timeout=1000):
        qtbot.keyClick(chip, Qt.Key.Key_Space)


@pytest.mark.parametrize("state", STATES)
def test_where_room_is_short_it_says_the_same_in_fewer_words(
    qtbot: QtBot, theme: Theme, state: SyncState
) -> None:
    chip = SyncChip(theme)
    qtbot.addWidget(chip)
    chip.show_state(state)

    assert chip.minimumSizeHint().width() <= theme.px(150)
    chip.resize(chip.minimumSizeHint())
    cut = chip.grab().toImage()
    chip.resize(chip.sizeHint())
    whole = chip.grab().toImage()

    if state.short:
        said = state.sentence.lower().replace(",", "").split()
        assert set(state.short.lower().split()) <= {*said, "here"}
        assert cut != whole
