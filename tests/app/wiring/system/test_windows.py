"""What the messages of Windows mean; the calls themselves need a Windows PC."""

from __future__ import annotations

import pytest

from app.wiring.system.telling import REMOTE, SCREEN, SHUTDOWN, SLEEP, SWITCH
from app.wiring.system.windows import library, reason_of


@pytest.mark.parametrize(
    ("message", "what", "reason"),
    [
        (0x02B1, 0x7, SCREEN),
        (0x02B1, 0x8, ""),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x1, ""),  # WTS_CONSOLE_CONNECT
        (0x02B1, 0x2, SWITCH),
        (0x02B1, 0x3, REMOTE),
        (0x0218, 0x4, SLEEP),
        (0x0218, 0x7, ""),  # PBT_APMRESUMESUSPEND
        (0x0011, 0x0, SHUTDOWN),
        (0x000F, 0x7, ""),  # WM_PAINT
    ],
)
def test_each_message_is_read_as_documented(message: int, what: int, reason: str) -> None:
    assert reason_of(message, what) == reason


def test_its_libraries_are_nowhere_else() -> None:
    with pytest.raises(OSError, match="user32"):
        library("user32")
