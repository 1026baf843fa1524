"""Files to choose one among, each with what tells people of the same name apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.domain.people import PersonRow
from ui.forms.person_card import called, known_by
from ui.names import Names
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.meant_choice import MeantChoice


class FileChoice(QWidget):
    """One line and one button for each file; one alone is chosen from the start."""

    def __init__(
        self, rows: Sequence[PersonRow], theme: Theme, names: Names, *, nobody: str = ""
    ) -> None:
        super().__init__()
        self._theme, self._names, self._nobody = theme, names, nobody
        self._rows: list[PersonRow] = []
        self._group = QButtonGroup(self)
        self._shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, gap=2)
        self.show_rows(rows)

    @property
    def chosen(self) -> PersonRow | None:
        """The file chosen now."""
        number = self._group.checkedId()
        return self._rows[number] if number >= 0 else None

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Offer these instead; what was chosen stays so if it is among them."""
        before = self.chosen
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._shown = list(rows), []
        self._group.deleteLater()
        self._group = QButtonGroup(self)
        for number, row in enumerate(self._rows):
            button = QRadioButton(called(row, self._names))
            is_same = before is not None and before.subject == row.subject
            button.setChecked(is_same or len(self._rows) == 1)
            self._group.addButton(button, number)
            self._show(MeantChoice(button, known_by(row, self._names), self._theme))
        if not self._rows and self._nobody:
            self._show(Label(self._nobody, "quiet", wraps=True))
        self._column.activate()
        self.updateGeometry()

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Let Tab come to what is offered now from what stands above, and go on below."""
        stops = [before, *self._group.buttons(), after]
        for one, next_ in pairwise(stops):
            QWidget.setTabOrder(one, next_)

    def enter(self) -> bool:
        """Begin with the file that is chosen, or the first; False where there is none."""
        if not self._rows:
            return False
        button = self._group.button(max(0, self._group.checkedId()))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _show(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()  # at once: whoever holds this asks now how high it is
        self._shown.append(widget)
