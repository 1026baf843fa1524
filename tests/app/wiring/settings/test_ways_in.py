"""The section Ways in on a real vault: what it says, and what its boxes do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.wiring.settings import ways_in
from app.wiring.vaults import recovery, share_process
from storage import vault_file
from storage.keys import FLOOR
from storage.making import make_vault
from storage.slots import ways_of
from sync.founding import Wish
from sync.protocol.shares import join_shares, read_share
from tests.app.wiring.driving import PASSPHRASE, Program
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.settings.secret_box import SecretBox
from ui.settings.ways_cards import WaysCards
from ui.unlocking.new_passphrase import NewPassphrase
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.word_edit import WordEdit

NEW = "linnets in a marrow field at noon"
T = TypeVar("T", bound=QWidget)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways_in, "calibrate", lambda: FLOOR)
    monkeypatch.setitem(recovery.recover.__kwdefaults__, "calibrate", lambda: FLOOR)
    monkeypatch.setitem(make_vault.__kwdefaults__, "calibrate", lambda: FLOOR)


def cards(program: Program) -> WaysCards:
    program.session.window.show_place("settings")
    program.session.joined.settings.page.show_section("ways")
    return program.session.joined.settings.ways.cards


def box(program: Program, kind: type[T]) -> T:
    """The box that is open over the page."""
    program.wait(lambda: any(each.isVisible() for each in program.window.findChildren(kind)))
    return next(each for each in program.window.findChildren(kind) if each.isVisible())


def part(box: QWidget, kind: type[T]) -> T:
    found = box.findChild(kind)
    assert found is not None
    return found


def words(widget: QWidget) -> str:
    """Everything that a widget says."""
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_passphrase_is_changed_by_who_knows_it(
    start_program: Callable[[], Program], folder: Path
) -> None:
    program = start_program()
    program.unlock()
    cards(program).change_button.click()
    asked = box(program, AskBox)
    old, new = part(asked, PassphraseField), part(asked, NewPassphrase)
    old.setText("somebody at the desk")
    new.line.setText(NEW)
    new.second_line.setText(NEW)
    before = vault_file.read(folder / "wren").slots

    asked.ask()
    program.wait(lambda: "does not open" in words(asked))
    assert vault_file.read(folder / "wren").slots == before

    old.setText(PASSPHRASE)
    asked.ask()
    program.wait(lambda: vault_file.read(folder / "wren").slots != before)

    again = start_program()
    again.unlock(NEW)


def test_a_personal_code_is_shown_once_and_lets_back_in(
    start_program: Callable[[], Program], folder: Path, qtbot: QtBot
) -> None:
    program = start_program()
    program.unlock()
    cards(program).code_button.click()
    asked = box(program, AskBox)
    part(asked, PassphraseField).setText(PASSPHRASE)
    asked.ask()
    shown = box(program, SecretBox)
    code = shown.shown
    shown.ask()
    program.wait(lambda: "There is one" in words(cards(program).code))

    again = start_program()
    page = again.lock_window.page
    page.pane.forgotten_button.click()
    pane = page.panes.forgotten
    qtbot.keyClicks(pane.code, "0" * 28)
    pane.go_button.click()
    again.wait(lambda: "not the one that was given out" in words(pane))
    pane.code.setText(code)
    pane.go_button.click()
    again.wait(pane.new.isVisible)
    pane.new.line.setText(NEW)
    pane.new.second_line.setText(NEW)
    pane.go_button.click()
    again.wait(lambda: again.desktop.session is not None)


def test_who_makes_a_vault_is_offered_a_code_once_and_may_leave_it_for_later(
    start_program: Callable[[], Program], folder: Path
) -> None:
    program = start_program()
    page = program.lock_window.page
    page.someone.click()
    pane = page.panes.newcomer
    pane.name.editor.setText("Tansy Bramblewick")  # type: ignore[attr-defined]
    pane.new.line.setText(PASSPHRASE)
    pane.new.second_line.setText(PASSPHRASE)
    pane.make_button.click()
    program.wait(lambda: program.desktop.session is not None)
    program.window.activateWindow()
    offered = box(program, AskBox)
    assert "nobody can open this vault" in words(cards(program).code)
    program.qtbot.keyClick(offered, Qt.Key.Key_Escape)
    path = program.session.desk.vault.path
    assert not ways_of(vault_file.read(path)).code

    again = start_program()
    again.unlock()
    assert not [each for each in again.window.findChildren(AskBox) if each.isVisible()]


def test_a_vault_without_another_way_says_what_that_means(program: Program) -> None:
    page = program.lock_window.page

    page.pane.forgotten_button.click()

    assert "no way back into this vault" in words(page.panes.forgotten)
    assert not page.panes.forgotten.go_button.isVisible()


def test_a_set_is_made_by_a_process_that_has_ended() -> None:
    made = share_process.make_set_apart()

    seed = join_shares(made.shares[:2])
    assert recovery.RecoveryKeys.from_seed(seed).public == made.set.keys


def test_a_lead_makes_a_set_in_the_window_and_a_code_for_her_other_pc(
    program: Program, folder: Path, service: RunningService
) -> None:
    program.unlock()
    ways = cards(program)
    sync = program.session.joined.sync
    sync.lane.found(Wish("Willowmere ED", service.url)).result()
    ways.refresh()
    program.wait(ways.set_button.isVisible)
    assert "no recovery set yet" in words(ways.shares)

    ways.set_button.click()
    asked = box(program, AskBox)
    part(asked, PassphraseField).setText(PASSPHRASE)
    asked.ask()
    shown, seen = box(program, SecretBox), []
    for nr in (1, 2, 3):
        assert f"Share {nr} of 3" in words(shown)
        seen.append(" ".join(shown.shown.split()[1::2]))
        shown.ask()
    assert ways_of(vault_file.read(folder / "wren")).shares
    known = recovery.home_membership(program.session.desk.vault)
    assert known is not None and known[1].recovery is not None
    seed = join_shares([read_share(share) for share in seen[1:]])
    assert recovery.RecoveryKeys.from_seed(seed).public == known[1].recovery.keys

    program.wait(lambda: "opens this vault too" in words(ways.shares))
    ways.check_button.click()
    checking = box(program, AskBox)
    part(checking, WordEdit).setPlainText(seen[0])
    checking.ask()
    program.wait(lambda: "last checked on" in words(ways.shares))

    ways.own_button.click()
    program.wait(lambda: words(ways.own).count("-") == 6)


def test_a_set_that_was_not_written_down_is_told(program: Program, qtbot: QtBot) -> None:
    program.unlock()
    told: list[str] = []
    program.session.desk.told.connect(told.append)
    cards(program).code_button.click()
    asked = box(program, AskBox)
    part(asked, PassphraseField).setText(PASSPHRASE)
    asked.ask()

    qtbot.keyClick(box(program, SecretBox), Qt.Key.Key_Escape)

    assert "Not all of it was written down" in told[-1]
