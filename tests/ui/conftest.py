"""A dressed application for the tests of the desktop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.theme import Theme
from ui.widgets.spoken import install_roles


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
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
