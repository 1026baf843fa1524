"""How the lock screen behaves, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.errors import NotFound, Refused, WrongPassphrase
from ui.jobs import Jobs
from ui.unlocking.view_model import Doors, UnlockViewModel, VaultUser

WREN = VaultUser("a", "Wren Pepperday", date(2026, 11, 17), has_draft=True, is_training=True)
LINNET = VaultUser("b", "Linnet Marrowby", None, has_draft=False, is_training=True)


class Door:
    """Vaults that answer when the test says so."""

    def __init__(self) -> None:
        self.waits = 0
        self.tries: list[tuple[str, str]] = []
        self.answer: Future[object] = Future()

    def unlock(self, key: str, passphrase: str) -> Future[object]:
        self.tries.append((key, passphrase))
        self.answer = Future()
        return self.answer

    def elsewhere(self, folder: str) -> VaultUser:
        if folder != "there":
            raise NotFound("vault.not_there")
        return VaultUser("c", "PF", None, has_draft=False, is_training=False)

    def doors(self) -> Doors:
        return Doors(
            users=lambda: (WREN, LINNET),
            wait_s=lambda _key: self.waits,
            unlock=self.unlock,
            make=self.unlock,
            guesses=lambda _typed, _name: Future(),
            elsewhere=self.elsewhere,
            backups=Future,
            restore=lambda file, passphrase: Future(),
            restore_by=lambda file, way, typed: Future(),
            ways=lambda _key: ("shares", "code"),
            prove=lambda _way, _typed: Future(),
            recover=lambda _key, _way, _typed, _new: Future(),
            share_words=Future,
        )


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def model(door: Door, qtbot: QtBot) -> Iterator[UnlockViewModel]:
    jobs = Jobs()
    model = UnlockViewModel(door.doors(), jobs)
    yield model
    model.deleteLater()
    jobs.deleteLater()


def test_the_first_of_the_list_is_chosen(model: UnlockViewModel) -> None:
    assert model.chosen == WREN
    assert model.can_try


def test_the_right_passphrase_opens(model: UnlockViewModel, door: Door, qtbot: QtBot) -> None:
    model.unlock("copper lantern")
    assert model.is_busy and not model.can_try

    with qtbot.waitSignal(model.unlocked) as got:
        door.answer.set_result("open")

    assert got.args == ["open"]
    assert door.tries == [("a", "copper lantern")]


def test_a_second_enter_while_one_is_tried_does_nothing(model: UnlockViewModel, door: Door) -> None:
    model.unlock("one")
    model.unlock("two")

    assert door.tries == [("a", "one")]


def test_nothing_typed_is_no_try(model: UnlockViewModel, door: Door) -> None:
    model.unlock("")

    assert door.tries == []


def test_a_wrong_one_says_so_and_waits_as_long_as_the_vault_says(
    model: UnlockViewModel, door: Door, qtbot: QtBot
) -> None:
    model.unlock("not this")
    door.waits = 5
    with qtbot.waitSignal(model.changed):
        door.answer.set_exception(WrongPassphrase("vault.wrong_passphrase"))

    assert "does not open" in model.problem
    assert model.wait_words == "Wait 5 seconds, then try again."
    assert not model.can_try
    model.unlock("too soon")
    assert len(door.tries) == 1

    door.waits = 0
    qtbot.waitUntil(lambda: model.can_try, timeout=3000)
    assert model.wait_words == "" and model.problem == ""


def test_one_second_is_told_as_one(model: UnlockViewModel, door: Door, qtbot: QtBot) -> None:
    door.waits = 1
    model.choose("b")

    assert model.wait_words == "Wait 1 second, then try again."
    door.waits = 0
    qtbot.waitUntil(lambda: model.can_try, timeout=3000)


def test_another_program_on_the_vault_is_told_in_its_sentence(
    model: UnlockViewModel, door: Door, qtbot: QtBot
) -> None:
    model.unlock("copper lantern")
    with qtbot.waitSignal(model.changed):
        facts = {"computer": "WARD-7", "since": "10:05", "process": 4711}
        door.answer.set_exception(Refused("vault.in_use", **facts))

    assert model.problem.startswith("Another Yarrow has this vault open, on the PC WARD-7 since")
    assert model.can_try


def test_choosing_another_forgets_the_problem(model: UnlockViewModel, qtbot: QtBot) -> None:
    model.problem = "Something"

    with qtbot.waitSignal(model.chosen_changed):
        model.choose("b")

    assert model.chosen == LINNET
    assert model.problem == ""


def test_a_vault_of_another_folder_joins_the_list(model: UnlockViewModel) -> None:
    assert model.look_in("there")

    assert [user.key for user in model.users] == ["a", "b", "c"]
    assert model.chosen is not None and model.chosen.key == "c"


def test_a_folder_without_a_vault_is_told(model: UnlockViewModel) -> None:
    assert not model.look_in("nowhere")

    assert "no vault" in model.problem
    assert model.chosen == WREN
