"""Files that are dropped on a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class DropPlace(QObject):
    """Lets files be dropped anywhere on a page; lives as long as the page.

    Signals: `dropped(object)` with the paths; `not_files()` for what has no file on this PC, as a
    picture out of a browser.
    """

    dropped = Signal(object)
    not_files = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what can be dropped, and take it as a copy: the file stays where it was."""
        if isinstance(event, QDragEnterEvent):  # which a drop event is not
            data = event.mimeData()
            if data.hasUrls() or data.hasImage():
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self._take(files_in(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _take(self, files: Sequence[Path]) -> None:
        if files:
            self.dropped.emit(files)
        else:
            self.not_files.emit()


def files_in(data: QMimeData) -> list[Path]:
    """The files on this PC that were dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
