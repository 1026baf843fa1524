from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.chip import Chip, TrainingMark


def test_a_chip_speaks_all_its_words(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("MARAC", theme, strong="day 2 of 14", icon="cal", square=True)
    qtbot.addWidget(chip)

    interface = QAccessible.queryAccessibleInterface(chip)

    assert interface.role() == QAccessible.Role.StaticText
    assert interface.text(QAccessible.Text.Name) == "MARAC day 2 of 14"


def test_a_chip_can_come_to_say_something_else(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("Only on this PC", theme, icon="pc")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()

    chip.show_words("Received", kind="ok", icon="serverok")

    assert chip.accessibleName() == "Received"
    assert chip.sizeHint().width() < before


def test_the_training_mark_says_what_it_is(qtbot: QtBot, theme: Theme) -> None:
    mark = TrainingMark(theme)
    qtbot.addWidget(mark)

    assert mark.accessibleName() == "Training set"
    assert mark.grab().toImage().pixelColor(3, 10) == theme.colour("sunken")
