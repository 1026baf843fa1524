"""Which widgets of a part of the window can take focus, in the order of Tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focusable_in(area: QWidget) -> list[QWidget]:
    """The visible, enabled widgets of an area that Tab reaches, itself included."""
    found: list[QWidget] = []
    widget: QWidget | None = area
    while widget is not None:
        if (widget is area or area.isAncestorOf(widget)) and _takes_tab(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
        if widget is area:
            break
    return found


def focus_first(area: QWidget) -> bool:
    """Give focus to an area's focus proxy, else to its first widget; False if none can take it."""
    proxy = area.focusProxy()
    if proxy is not None and _takes_tab(proxy):
        proxy.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    for widget in focusable_in(area):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    return False


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.isVisible() and widget.isEnabled()
