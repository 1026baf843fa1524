"""Pictures of the screen, as far as the system lets a program refuse them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class ScreenPictures:
    """Of a system on which nothing can be refused, such as Linux."""

    can_refuse = False

    def refuse(self, window: QWidget) -> None:
        """Keep a window out of pictures, recordings and previews."""

    def allow(self, window: QWidget) -> None:
        """Let a window be in pictures again; previews stay plain."""
