"""The one place that writes the system's clipboard, and takes back what was written."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.safety.event_watch import watch_events

KEPT_MS = 10_000
SECRET = "secret"
"""The property of a field of which nothing is ever copied, such as that for a passphrase."""
_MARK = "application/x-copied-by"
# Each asks a system's clipboard history, or its cloud, not to keep what is copied.
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
_WATCHED = (QEvent.Type.KeyPress, QEvent.Type.ContextMenu, QEvent.Type.MouseButtonPress)
_ALONE = ("offscreen", "minimal")


def _mark_nothing() -> None:
    """Here every mark is a format beside the text."""


class Clipboard(QObject):
    """Marks, and soon takes back, all text that leaves by the clipboard.

    What Qt's own fields copy (Ctrl+C, Ctrl+X, their menus) is put there again as plain marked
    text before any other program can ask for it, since it asks through this process's own
    events. `mark` adds what a system takes only by a call of its own. X11's selection by mouse
    is cleared in the same way. Lists, and fields for secrets, copy nothing; no text can be
    dragged out of a field.
    """

    def __init__(
        self,
        application: QApplication,
        parent: QObject | None = None,
        *,
        kept_ms: int = KEPT_MS,
        mark: Callable[[], object] = _mark_nothing,
    ) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._own = secrets.token_bytes(8)
        # Without a system's clipboard behind it Qt cannot tell whose words are there: ours.
        self._is_alone = QGuiApplication.platformName() in _ALONE
        self._is_writing = False
        self._mark = mark
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)
        self._clipboard.selectionChanged.connect(self._on_selected)
        watch_events(application, self, _WATCHED, self._look)

    def copy(self, text: str) -> None:
        """Put text there for ten seconds, marked for no history and no cloud."""
        data = QMimeData()
        data.setText(text)
        data.setData(_MARK, self._own)
        for name, value in _MARKS.items():
            data.setData(name, value)
        self._is_writing = True
        self._clipboard.setMimeData(data)
        self._mark()
        self._is_writing = False
        self._timer.start()

    def clear(self) -> None:
        """Take back what is there, if it is still ours."""
        self._timer.stop()
        if self._holds_ours():
            self._is_writing = True
            self._clipboard.clear()
            self._is_writing = False

    def _look(self, watched: QObject, event: QEvent) -> bool:
        """Keep lists and secrets from being copied, and text from being dragged."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return _copies_nothing(watched) and any(map(event.matches, _COPYING))
        if kind == QEvent.Type.ContextMenu:
            return _is_secret(watched)
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            _begin_anew(watched, event)
        return False

    def _holds_ours(self) -> bool:
        # Qt gives None where there is nothing, which its stubs do not know.
        data: QMimeData | None = self._clipboard.mimeData()
        return data is not None and data.data(_MARK).data() == self._own

    def _on_changed(self) -> None:
        if self._is_writing:
            return
        if not (self._is_alone or self._clipboard.ownsClipboard()):
            self._timer.stop()
        elif not self._holds_ours():
            self._mark_anew()

    def _mark_anew(self) -> None:
        text = self._clipboard.text()
        if text:
            self.copy(text)
        else:
            self._is_writing = True
            self._clipboard.clear()
            self._is_writing = False

    def _on_selected(self) -> None:
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)


def _copies_nothing(watched: QObject) -> bool:
    return isinstance(watched, QAbstractItemView) or _is_secret(watched)


def _is_secret(watched: QObject) -> bool:
    """Whether it is a field of which nothing may be copied, shown or not."""
    return bool(watched.property(SECRET))


def _begin_anew(watched: QObject, event: QMouseEvent) -> None:
    """Let a press on selected text begin a new selection: Qt would begin to drag it away."""
    edit = watched.parent() if isinstance(watched, QWidget) else None
    if not isinstance(edit, QPlainTextEdit | QTextEdit) or edit.viewport() is not watched:
        return
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return
    place, selected = edit.cursorForPosition(event.position().toPoint()), edit.textCursor()
    if selected.selectionStart() <= place.position() <= selected.selectionEnd():
        edit.setTextCursor(place)
