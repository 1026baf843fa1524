"""Where a new file is kept: a choice on the page, and never a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import windows_now
from ui.identify.where import WhereChoice
from ui.identify.whom import Space, Whom
from ui.jobs import Jobs
from ui.theme.theme import Theme

HOME, APART = Space(None, "Willowmere IDVA team"), Space(b"case 12", "Case 12")


def test_it_waits_for_its_page_and_is_seen_there(qtbot: QtBot, theme: Theme) -> None:
    whom = Whom(None, Jobs())
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    whom.show_spaces([HOME, APART])

    where = WhereChoice(whom, theme)
    whom.show_spaces([HOME, APART, Space(b"case 13", "Case 13")])
    assert [each for each in windows_now() if each.isVisible()] == [page]

    QVBoxLayout(page).addWidget(where)
    qtbot.waitUntil(where.box.isVisible)
    assert where.window() is page


def test_one_space_alone_is_no_choice(qtbot: QtBot, theme: Theme) -> None:
    whom = Whom(None, Jobs())
    page = QWidget()
    qtbot.addWidget(page)
    where = WhereChoice(whom, theme)
    QVBoxLayout(page).addWidget(where)
    whom.show_spaces([HOME])
    page.show()
    assert where.isHidden()

    whom.show_spaces([HOME, APART])
    assert where.box.isVisible()
