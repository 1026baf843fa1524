"""Settings on a real vault: what is changed there is so after the next lock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from storage import vault_file
from tests.app.wiring.driving import Program
from ui.settings.label_card import LabelCard


def test_a_label_set_in_settings_stands_on_the_lock_screen(program: Program, folder: Path) -> None:
    program.unlock()
    program.press(Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    card = program.window.findChild(LabelCard)
    card.line.setText("Bay nurse")
    card.keep_button.click()

    program.wait(lambda: vault_file.read(folder / "wren").label == "Bay nurse")
    assert program.session.window.place == "settings"
