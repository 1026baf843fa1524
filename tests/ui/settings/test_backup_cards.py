"""What the section Backups says, and what its buttons ask for."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from app.errors import Refused
from ui.jobs import Jobs
from ui.settings.backup_cards import BackupCalls, FileCard, OwnCard, SecondCard
from ui.settings.backup_words import BackupFacts, standing

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
TODAY_MS = int(datetime(2026, 11, 27, 8, 0, tzinfo=UTC).timestamp() * 1000)
WELL = BackupFacts(
    is_on=True,
    made_ms=TODAY_MS,
    file="/backups/b.backup",
    problem="",
    second="",
    is_second_own=False,
    second_ms=0,
    second_problem="",
    is_late=False,
    is_working=False,
)


class Asked:
    def __init__(self):
        self.asked = []
        self.answer = Future()

    def calls(self):
        return BackupCalls(
            back_up=lambda: self.asked.append("now"),
            into=self._into,
            set_on=lambda is_on: self.asked.append(is_on),
            set_folder=self.asked.append,
        )

    def _into(self, file):
        self.asked.append(file)
        return self.answer


@pytest.fixture
def asked():
    return Asked()


def changed(**fields):
    return BackupFacts(**{name: getattr(WELL, name) for name in WELL.__slots__} | fields)


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        (WELL, "ok", "The last backup was made today at 08:00."),
        (WELL, "ok", "if the PC is lost, so is the backup"),
        (changed(second="/mnt", second_ms=TODAY_MS), "ok", "Copied to /mnt today at 08:00"),
        (changed(second="/mnt", second_problem="backup.no_folder"), "warn", "tried again"),
        (changed(problem="backup.no_room"), "warn", "not enough room"),
        (changed(is_late=True), "warn", "No backup for more than 7 days."),
        (changed(made_ms=0), "info", "There is no backup of this vault on this PC yet."),
        (changed(made_ms=0, is_on=False), "warn", "There is no backup"),
        (changed(is_working=True), "info", "Go on working."),
    ],
)
def test_it_says_how_backups_stand(facts, kind, words):
    found, strong, rest = standing(facts, NOW)

    assert found == kind
    assert words in f"{strong} {rest}"


def test_the_buttons_ask_and_what_is_being_typed_stays(asked, theme, show):
    card, second = OwnCard(asked.calls(), theme), SecondCard(asked.calls(), theme)
    show(card)
    show(second)
    card.show_facts(WELL, NOW)
    second.line.setText("/mnt/share")
    second.line.setModified(True)
    second.show_facts(changed(second="/other"))

    card.now_button.click()
    card.on_box.click()
    second.keep_button.click()

    assert asked.asked == ["now", False, "/mnt/share"]


def test_none_is_asked_for_while_one_is_made(asked, theme, show):
    card = OwnCard(asked.calls(), theme)
    show(card)
    card.show_facts(changed(is_working=True), NOW)

    card.now_button.click()

    assert asked.asked == []


def test_focus_is_on_the_button_again_once_one_was_made(asked, theme, show):
    card = OwnCard(asked.calls(), theme)
    show(card)
    card.show_facts(WELL, NOW)
    card.now_button.setFocus()

    card.show_facts(changed(is_working=True), NOW)
    assert not card.now_button.hasFocus()
    card.show_facts(WELL, NOW)

    assert card.now_button.hasFocus()


def test_a_file_is_asked_for_once_and_a_refusal_stands_under_it(asked, theme, show, qtbot):
    jobs = Jobs()
    card = FileCard(asked.calls(), jobs, theme)
    jobs.setParent(card)
    show(card)
    card.button.click()
    assert card.field.problem

    card.line.setText(" /stick/b.yarrow ")
    card.button.click()
    card.button.click()
    asked.answer.set_exception(Refused("backup.exists", path="/stick/b.yarrow"))
    qtbot.waitUntil(lambda: "already" in card.field.problem)

    assert asked.asked == ["/stick/b.yarrow"]
    assert card.button.isEnabled()
