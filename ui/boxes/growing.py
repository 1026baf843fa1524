"""A page that is on the screen before all its parts are made or shown."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.turns import Steps

_OWN = Qt.FindChildOption.FindDirectChildrenOnly


class Parts:
    """What a page is put together from: cached properties, of which `order` names the large ones.

    Each is made when it is first asked for, or before that by `grow`, one for each step. Until the
    page takes them they are `owner`'s, and go with it.
    """

    order: tuple[str, ...] = ()

    def __init__(self, owner: QObject | None = None) -> None:
        if owner is not None:
            owner.destroyed.connect(self._leave)

    def _leave(self) -> None:
        for part in self._made():
            if shiboken6.isValid(part) and part.parentWidget() is None:
                part.deleteLater()

    def _made(self) -> Iterator[QWidget]:
        for made in (self.__dict__.get(name) for name in self.order):
            several = made if isinstance(made, tuple) else (made,)
            several = tuple(made.values()) if isinstance(made, dict) else several
            yield from (each for each in several if isinstance(each, QWidget))

    def grow(self) -> Iterator[None]:
        """Make them one after the other."""
        for name in self.order:
            getattr(self, name)
            yield


class GrowingPage(QFrame):
    """`growth` makes the parts one after the other: in turns, or at once with its `finish`.

    A page that was made before anybody wanted it is folded: what stands below the first row of
    its `ground` is laid out and painted a row at a time once it is shown.
    """

    growth: Steps

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: list[QWidget] = []

    def ground(self) -> QWidget:
        """What holds the rows."""
        return self

    def fold(self) -> None:
        """Put away all rows but the first."""
        rows = self.ground().findChildren(QWidget, options=_OWN)
        self._folded = [row for row in rows if not row.isHidden()][1:]
        for row in self._folded:
            row.hide()

    def unfold(self) -> Iterator[None]:
        """Show what is put away, a row for each step."""
        while self._folded:
            self._folded.pop(0).show()
            yield

    def unfold_all(self) -> None:
        """Show it now."""
        Steps(self.unfold()).finish()
