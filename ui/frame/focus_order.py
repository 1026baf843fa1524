"""Which widgets of a part of the window can take focus, in the order of Tab."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focusable_in(area: QWidget) -> list[QWidget]:
    """The visible, enabled widgets of an area that Tab reaches, itself included."""
    return [widget for widget in _chain_of(area) if _takes_tab(widget)]


def put_after(first: QWidget, second: QWidget) -> None:
    """Let Tab come to an area after another one, though parts were added to that later."""
    last = None
    for widget in (*_chain_of(first), *_chain_of(second)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            if last is not None and second.isAncestorOf(widget):
                QWidget.setTabOrder(last, widget)
            last = widget


def focus_first(area: QWidget) -> bool:
    """Give focus to an area's focus proxy, else to its first widget; False if none can take it."""
    proxy = area.focusProxy()
    if proxy is not None and _takes_tab(proxy):
        proxy.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    for widget in _chain_of(area):
        if _takes_tab(widget):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.isVisible() and widget.isEnabled()


def _chain_of(area: QWidget) -> Iterator[QWidget]:
    """An area and all in it, shown or not, in the order of the window's focus chain."""
    widget: QWidget | None = area
    while widget is not None:
        if widget is area or area.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()
        if widget is area:
            break
