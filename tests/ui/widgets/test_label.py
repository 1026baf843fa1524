from __future__ import annotations

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


def test_an_elided_label_gives_way(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("A title that is longer than its room")
    qtbot.addWidget(label)

    assert label.minimumSizeHint().width() < label.sizeHint().width() / 2
