"""Codes of a list, each with a box to tick and a quiet line of what it stands for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox
from ui.widgets.label import Label


class Ticks(Editor):
    """All codes of the field, one below the other; `about` says of each what goes with it.

    `held` are codes that cannot be ticked, with why.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        about: Mapping[str, str] | None = None,
        held: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, parent=parent)
        about, self._held = about or {}, held or {}
        self.boxes: dict[str, CheckBox] = {}
        rows = QVBoxLayout(self)
        Spacing(rows, theme, gap=2)
        group = ""
        for code in field.codes.entries if field.codes is not None else ():
            if about and code.code not in about:
                continue  # there is nothing of it
            if code.group != group:
                group = code.group
                rows.addWidget(Label(group, "label"))
            self._add(rows, code.code, code.label, about.get(code.code) or code.note)

    def answer(self) -> Value:
        """The codes ticked, in the list's order."""
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def show_answer(self, value: Value) -> None:
        """Tick these codes and no others."""
        wanted = value if isinstance(value, list) else []
        for code, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(code in wanted and code not in self._held)
            box.blockSignals(False)
            box.update()

    def entry(self) -> QWidget:
        """The first box."""
        return next(iter(self.boxes.values()), self)

    def _add(self, rows: QVBoxLayout, code: str, label: str, about: str) -> None:
        box = CheckBox(label, self.theme)
        words = self._held.get(code) or about
        box.setAccessibleDescription(words)
        box.setEnabled(code not in self._held)
        box.toggled.connect(self._on_toggled)
        self.boxes[code] = box
        rows.addWidget(box)
        if words:
            told = Label(words, "quiet", wraps=True)
            told.setContentsMargins(self.theme.px(28), 0, 0, self.theme.px(4))
            rows.addWidget(told)

    def _on_toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's slot
        self.tell()
