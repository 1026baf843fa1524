"""What the notices of macOS mean; the calls themselves need a Mac."""

from __future__ import annotations

import pytest

from app.wiring.system.mac import REASONS, MacSession


def test_the_screen_s_lock_and_the_workspace_s_notices_are_reasons() -> None:
    assert REASONS == {
        "com.apple.screenIsLocked": "screen",
        "NSWorkspaceWillSleepNotification": "sleep",
        "NSWorkspaceSessionDidResignActiveNotification": "switch",
        "NSWorkspaceWillPowerOffNotification": "shutdown",
    }


def test_it_cannot_be_made_anywhere_else() -> None:
    with pytest.raises(OSError, match="libobjc"):
        MacSession()
