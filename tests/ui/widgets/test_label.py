from __future__ import annotations

from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.label import Label


def test_typed_words_never_become_markup(qtbot: QtBot, theme: Theme) -> None:
    plain, tagged = Label("b"), Label("<b>b</b>")
    qtbot.addWidget(plain)
    qtbot.addWidget(tagged)

    assert tagged.sizeHint().width() > plain.sizeHint().width()


def test_a_role_sets_the_size(qtbot: QtBot, theme: Theme) -> None:
    label = Label("Tansy Bramblewick", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 20

    label.set_role("caption")

    assert label.font().pixelSize() == 12


def test_the_same_role_again_styles_nothing_anew(qtbot: QtBot, theme: Theme) -> None:
    class Counting(Label):
        styled = 0

        def style(self) -> QStyle:
            Counting.styled += 1
            return super().style()

    label = Counting("Tansy Bramblewick", "quiet")
    qtbot.addWidget(label)

    label.set_role("quiet")
    assert Counting.styled == 0
    label.set_role("body")
    assert Counting.styled > 0


def test_an_elided_label_gives_way(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("A title that is longer than its room")
    qtbot.addWidget(label)

    assert label.minimumSizeHint().width() < label.sizeHint().width() / 2
