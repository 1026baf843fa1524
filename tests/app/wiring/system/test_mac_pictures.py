"""Refusing pictures on a Mac needs a Mac."""

from __future__ import annotations

import pytest

from app.wiring.system.mac_pictures import MacPictures


def test_it_cannot_be_made_anywhere_else() -> None:
    with pytest.raises(OSError, match="libobjc"):
        MacPictures()
