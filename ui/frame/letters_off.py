"""Takes single letters, digits and signs away from rows and answers, where a person wants none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from ui.safety.event_watch import watch_events
from ui.theme.theme import Theme

_WITH_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class LettersOff(QObject):
    """Watches the whole application while `theme.letters_act` is off (WCAG 2.1.4).

    What takes text, a closed list in which letters look for a word, and an open menu have them all
    the same.
    """

    def __init__(self, application: QApplication, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        kinds = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        watch_events(application, self, kinds, self._look)

    def _look(self, watched: QObject, event: QEvent) -> bool:
        """Let a letter alone reach nothing, not as a shortcut of the window either."""
        if self._theme.letters_act or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or not _is_alone(event) or _takes_words(watched):
            return False
        # Accepted, an override says that the key is the widget's own and no shortcut's.
        event.accept()
        return True


def _is_alone(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _WITH_OTHERS


def _takes_words(widget: QWidget) -> bool:
    if widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return True
    return isinstance(widget, QComboBox) or widget.window().windowType() == Qt.WindowType.Popup
