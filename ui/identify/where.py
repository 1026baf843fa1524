"""Where a new record goes: into the home space, or one of named people."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.people import only_for
from ui.identify.whom import Whom
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label

_UNNAMED = "Space without a name"


class WhereChoice(QWidget):
    """A choice among spaces for a new file; of a file that is there, where it is.

    Nothing is shown while the vault has one space alone, and nothing before it lies on its page,
    which is made in turns: until then it would come up as a window of its own, with the focus.
    """

    def __init__(self, whom: Whom, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whom = whom
        self._label = Label("Keep the file in", "label")
        self.box = ChoiceBox(theme, spoken="Keep the file in")
        self._label.setBuddy(self.box)
        self._there = Label("", "small", wraps=True)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=4)
        for each in (self._label, self.box, self._there):
            column.addWidget(each)
        self.box.activated.connect(self._on_chosen)
        whom.changed.connect(self._show)
        whom.spaces_changed.connect(self._fill)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Now it has its place."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._show()

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItems([each.title or _UNNAMED for each in self._whom.spaces])
        self._show()

    def _show(self) -> None:
        whom = self._whom
        there = "" if whom.person is None else only_for(whom.person)
        is_choice = len(whom.spaces) > 1 and whom.subject is None
        ids = [each.id for each in whom.spaces]
        if is_choice and whom.space in ids:
            self.box.setCurrentIndex(ids.index(whom.space))
        self._there.setText(f"This file is kept apart. {there}." if there else "")
        self._there.setVisible(bool(there))
        for each in (self._label, self.box):
            each.setVisible(is_choice)
        self.setVisible(self.parentWidget() is not None and (is_choice or bool(there)))

    def _on_chosen(self, at: int) -> None:
        self._whom.keep_in(self._whom.spaces[at].id)
