"""A page that is on the screen before all its parts are made."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from ui.turns import Steps


class GrowingPage(QFrame):
    """`growth` makes the parts one after the other: in turns, or at once with its `finish`."""

    growth: Steps
