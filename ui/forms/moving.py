"""Moving the focus on, as a person who answers by letters expects."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def move_on(widget: QWidget) -> None:
    """Focus what Tab would reach from this widget."""
    widget.setFocus()
    widget.focusNextPrevChild(True)


def move_back(widget: QWidget) -> None:
    """Focus what Shift+Tab would reach from this widget."""
    widget.setFocus()
    widget.focusNextPrevChild(False)
