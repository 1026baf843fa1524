"""A vault is brought back from the lock screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.unlocking.lock_screen import Screen
from ui.safety.file_choice import FileBox
from ui.theme.theme import Theme
from ui.unlocking.view_model import KnownBackup


def words_of(area: QWidget) -> str:
    return " ".join(label.text() for label in area.findChildren(QLabel) if label.isVisible())


def test_who_brought_a_vault_back_reads_that_and_what_is_next(theme: Theme, qtbot: QtBot) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("restoring")
    pane = screen.page.panes.restoring
    pane.line.setText("/stick/a.backup")
    pane.proof.words.setText("wren sings before the rain")
    pane.button.click()
    screen.restored.set_result("a")

    told = "Restored. Unlock it with its passphrase."
    qtbot.waitUntil(lambda: told in words_of(screen.page.pane))
    screen.model.choose("b")
    assert told not in words_of(screen.page.pane)


def test_a_backup_of_this_pc_is_chosen_from_a_list_and_another_one_by_looking_for_it(
    theme: Theme, qtbot: QtBot
) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("restoring")
    pane = screen.page.panes.restoring
    at = int(datetime(2026, 11, 17, 9, 5).astimezone().timestamp() * 1000)
    screen.backups.set_result(
        (KnownBackup("/b/1.backup", "Wren Pepperday", at), KnownBackup("/b/2.backup", "", at))
    )
    qtbot.waitUntil(lambda: pane.choice.count() == 3)

    assert pane.choice.itemText(0) == "Wren Pepperday, 17 Nov 2026 09:05"
    assert pane.choice.itemText(1).startswith("A vault that is not here now, ")
    assert pane.choice.hasFocus()
    assert not pane.line.isVisible()
    pane.choice.setCurrentIndex(1)
    pane.proof.words.setText("wren sings before the rain")
    pane.button.click()
    assert screen.brought == [("/b/2.backup", "wren sings before the rain")]

    pane.choice.setCurrentIndex(2)
    assert pane.line.isVisible()
    pane.choose_button.click()
    (box,) = screen.page.findChildren(FileBox)
    box.dialog.filesSelected.emit(["/stick/3.backup"])
    assert pane.line.text() == "/stick/3.backup"
