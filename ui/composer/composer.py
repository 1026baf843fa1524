"""The composer: the lines of a note, what the present one is, and Sign note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.forms.definition import Field
from ui.composer.line_row import LineRow, words_of
from ui.composer.view_model import NO_WORDS, ComposerViewModel
from ui.forms.segmented import Segmented
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.spoken import announce

_MOST_HEIGHT, _RIM = 190, 3


class Composer(QFrame):
    """Where a note is written, pinned below the timeline.

    Enter begins a line under the same label, Alt and 1, 2 or 3 label the line, Ctrl+Enter signs.
    """

    def __init__(
        self, model: ComposerViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setProperty("role", "bar")
        self.setAccessibleName("New note")
        self._rows: list[LineRow] = []
        self._column = QVBoxLayout()
        self._at, self._is_showing = 0, False
        self._trouble = Label("", "problem", wraps=True)
        self._kept = ElidedLabel("", "caption")
        self._kind = Segmented(self._lines_field(), theme)
        self.sign_button = Button("Sign note", theme, role="primary", small=True)
        self.sign_button.setAccessibleDescription("Key Ctrl Enter")
        self.attach_button = Button("", theme, icon="clip", small=True, spoken="Attach a file")
        self._lay_out()
        self._connect()
        self._show_lines(0, focus=False)
        self._trouble.hide()

    def enter(self) -> None:
        """Take the focus where the caret was."""
        line, caret = self._model.place
        self._rows[min(line, len(self._rows) - 1)].words.go_to(caret)

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("role", "surface")
        inside.setLayout(self._column)
        Spacing(self._column, self._theme, margins=(0, 2, 0, 2), gap=0)
        self._box = _Edge(inside, self._theme)
        foot = QHBoxLayout()
        Spacing(foot, self._theme, gap=8)
        left = QWidget()
        words = Flow(self._theme, gap=6, parent=left)
        for each in (Label("This line is", "small"), self._kind, Label("Alt 1 2 3", "caption")):
            words.addWidget(each)
        foot.addWidget(left, 1)
        foot.addWidget(self._kept)
        foot.addWidget(self.attach_button, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.sign_button, 0, Qt.AlignmentFlag.AlignVCenter)
        rows = QVBoxLayout(self)
        Spacing(rows, self._theme, margins=(16, 9, 16, 10), gap=8)
        rows.addWidget(self._box)
        rows.addWidget(self._trouble)
        rows.addLayout(foot)

    def _connect(self) -> None:
        model = self._model
        model.lines_changed.connect(self._on_lines_changed)
        model.label_changed.connect(self._on_label_changed)
        model.refused.connect(self._on_refused)
        model.failed.connect(self._on_failed)
        model.signed.connect(self._on_signed)
        model.draft_kept.connect(self._on_kept)
        model.busy_changed.connect(self._on_busy)
        self._kind.answered.connect(self._on_kind)
        self.sign_button.clicked.connect(model.sign)
        self._theme.changed.connect(self._fit)

    def _show_lines(self, at: int, *, focus: bool) -> None:
        lines = self._model.lines
        while len(self._rows) < len(lines):
            self._add_row()
        while len(self._rows) > len(lines):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        # While rows take their new words, what stands in the others is not what was typed.
        self._is_showing = True
        for number, (row, line) in enumerate(zip(self._rows, lines, strict=True), start=1):
            row.show_text(line.text, turn=number)
            row.show_label(line.label, line=number)
        self._is_showing = False
        self._at = at
        if focus:
            self._rows[at].words.go_to(self._model.place[1])
        self._show_kind()
        self._fit()

    def _add_row(self) -> None:
        row = LineRow(self._theme)
        words = row.words
        words.setAcceptDrops(False)  # a file is for the page; its path would land in the note
        words.textChanged.connect(partial(self._on_typed, row))
        words.document().documentLayout().documentSizeChanged.connect(self._fit)
        words.cursorPositionChanged.connect(self._on_caret)
        words.entered.connect(self._on_entered)
        words.labelled.connect(self._on_labelled)
        words.next_wanted.connect(self._on_next)
        words.gone_wanted.connect(self._on_gone)
        words.poured.connect(self._on_poured)
        words.moved.connect(self._on_moved)
        words.sign_wanted.connect(self._model.sign)
        row.chosen.connect(self._on_tag)
        self._column.addWidget(row)
        if self._rows:
            QWidget.setTabOrder(self._rows[-1].words, words)
        self._rows.append(row)
        row.show()

    def _on_typed(self, row: LineRow) -> None:
        if self._is_showing or row.is_awaited or row not in self._rows:
            return
        self._model.set_text(self._rows.index(row), row.words.toPlainText())
        self._trouble.hide()
        self._fit()

    def _on_caret(self) -> None:
        if not self._is_showing and self._rows[self._at].words.hasFocus():
            caret = self._rows[self._at].words.textCursor().position()
            self._model.note_place(self._at, caret)

    def _on_entered(self) -> None:
        for at, row in enumerate(self._rows):
            if row.words.hasFocus():
                self._at = at
            row.update()
        self._on_caret()
        self._show_kind()
        self._box.bring_into_sight(self._rows[self._at])

    def _on_labelled(self, label: str) -> None:
        self._model.set_label(self._at, label)

    def _on_kind(self, _name: str, label: object) -> None:
        if isinstance(label, str):
            self._model.set_label(self._at, label)
        self._show_kind()
        self._rows[self._at].words.go_to()

    def _on_tag(self, row: LineRow, label: str) -> None:
        self._model.set_label(self._rows.index(row), label)
        row.words.go_to()

    def _on_next(self) -> None:
        self._model.add_line(self._at)

    def _on_gone(self) -> None:
        self._model.remove_line(self._at)

    def _on_poured(self, text: str) -> None:
        self._model.pour(self._at, text)

    def _on_moved(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._rows):
            self._rows[at].words.go_to()
        else:
            self._rows[self._at].words.focusNextPrevChild(by > 0)

    def _on_lines_changed(self, at: int) -> None:
        self._show_lines(at, focus=self.isAncestorOf(self.focusWidget() or self))

    def _on_label_changed(self, at: int) -> None:
        line, row = self._model.lines[at], self._rows[at]
        had_focus = row.words.hasFocus()
        row.show_text(line.text)
        row.show_label(line.label, line=at + 1)
        if had_focus:
            row.words.go_to()
        self._trouble.hide()
        self._show_kind()
        announce(row.words, f"Line {at + 1}: {words_of(line.label)}")

    def _on_refused(self, why: str, at: int) -> None:
        self._trouble.setText(why)
        self._trouble.show()
        if why != NO_WORDS:
            self._rows[at].tag.show_missing()
        self._rows[at].words.go_to()
        announce(self, why, urgent=True)

    def _on_failed(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
        announce(self, words, urgent=True)

    def _on_signed(self) -> None:
        self._kept.setText("")
        self._trouble.hide()
        announce(self, "Note signed, on this PC")

    def _on_kept(self, at: str) -> None:
        self._kept.setText(f"Kept {at}" if at else "")

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's slot
        self.sign_button.setEnabled(not busy)

    def _show_kind(self) -> None:
        self._kind.show_answer(self._model.lines[self._at].label or None)

    def _fit(self) -> None:
        """Be as high as the lines, up to a limit; then they scroll."""
        self._column.activate()
        self._box.fit(self._column.sizeHint().height())

    def _lines_field(self) -> Field:
        field = self._model.form.field("lines")
        if field is None:
            raise KeyError("lines")
        return field


class _Edge(QFrame):
    """The box round the lines, which scroll in it once there are many."""

    def __init__(self, inside: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        rows = QVBoxLayout(self)
        Spacing(rows, theme, margins=(_RIM, _RIM, _RIM, _RIM))
        rows.addWidget(self._scroll)

    def fit(self, height: int) -> None:
        """Be as high as the lines, up to a limit."""
        wanted = height + 2 * self._theme.px(_RIM)
        self.setFixedHeight(min(wanted, self._theme.px(_MOST_HEIGHT)))

    def bring_into_sight(self, row: QWidget) -> None:
        """Scroll to a line."""
        self._scroll.ensureWidgetVisible(row, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        brush = Brush(QPainter(self), self._theme)
        look = Look("surface", "control", "")
        brush.box(QRectF(self.rect()), look, radius=self._theme.px(8))
