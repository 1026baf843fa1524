from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.theme.system import theme_asked_for
from ui.theme.tokens import THEME_NAMES


def test_the_computer_s_wish_is_one_of_the_three_themes(qapp: QApplication) -> None:
    assert theme_asked_for(qapp.styleHints()) in THEME_NAMES
