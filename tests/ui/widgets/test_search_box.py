from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.search_box import SearchBox


def test_nothing_typed_comes_back_after_forgetting(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox("Find a person", theme, key="Ctrl K")
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "tansy")

    box.forget()
    box.undo()

    assert box.text() == ""
    assert box.completer() is None


def test_the_box_is_named_by_its_hint(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox("Find a person", theme)
    qtbot.addWidget(box)

    assert box.accessibleName() == "Find a person"
    assert box.height() == 36
    theme.scale_text(2.0)
    assert box.height() == 72
