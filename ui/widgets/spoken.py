"""What a screen reader is told: roles that Qt would not choose, and announcements."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

Role = QAccessible.Role

_ROLE = "spokenRole"


class _SpokenWidget(QAccessibleWidget):
    """A widget under a role given to it; a checked page tab counts as the selected one."""

    def state(self) -> QAccessible.State:
        state = super().state()
        widget = self.object()
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            state.selectable = 1
            state.selected = int(widget.isChecked())
        return state


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be spoken of as this kind of control.

    To be called before the widget gets a name or words: from then on Qt keeps the role it had.
    """
    widget.setProperty(_ROLE, role.value)


def install_roles() -> None:
    """Make the given roles known to Qt; once, before the first window."""
    QAccessible.installFactory(_spoken)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence: when it pauses, or at once if urgent."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def _spoken(_name: str, source: QObject) -> QAccessibleInterface | None:
    if not isinstance(source, QWidget):
        return None
    value = source.property(_ROLE)
    return None if value is None else _SpokenWidget(source, QAccessible.Role(value))
