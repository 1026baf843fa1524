from __future__ import annotations

import typing

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.button import Button, ButtonRole

ROLES: tuple[ButtonRole, ...] = typing.get_args(ButtonRole)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_pressed_by_key_and_is_a_button(
    qtbot: QtBot, theme: Theme, role: ButtonRole
) -> None:
    button = Button("Log contact", theme, role=role, key="Enter", icon="phone")
    qtbot.addWidget(button)
    button.show()

    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, Qt.Key.Key_Space)

    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Log contact"
    assert interface.text(QAccessible.Text.Description) == "Key Enter"


def test_enter_presses_it_once_and_a_key_held_down_does_not(qtbot: QtBot, theme: Theme) -> None:
    button = Button("Invite", theme)
    qtbot.addWidget(button)
    button.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))

    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 1

    held = QKeyEvent(
        QEvent.Type.KeyPress,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.NoModifier,
        "",
        True,  # noqa: FBT003 - Qt's own argument: it is held down
    )
    QApplication.sendEvent(button, held)
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 1


@pytest.mark.parametrize(
    ("role", "small", "height"),
    [
        ("primary", False, 40),
        ("hide", False, 40),
        ("secondary", False, 36),
        ("secondary", True, 32),
        ("quiet", False, 36),
        ("danger", False, 36),
        ("destroy", False, 36),
    ],
)
def test_heights_are_those_of_the_design(
    qtbot: QtBot, theme: Theme, role: ButtonRole, small: bool, height: int
) -> None:
    button = Button("Rest", theme, role=role, small=small)
    qtbot.addWidget(button)

    assert button.sizeHint().height() == height
    theme.scale_text(2.0)
    assert button.sizeHint().height() == 2 * height


def test_an_icon_alone_is_square_and_still_named(qtbot: QtBot, theme: Theme) -> None:
    button = Button("", theme, icon="dots", spoken="More")
    qtbot.addWidget(button)

    assert button.sizeHint().width() == button.sizeHint().height() == 36
    assert button.accessibleName() == "More"


def test_words_can_give_way_to_the_icon(qtbot: QtBot, theme: Theme) -> None:
    button = Button("Lock", theme, icon="lock")
    qtbot.addWidget(button)
    broad = button.sizeHint().width()

    button.show_words(shown=False)

    assert button.sizeHint().width() == 36 < broad
    assert button.accessibleName() == "Lock"


@pytest.mark.parametrize("role", ROLES)
def test_a_button_is_painted_in_its_tokens(qtbot: QtBot, theme: Theme, role: ButtonRole) -> None:
    button = Button("Rest", theme, role=role)
    qtbot.addWidget(button)
    grounds = {
        "primary": "accent",
        "secondary": "surface",
        "quiet": "surface",
        "danger": "surface",
        "destroy": "dangerFill",
        "hide": "text",
        "inverse": "text",
    }

    inside = button.grab().toImage().pixelColor(5, button.height() // 2)

    if role != "quiet":
        assert inside == theme.colour(grounds[role])
