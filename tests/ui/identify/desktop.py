"""The page New as a desktop has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.forms.directory import shipped_directory
from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.frame.shortcuts import Shortcuts
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.identify.view_model import IdentifyViewModel
from ui.theme.theme import Theme

Key = Qt.Key
Show = Callable[[QWidget], QWidget]


class Desktop:
    """The page and its panel in the real frame, and a count of the keys pressed."""

    def __init__(self, model: IdentifyViewModel, theme: Theme, show: Show) -> None:
        self.model = model
        self.page = IdentifyPage(model, shipped_directory(training=True).sites, theme)
        self.panel = IdentifyPanel(model, theme)
        page, panel = lambda: self.page, lambda: self.panel
        place = Place("new", "New", "new", 2, page, panel, heading="New record")
        self.window = MainWindow([place], theme, who="Wren Pepperday", training=True)
        Shortcuts(self.window, {"main_action": model.save, "undo": model.undo})
        self.window.resize(1366, 688)
        show(self.window)
        self.pressed = 0

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            for each in key if isinstance(key, str) else (None,):
                focused = QApplication.focusWidget()
                assert focused is not None
                self.pressed += 1
                if each is None:
                    assert not isinstance(key, str)
                    QTest.keyClick(focused, key)
                else:
                    QTest.keyClicks(focused, each)

    def save(self) -> None:
        """The page's key for its main action."""
        self.pressed += 1
        QTest.keyClick(self.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def settle(self) -> None:
        for _ in range(4):
            QCoreApplication.processEvents()

    def focus(self) -> str:
        focused = QApplication.focusWidget()
        return "" if focused is None else spoken(focused)

    @property
    def scroll(self) -> QScrollArea:
        area = self.page.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        return area


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def fill(desktop: Desktop, answers: Mapping[str, Value], person: PersonRow) -> None:
    desktop.model.whom.take(person)
    for name, value in answers.items():
        desktop.model.set_answer(name, value)
    desktop.settle()
