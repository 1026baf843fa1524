from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.section_heading import SectionHeading


def test_a_heading_is_spoken_as_a_heading(qtbot: QtBot, theme: Theme) -> None:
    heading = SectionHeading("Children", theme, aside="two")
    qtbot.addWidget(heading)

    label = heading.findChild(Label)
    interface = QAccessible.queryAccessibleInterface(label)

    assert interface.role() == QAccessible.Role.Heading
    assert interface.text(QAccessible.Text.Name) == "Children"
