"""Which way a damaged vault is to be repaired: each by its name, with what it helps with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from ui.boxes.ask_box import AskBox
from ui.theme.theme import Theme
from ui.widgets.field import Field
from ui.widgets.meant_choice import MeantChoice

CHANGES, BACKUP, SERVICE = "changes", "backup", "service"


@dataclass(frozen=True, slots=True)
class Way:
    """One way: `text` says what it helps with, or why it does not; only `helps` can be chosen."""

    key: str
    title: str
    text: str
    helps: bool


class RepairBox(AskBox):
    """The first way that helps is chosen; the file of a backup is asked for with that way alone."""

    def __init__(
        self, host: QWidget, theme: Theme, *, text: str, ways: Sequence[Way], backup: str
    ) -> None:
        self._ways, self._group = list(ways), QButtonGroup()
        self.choices: dict[str, QRadioButton] = {}
        self.line = QLineEdit(backup)
        self._file = Field(
            "File of the backup", self.line, theme, help_text="A file that Yarrow made"
        )
        parts: list[QWidget] = []
        for number, way in enumerate(self._ways):
            choice = QRadioButton(way.title)
            choice.setEnabled(way.helps)
            self._group.addButton(choice, number)
            self.choices[way.key] = choice
            parts.append(MeantChoice(choice, way.text, theme))
            if way.key == BACKUP:
                parts.append(self._file)
        super().__init__(
            host,
            theme,
            title="Damage was found in this vault",
            verb="Repair this way",
            text=text,
            parts=parts,
        )
        self._group.setParent(self)
        first = next((way.key for way in self._ways if way.helps), "")
        if first:
            self.choices[first].setChecked(True)
            self.choices[first].setFocus()
        self._group.idToggled.connect(self._show_file)
        self._show_file()

    @property
    def way(self) -> str:
        """The key of the way that is chosen, empty if none is."""
        number = self._group.checkedId()
        return self._ways[number].key if number >= 0 else ""

    def _show_file(self) -> None:
        self._file.setVisible(self.way == BACKUP)
        self.place()
