"""Whatever of the program stands beside its main window: menus, drop-downs, hints, dialogs."""

from __future__ import annotations

from typing import TypeGuard

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

_MOST_POPUPS = 32
_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class OtherWindows(QObject):
    """Hides all windows but one, and keeps any more from showing until `show_again`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._is_watching = False

    def hide_all(self) -> None:
        """Close menus, drop-downs and hints, and hide every other window."""
        for _ in range(_MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        QToolTip.hideText()
        for other in QApplication.topLevelWidgets():
            if self._is_other(other) and other.isVisible():
                self._take(other)
                other.hide()
        self._watch()

    def show_again(self) -> None:
        """Show again what was hidden; what was closed stays so."""
        application = QCoreApplication.instance()
        if self._is_watching and application is not None:
            application.removeEventFilter(self)
        self._is_watching = False
        hidden, self._hidden = self._hidden, []
        for other in filter(shiboken6.isValid, hidden):
            other.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
            if other.windowType() not in _PASSING:
                other.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no other window come up now, not for one frame."""
        if event.type() == QEvent.Type.Show and self._is_other(watched):
            # Qt sends this before it shows anything, and looks at the attribute afterwards.
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, watched.hide)
            self._take(watched)
        return super().eventFilter(watched, event)

    def _watch(self) -> None:
        application = QCoreApplication.instance()
        if not self._is_watching and application is not None:
            application.installEventFilter(self)
            self._is_watching = True

    def _take(self, other: QWidget) -> None:
        if other not in self._hidden:
            self._hidden.append(other)

    def _is_other(self, watched: QObject) -> TypeGuard[QWidget]:
        return isinstance(watched, QWidget) and watched.isWindow() and watched is not self._window
