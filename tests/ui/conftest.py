"""A dressed application for the tests of the desktop, and what they look for on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import delete_what_waits_for_it
from ui.frame.focus_order import focusable_in
from ui.theme.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.spoken import install_roles

Show = Callable[[QWidget], QWidget]
Look = Callable[[QWidget], list[str]]


@pytest.fixture(scope="session", autouse=True)
def _spoken_roles(qapp: QApplication) -> None:
    install_roles()
    QAccessible.setActive(True)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, worn by the application until the test ends."""
    theme = Theme("light")
    theme.dress(qapp)
    yield theme
    delete_what_waits_for_it()  # else it is all polished once more
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    """Puts a widget on the screen as the active window, and holds it there."""
    held: list[QWidget] = []

    def shown(widget: QWidget) -> QWidget:
        held.append(widget)
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return shown


@pytest.fixture
def clipped() -> Look:
    """Finds the labels and buttons of a widget whose words do not fit."""

    def look(area: QWidget) -> list[str]:
        labels = [label for label in area.findChildren(QLabel) if label.isVisible()]
        buttons = [button for button in area.findChildren(QAbstractButton) if button.isVisible()]
        return [label.text() for label in labels if not _fits(label)] + [
            button.text() for button in buttons if button.width() < button.minimumSizeHint().width()
        ]

    return look


def _fits(label: QLabel) -> bool:
    if isinstance(label, ElidedLabel) or not label.text():
        return True
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width())
    hint = label.sizeHint()
    return label.width() >= hint.width() and label.height() >= label.fontMetrics().height() - 1


@pytest.fixture
def nameless() -> Look:
    """Finds the focusable widgets of a widget that a screen reader would not name."""

    def look(area: QWidget) -> list[str]:
        return [type(widget).__name__ for widget in focusable_in(area) if not spoken_name(widget)]

    return look


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""
