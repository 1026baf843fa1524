"""Marking the pasteboard needs a Mac."""

from __future__ import annotations

import pytest

from app.wiring.system.mac_clipboard import CONCEALED, conceal


def test_it_can_be_asked_for_nowhere_else() -> None:
    assert CONCEALED == "org.nspasteboard.ConcealedType"
    with pytest.raises(OSError, match="libobjc"):
        conceal()
