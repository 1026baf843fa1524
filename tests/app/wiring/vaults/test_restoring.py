"""A vault is brought back from the lock screen, where it was or beside the others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.errors import Refused, WrongPassphrase
from app.wiring.vaults import recovery
from app.wiring.vaults.restoring import known_backups, restore_among
from storage import rekeying
from storage.backup.daily import Backups, back_up
from storage.backup.making import make_backup
from storage.backup.stopping import Stop
from storage.keys import FLOOR, RecoverySlot
from storage.opening import open_vault, pc_clock
from storage.slots import put_recovery
from sync.protocol.recovery import seal_slot, set_id
from tests.app.wiring.driving import PASSPHRASE, Program, make_person
from ui.theme.theme import Theme


@pytest.fixture
def file(tmp_path):
    """A backup of Wren's vault, which is gone since."""
    folder = tmp_path / "vaults"
    folder.mkdir()
    for name in ("Wren Pepperday", "Linnet Marrowby"):
        make_person(folder, name)
    with open_vault(folder / "wren", PASSPHRASE) as vault:
        make_backup(vault, tmp_path / "b.yarrow", made_ms=1)
    shutil.rmtree(folder / "wren")
    return tmp_path / "b.yarrow"


@pytest.fixture
def program(file, tmp_path, qapp, qtbot):
    program = Program(tmp_path / "vaults", Theme("light", parent=qapp), qapp, qtbot)
    yield program
    program.end()


def test_the_lock_screen_lists_what_yarrow_backed_up_by_itself_also_of_a_vault_that_is_gone(
    tmp_path,
):
    folder = tmp_path / "vaults"
    folder.mkdir()
    for number, name in enumerate(("Wren Pepperday", "Linnet Marrowby"), start=1):
        make_person(folder, name)
        with open_vault(folder / name.split()[0].lower(), PASSPHRASE) as vault:
            done = back_up(vault, Backups(), second="", now_ms=number * 10**12, stop=Stop())
        assert Path(done.file).is_file()
    shutil.rmtree(folder / "wren")

    listed = known_backups(folder)

    assert [(each.label, each.made_ms) for each in listed] == [("LM", 2 * 10**12), ("", 10**12)]
    assert restore_among(folder, listed[1].file, PASSPHRASE)
    assert {each.label for each in known_backups(folder)} == {"LM", "WP"}


def test_what_was_lost_is_brought_back_and_opened(program, file, qtbot):
    page = program.lock_window.page
    page.someone.click()
    page.panes.newcomer.restore_button.click()
    assert page.panes.restoring.isVisible()

    qtbot.keyClicks(page.panes.restoring.line, str(file))
    qtbot.keyClicks(page.panes.restoring.proof.words, PASSPHRASE)
    qtbot.keyClick(page.panes.restoring.proof.words, Qt.Key.Key_Return)
    program.wait(lambda: page.pane.isVisible())

    assert [user.label for user in program.desktop.doors.users()].count("WP") == 1
    assert page.panes.restoring.proof.words.text() == ""
    program.unlock()
    assert program.window.isVisible()
    # Pages are made in turns; one that was made and not put in yet would be left without an owner.
    program.wait(lambda: program.session.joined.today.panel.parentWidget() is not None)


@pytest.mark.parametrize(
    ("typed", "words", "told"),
    [
        ("", PASSPHRASE, "Choose the file, or write its name"),
        ("nowhere.yarrow", PASSPHRASE, "not a backup"),
        ("b.yarrow", "eleven larks in the ash tree", "does not open this vault"),
    ],
)
def test_what_cannot_be_is_said_and_the_file_may_be_typed_again(
    program, file, qtbot, typed, words, told
):
    pane = program.lock_window.page.panes.restoring
    program.lock_window.page.panes.newcomer.restore_button.click()
    pane.line.setText(str(file.parent / typed) if typed else "")
    pane.proof.words.setText(words)

    pane.button.click()
    program.wait(lambda: told in pane.file.problem)

    assert pane.button.isEnabled()
    assert len(list((file.parent / "vaults").iterdir())) == 1


def test_one_from_before_a_new_key_stands_beside_under_the_passphrase_of_its_day(tmp_path):
    vaults = tmp_path / "vaults"
    vaults.mkdir()
    make_person(vaults, "Wren Pepperday")
    with open_vault(vaults / "wren", PASSPHRASE) as vault:
        make_backup(vault, tmp_path / "b.yarrow", made_ms=1)
        key, content = vault.record_key.vault_key, vault.file
    new = "eleven larks in the ash tree"
    rekeying.rekey(vaults / "wren", content, key, new, kdf=FLOOR, random=os.urandom)

    with pytest.raises(Refused, match=r"backup\.other_key"):
        restore_among(vaults, str(tmp_path / "b.yarrow"), new)
    place = restore_among(vaults, str(tmp_path / "b.yarrow"), PASSPHRASE)

    assert place != str(vaults / "wren")
    open_vault(Path(place), PASSPHRASE).close()
    open_vault(vaults / "wren", new, clock=lambda: pc_clock() + 60_000).close()


def test_two_shares_bring_a_lost_vault_back_and_lead_to_a_new_passphrase(program, tmp_path, qtbot):
    made, code = _with_ways_in(tmp_path)
    page = program.lock_window.page
    page.someone.click()
    page.panes.newcomer.restore_button.click()
    pane = page.panes.restoring
    pane.proof.pills.choose("shares")
    qtbot.keyClicks(pane.line, str(tmp_path / "ways.yarrow"))
    for edit, share in zip(pane.proof.shares.edits, made.shares[1:], strict=True):
        edit.setPlainText(share)

    pane.button.click()
    program.wait(lambda: page.panes.forgotten.isVisible())

    assert page.panes.forgotten.new.isVisible()
    assert [each.toPlainText() for each in pane.proof.shares.edits] == ["", ""]
    vaults = tmp_path / "vaults"
    (back,) = (each for each in vaults.iterdir() if each.name != "linnet")
    new = "wagon pencil harbour thistle"
    recovery.recover(back, recovery.by_shares(made.shares[:2]), new, how="shares").close()
    open_vault(back, new).close()
    assert code


def test_a_code_or_shares_of_another_team_open_no_backup_they_are_not_for(program, tmp_path):
    made, code = _with_ways_in(tmp_path)
    vaults, file = tmp_path / "vaults", str(tmp_path / "ways.yarrow")
    other = recovery.make_set()

    with pytest.raises(WrongPassphrase, match=r"vault\.share_not_ours"):
        restore_among(vaults, file, recovery.by_shares(other.shares[:2]), tried="wrong_shares")
    assert len(list(vaults.iterdir())) == 1
    place = restore_among(vaults, file, recovery.by_code(code), tried="wrong_code")
    again = restore_among(vaults, file, recovery.by_shares(made.shares[:2]), tried="wrong_shares")

    assert place == again


def _with_ways_in(tmp_path):
    """A backup of a vault that two shares and a code open, and the vault gone."""
    vaults = tmp_path / "vaults"
    make_person(vaults, "Teasel Fenwick")
    made, space = recovery.make_set(), b"s" * 32
    with open_vault(vaults / "teasel", PASSPHRASE) as vault:
        code = recovery.make_code(vault)
        slot = RecoverySlot(space, set_id(made.set.keys), (), b"")
        keys = made.set.keys.hpke
        put_recovery(vault, slot, lambda key: seal_slot(keys, key, vault=vault.id, space=space))
        make_backup(vault, tmp_path / "ways.yarrow", made_ms=1)
    shutil.rmtree(vaults / "teasel")
    return made, code
