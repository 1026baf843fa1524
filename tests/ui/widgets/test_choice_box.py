from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox


def test_turning_the_wheel_changes_no_answer(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    box = ChoiceBox(theme, spoken="Where")
    box.addItems(["Willowmere ED", "Hollin Bank Surgery"])
    qtbot.addWidget(box)
    box.show()
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    qapp.sendEvent(box, turn)

    assert box.currentIndex() == 0
    assert box.accessibleName() == "Where"


def test_keys_choose(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(theme, spoken="Where")
    box.addItems(["Willowmere ED", "Hollin Bank Surgery"])
    qtbot.addWidget(box)
    box.show()

    qtbot.keyClick(box, Qt.Key.Key_Down)

    assert box.currentText() == "Hollin Bank Surgery"
    assert box.sizeHint().height() == 36
