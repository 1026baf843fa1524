"""A labelled editor with a line of help, and a line for what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label


class Field(QWidget):
    """A label over an editor; the label names the editor for a screen reader.

    `editor` is any input; its red edge comes from its property `problem`. `help_text` stands
    below until a problem does. A problem stays until it is cleared.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        theme: Theme,
        *,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._help_text = help_text
        self._label = Label(label, "label", wraps=True)
        self._label.setBuddy(editor)
        self._help = Label(help_text, "quiet", wraps=True)
        self._problem = Label("", "problem", wraps=True)
        self._problem_row = self._build_problem_row(theme)
        rows = QVBoxLayout(self)
        Spacing(rows, theme, gap=4)
        for row in (self._label, editor, self._help, self._problem_row):
            rows.addWidget(row)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(help_text)
        self.clear_problem()

    @property
    def problem(self) -> str:
        """The sentence shown, or an empty text."""
        return self._problem.text()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the editor focus. Not by a proxy: Tab would come back to it from the field."""
        self.editor.setFocus(reason)

    def show_problem(self, sentence: str) -> None:
        """Say under the editor what is wrong with what it holds."""
        self._show(sentence)

    def clear_problem(self) -> None:
        """Take the sentence away again."""
        self._show("")

    def _show(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem_row.setVisible(bool(sentence))
        self._help.setVisible(bool(self._help_text) and not sentence)
        self.editor.setAccessibleDescription(sentence or self._help_text)
        self.editor.setProperty("problem", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _build_problem_row(self, theme: Theme) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, theme, gap=6)
        mark = IconMark("tri", theme, ink="danger", size=16)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._problem, 1)
        return row
