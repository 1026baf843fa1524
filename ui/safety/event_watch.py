"""Events of the whole program, seen before any window, menu or field has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent, QInputMethodEvent, QShowEvent
from PySide6.QtWidgets import QApplication

Look = Callable[[QObject, QEvent], bool]
"""Is given what an event is for, and the event; True takes it away from everyone else."""


def watch_events(
    application: QApplication, owner: QObject, kinds: Collection[QEvent.Type], look: Look
) -> None:
    """Show what a hand does, or a window that comes up, to `look` while `owner` lives.

    The newest looks first.
    """
    watch = _watch_of(application) or _EventWatch(application)
    watch.add(owner, kinds, look)


@contextmanager
def unwatched() -> Iterator[None]:
    """Make parts of a window in here: thousands of events tell them of style and place.

    No key and no press is among them: those wait until the thread is back at its loop.
    """
    application = QApplication.instance()
    watch = _watch_of(application) if isinstance(application, QApplication) else None
    if application is None or watch is None or watch.is_away:
        yield
        return
    watch.is_away = True
    application.removeEventFilter(watch)
    try:
        yield
    finally:
        application.installEventFilter(watch)
        watch.is_away = False


def _watch_of(application: QApplication) -> _EventWatch | None:
    own = Qt.FindChildOption.FindDirectChildrenOnly
    return application.findChild(_EventWatch, options=own)


# What nobody looks at, such as a change of style, is told apart by its class: to ask for its kind
# takes longer than all the rest.
_SEEN = (QInputEvent, QInputMethodEvent, QShowEvent)


class _Looking(NamedTuple):
    owner: QObject
    look: Look


class _EventWatch(QObject):
    """The one filter on the application: each more would cost every event a call into Python."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.is_away = False
        self._looking: dict[QEvent.Type, list[_Looking]] = {}
        application.installEventFilter(self)

    def add(self, owner: QObject, kinds: Collection[QEvent.Type], look: Look) -> None:
        """Let one more look; whoever is gone is forgotten."""
        for kind in kinds:
            others = self._looking.get(kind, ())
            kept = [each for each in others if shiboken6.isValid(each.owner)]
            self._looking[kind] = [_Looking(owner, look), *kept]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on what somebody looks at; almost all events are none of that and end here."""
        if not isinstance(event, _SEEN):
            return False
        looking = self._looking.get(event.type(), ())
        return any(shiboken6.isValid(owner) and look(watched, event) for owner, look in looking)
