"""A lock screen of a PC that two people use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.unlocking.lock_screen import Screen
from ui.theme.theme import Theme


@pytest.fixture
def screen(theme: Theme, qtbot: QtBot) -> Iterator[Screen]:
    yield Screen(theme, qtbot)
