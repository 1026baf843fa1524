"""Fields of the shipped forms, a window to put their inputs into, and keys to press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.forms import library
from app.forms.definition import Field


@pytest.fixture
def field() -> Callable[[str], Field]:
    """A field of the newest identification by its name."""

    def found(name: str) -> Field:
        field = library.latest("identification").field(name)
        assert field is not None
        return field

    return found


@pytest.fixture
def stack(show: Callable[[QWidget], QWidget]) -> Callable[..., QWidget]:
    """Shows inputs one below the other, between a first and a last line to tab from and to."""

    def shown(*inputs: QWidget) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        ends = QLineEdit(), QLineEdit()
        for name, end in zip(("before", "after"), ends, strict=True):
            end.setObjectName(name)
        for each in (ends[0], *inputs, ends[1]):
            column.addWidget(each)
        window.resize(700, 400)
        return show(window)

    return shown


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def press() -> Callable[..., None]:
    """Presses keys, one by one, wherever the focus is by then."""

    def pressed(*keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClicks(focused(), letter)
            else:
                QTest.keyClick(focused(), key)

    return pressed
