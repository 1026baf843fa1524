"""An input with its label above or beside it, and the line for what is wrong."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.editor import Editor
from ui.theme.scale import SMALL
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label


class Labelled(QWidget):
    """The label, a quiet word beside it, the input, and the sentence of a problem below.

    `beside` gives the width of a label that stands to the left, in pixels at 100 %; without it
    the label stands above.
    """

    def __init__(
        self,
        editor: Editor,
        theme: Theme,
        *,
        label: str = "",
        aside: str = "",
        beside: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor, self._theme, self._beside = editor, theme, beside
        self._label = Label(label or editor.field.label, "small" if beside else "label")
        self._label.setBuddy(editor.entry())
        self._aside = ElidedLabel(aside, "quiet", parent=self)
        self._problem: _ProblemRow | None = None
        self._rows = QVBoxLayout(self)
        self._build(theme)
        self.say_aside(aside)
        self.show_problem("")
        theme.changed.connect(self._fit)
        self._fit()

    def say_aside(self, text: str) -> None:
        """Say a quiet word beside the label."""
        self._aside.setText(text)
        self._aside.setVisible(bool(text))

    def problem(self) -> str:
        """The sentence shown, or an empty text."""
        return self._problem.words.text() if self._problem is not None else ""

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong below the input until it is taken back with an empty text."""
        if sentence and self._problem is None:
            # Most inputs never have one, and a page of thirty of them opens sooner without.
            self._problem = _ProblemRow(self._theme)
            self._rows.addWidget(self._problem)
        if self._problem is not None:
            self._problem.words.setText(sentence)
            self._problem.setVisible(bool(sentence))
        self.editor.show_problem(sentence)

    def _build(self, theme: Theme) -> None:
        rows = self._rows
        Spacing(rows, theme, gap=4)
        head = QHBoxLayout()
        Spacing(head, theme, gap=6)
        head.addWidget(self._label, 0)
        if self._beside:
            self._aside.hide()
            head.addWidget(self.editor, 1)
        else:
            head.addWidget(self._aside)
            head.addStretch(1)
            rows.addLayout(head)
            rows.addWidget(self.editor)
        if self._beside:
            rows.addLayout(head)
        rows.setDirection(QBoxLayout.Direction.TopToBottom)

    def _fit(self) -> None:
        if self._beside:
            # By the font itself: a label that is not shown has that of the last time it was.
            wanted = ceil(self._theme.font(SMALL).width_of(self._label.text())) + 1
            self._label.setFixedWidth(max(wanted, self._theme.px(self._beside)))


class _ProblemRow(QWidget):
    """The sentence of a problem, behind its mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = Label("", "problem", wraps=True)
        columns = QHBoxLayout(self)
        Spacing(columns, theme, gap=6)
        mark = IconMark("tri", theme, ink="danger", size=16)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self.words, 1)
