"""Whether names or only initials stand on the screen, for all places alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.people import PersonRow


class Names(QObject):
    """What the places ask before they show a person's name. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, *, initials: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._are_initials = initials

    @property
    def are_initials(self) -> bool:
        """Whether initials stand in place of names."""
        return self._are_initials

    def show_initials(self, *, shown: bool) -> None:
        """Show initials in place of names, or names again."""
        if shown != self._are_initials:
            self._are_initials = shown
            self.changed.emit()

    def toggle(self) -> None:
        """Show the other of both."""
        self.show_initials(shown=not self._are_initials)

    def of(self, person: PersonRow) -> str:
        """What to call a person on the screen now."""
        return (self._are_initials and person.initials) or person.title
