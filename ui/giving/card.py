"""The way to a copy of many files, or who has it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.settings.section import SettingCard
from ui.theme.theme import Theme
from ui.widgets.button import Button

_TITLE = "Files for somebody outside"
_LEADS = (
    "A copy of all files that may go: for another system, an inspection, a service that takes "
    "over. You see what would go and what stays behind before anything is written, and each file "
    "has its line in the access log. One file alone goes from its own page: the three dots, Give "
    "this file to somebody outside."
)
_OTHERS = (
    "All files at once are for whoever leads the team: ask a lead. One file goes from its own "
    "page: the three dots, Give this file to somebody outside."
)


class GivingCard(SettingCard):
    """Says who may until it is known; a missing right is a missing button.

    Signals: `wanted()` when all files are to be looked into.
    """

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        self.button = Button("Give files out", theme, icon="arrow")
        super().__init__(_TITLE, "", theme, actions=(self.button,))
        self.button.hide()
        self.button.clicked.connect(self.wanted)

    def show_standing(self, *, is_lead: bool) -> None:
        """Whether this person may take all of them."""
        self.button.setVisible(is_lead)
        self.show_text(_LEADS if is_lead else _OTHERS)
