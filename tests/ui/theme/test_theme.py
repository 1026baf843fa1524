from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme


def test_another_theme_repaints_what_is_on_the_screen(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("Words")
    qtbot.addWidget(label)
    label.show()

    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.use("dark")

    assert label.palette().color(label.foregroundRole()).name().upper() == "#ECEFF0"
    assert theme.colour("surface").name().upper() == "#1B2023"


def test_a_larger_scale_enlarges_what_is_on_the_screen(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    label = QLabel("Words")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()

    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.scale_text(2.0)

    assert label.sizeHint().height() >= 2 * before - 2
    assert theme.px(52) == 104


class _Styled(QLabel):
    """Counts how often it is told of another style."""

    def __init__(self) -> None:
        super().__init__("Words")
        self.count = 0

    def changeEvent(self, event: QEvent) -> None:
        self.count += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_larger_scale_is_worked_out_once_for_what_lies_deep_in_others(
    qtbot: QtBot, theme: Theme
) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    inner: QWidget = top
    label = _Styled()
    for _ in range(8):
        column = QVBoxLayout(inner)
        inner = QFrame()
        column.addWidget(inner)
    QVBoxLayout(inner).addWidget(label)
    top.show()
    label.count = 0

    theme.scale_text(1.1)

    assert 1 <= label.count <= 3


def test_the_same_theme_again_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.use("light")
        theme.scale_text(1.0)


def test_what_one_paints_with_follows_the_theme(theme: Theme) -> None:
    before = theme.colour("text"), theme.fill("text"), theme.pen("text", 2.0)
    assert before == (theme.colour("text"), theme.fill("text"), theme.pen("text", 2.0))

    theme.use("dark")

    ink = theme.colour("text")
    assert ink != before[0]
    assert (theme.fill("text").color(), theme.pen("text", 2.0).color()) == (ink, ink)


def test_no_token_draws_nothing(theme: Theme) -> None:
    assert theme.fill("").style() == Qt.BrushStyle.NoBrush
    assert theme.pen("").style() == Qt.PenStyle.NoPen
