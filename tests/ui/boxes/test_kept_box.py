"""What is typed in a box is kept, and there again when the box opens again."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.boxes.ask_box import AskBox
from ui.boxes.kept_box import KeptBox
from ui.forms.drafts import DraftCalls, KeptPage
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.field import Field

FILE = b"s" * 16


def ended() -> Future[None]:
    answer: Future[None] = Future()
    answer.set_result(None)
    return answer


@dataclass
class Drafts:
    """Keeps the page of each draft, as the vault would."""

    pages: dict[bytes, KeptPage] = field(default_factory=dict)

    def keep(self, page: KeptPage) -> Future[None]:
        self.pages[page.id] = page
        return ended()

    def drop(self, id: bytes) -> Future[None]:
        self.pages.pop(id, None)
        return ended()

    @property
    def calls(self) -> DraftCalls:
        return DraftCalls(
            self.keep, self.drop, lambda: b"d" * 16, lambda: datetime(2026, 11, 17, tzinfo=UTC)
        )

    @property
    def only(self) -> KeptPage:
        (page,) = self.pages.values()
        return page


class Open:
    """A box with a reason, a line, a secret and a choice."""

    def __init__(self, host: QWidget, theme: Theme, drafts: Drafts) -> None:
        self.reason, self.line = QPlainTextEdit(), QLineEdit("Tansy")
        self.code = PassphraseField(theme)
        self.choices = [QRadioButton("High"), QRadioButton("Medium")]
        self.box = AskBox(
            host,
            theme,
            title="Why",
            verb="Mark",
            fields={
                "reason": Field("Why", self.reason, theme),
                "name": Field("Name", self.line, theme),
                "code": Field("Code", self.code, theme),
            },
            parts=self.choices,
        )
        jobs = Jobs(host)
        self.kept = KeptBox(
            self.box, drafts.calls, jobs, form="box/in_error", subject=FILE, about="1f"
        )


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    host.activateWindow()
    return host


def test_words_choice_and_caret_come_back_and_a_secret_does_not(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    drafts = Drafts()
    first = Open(host, theme, drafts)
    first.choices[1].setChecked(True)
    first.code.setText("ABCD EFGH")
    qtbot.keyClicks(first.reason, "Wrong persn")
    qtbot.keyClick(first.reason, Qt.Key.Key_Left)
    qtbot.keyClick(first.box, Qt.Key.Key_Escape)

    assert drafts.only.answers == {
        "reason": "Wrong persn",
        "name": "Tansy",
        "choice": 1,
        "about": "1f",
    }
    second = Open(host, theme, drafts)
    second.kept.resume(drafts.only)
    qtbot.keyClicks(second.reason, "o")

    assert second.reason.toPlainText() == "Wrong person"
    assert second.choices[1].isChecked()
    assert second.code.text() == ""
    second.box.close_overlay()


def test_nothing_typed_keeps_nothing(host: QWidget, theme: Theme) -> None:
    drafts = Drafts()
    opened = Open(host, theme, drafts)

    opened.kept.keep_now()
    opened.box.close_overlay()

    assert drafts.pages == {}
    assert not opened.kept.has_kept


def test_what_was_done_is_forgotten(host: QWidget, theme: Theme, qtbot: QtBot) -> None:
    drafts = Drafts()
    opened = Open(host, theme, drafts)
    qtbot.keyClicks(opened.reason, "Wrong person")
    opened.kept.keep_now()
    assert drafts.pages

    opened.box.begin(Future())
    opened.box.finish()

    assert drafts.pages == {}


def test_left_while_it_is_being_done_it_is_kept_until_that_is_known(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    drafts, doing, refused = Drafts(), Future[None](), Future[None]()
    for under_way, words in ((doing, "Wrong person"), (refused, "Wrong day")):
        opened = Open(host, theme, drafts)
        qtbot.keyClicks(opened.reason, words)
        opened.box.begin(under_way)
        opened.box.close_overlay()
        assert drafts.only.answers["reason"] == words
        if under_way is doing:
            doing.set_result(None)
            qtbot.waitUntil(lambda: drafts.pages == {})

    refused.set_exception(Refused("vault.disk_full"))

    qtbot.wait(50)
    assert drafts.only.answers["reason"] == "Wrong day"


def test_what_was_typed_meanwhile_is_not_typed_over(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    drafts = Drafts()
    first = Open(host, theme, drafts)
    qtbot.keyClicks(first.reason, "Wrong person")
    first.box.close_overlay()
    second = Open(host, theme, drafts)
    qtbot.keyClicks(second.reason, "Typed")

    second.kept.resume(drafts.only)

    assert second.reason.toPlainText() == "Typed"
    second.box.close_overlay()
