"""A line of Settings is kept while it is typed, and forgotten once it is set."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.forms.drafts import DraftCalls, KeptPage
from ui.jobs import Jobs
from ui.settings.kept_line import KeptLine

DRAFT = b"d" * 16


class Drafts:
    """Keeps the page of each draft, as the vault would."""

    def __init__(self) -> None:
        self.pages: dict[bytes, KeptPage] = {}

    def keep(self, page: KeptPage) -> Future[None]:
        self.pages[page.id] = page
        return _ended()

    def drop(self, id: bytes) -> Future[None]:
        self.pages.pop(id, None)
        return _ended()

    @property
    def calls(self) -> DraftCalls:
        now = datetime(2026, 11, 17, tzinfo=UTC)
        return DraftCalls(self.keep, self.drop, lambda: DRAFT, lambda: now)


def _ended() -> Future[None]:
    answer: Future[None] = Future()
    answer.set_result(None)
    return answer


def opened(qtbot: QtBot, drafts: Drafts) -> tuple[QLineEdit, KeptLine]:
    line = QLineEdit("WP")
    qtbot.addWidget(line)
    line.show()
    kept = KeptLine(line, drafts.calls, Jobs(line), form="box/setting_label")
    return line, kept


def test_what_the_program_shows_is_not_kept(qtbot: QtBot) -> None:
    drafts = Drafts()
    line, kept = opened(qtbot, drafts)

    line.setText("Wren")
    kept.keep_now()

    assert drafts.pages == {}


def test_the_text_and_its_caret_come_back(qtbot: QtBot) -> None:
    drafts = Drafts()
    line, kept = opened(qtbot, drafts)
    qtbot.keyClicks(line, "ar")
    qtbot.keyClick(line, Qt.Key.Key_Left)
    kept.keep_now()
    other, again = opened(qtbot, drafts)

    again.resume(drafts.pages[DRAFT])
    again.take_focus()
    qtbot.keyClicks(other, "e")

    assert other.text() == "WPaer"


def test_once_it_is_set_nothing_is_kept(qtbot: QtBot) -> None:
    drafts = Drafts()
    line, kept = opened(qtbot, drafts)
    qtbot.keyClicks(line, "ar")
    kept.keep_now()

    kept.forget()
    kept.keep_now()

    assert drafts.pages == {}
    assert kept.is_set
