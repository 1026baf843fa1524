"""An input of a form in a box: its label, its help, and the sentence of a problem."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.forms.editor import Editor
from ui.theme.theme import Theme
from ui.widgets.field import Field


class EditorField(Field):
    """A field whose editor answers by its form; what it holds is kept with the box."""

    def __init__(
        self,
        editor: Editor,
        theme: Theme,
        *,
        label: str = "",
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.input = editor
        super().__init__(
            label or editor.field.label,
            editor,
            theme,
            help_text=help_text or editor.field.hint,
            parent=parent,
        )
        self._label.setBuddy(editor.entry())

    def setFocus(self, _reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the input's first part the focus."""
        self.input.enter()

    def _show(self, sentence: str) -> None:
        super()._show(sentence)
        self.input.show_problem(sentence)
