"""The panel beside the page: the result, what comes next, the checklist, and Save."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.boxes.late_area import LateArea
from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.identify.advice import Advice
from ui.identify.binding import Binding
from ui.identify.earlier import told
from ui.identify.panel_parts import PanelParts
from ui.identify.view_model import IdentifyViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import paint_in_own_turn
from ui.widgets.button import Button
from ui.widgets.spoken import announce

_UNSAVED = "Nothing was saved yet. What you wrote is kept on this PC."


class IdentifyPanel(QFrame):
    """Signals: `wanted()` when an input of the panel is to be seen, so that a folded one opens;
    `copy_wanted(str)` with a note or codes for the person's own record elsewhere, if `copies`.
    `unsaved` says what becomes of what cannot be saved yet; `parts` are what it is put together
    from, made before.
    """

    wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(
        self,
        model: IdentifyViewModel,
        theme: Theme,
        *,
        copies: bool = True,
        unsaved: str = _UNSAVED,
        parts: PanelParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme, self._unsaved = model, theme, unsaved
        self._said: Advice | None = None
        self.setProperty("role", "canvas")
        self.setAccessibleName("What it means and what comes next")
        self._binding = Binding(model, parent=self)
        self._binding.reached.connect(self._on_reached)
        parts = parts or PanelParts(model, theme)
        self._result, self._earlier, self._trouble = parts.notes
        self._next = parts.heading
        for asked in parts.asked.values():
            self._binding.bind(asked)
        self.steps = parts.steps
        self.points, self.own_record = parts.points, parts.own_record
        self.own_record.copy_wanted.connect(self.copy_wanted)
        self.where = parts.where
        self.save_button = Button("Save record", theme, role="primary", key="Ctrl Enter")
        self._lay_out(parts.inside)
        parts.copies.setHidden(not copies)
        self._connect()
        self._show()
        self._show_earlier()
        self._trouble.hide()

    def _connect(self) -> None:
        model = self._model
        for part in self.points.parts:
            self._binding.bind(part)
        self.steps.wanted.connect(self._on_step_wanted)
        self.save_button.clicked.connect(model.save)
        model.panel_changed.connect(self._show)
        model.whom.earlier.changed.connect(self._show_earlier)
        model.problems_changed.connect(self._show_trouble)
        model.busy_changed.connect(self._on_busy)
        model.failed.connect(self._on_failed)
        model.saved.connect(self._on_saved)

    def _lay_out(self, inside: QWidget) -> None:
        scroll = self._scroll = LateArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        scroll.take(inside)  # the area has its place first: each move of it moves all inside
        foot = QVBoxLayout()
        Spacing(foot, self._theme, margins=(16, 6, 16, 14), gap=8)
        foot.addWidget(self.where)
        foot.addWidget(self._trouble)
        foot.addWidget(self.save_button)
        self.save_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addLayout(foot)

    def _show(self) -> None:
        said = self._model.advice()
        if said != self._said:
            # The answer just given shows first, and what follows from it a turn later.
            self._said = said
            paint_in_own_turn(self)
        self._result.show_kind(said.result.kind)
        self._result.show_words(strong=said.result.strong, text=said.result.text)
        self._next.show_words(said.heading)
        self.steps.show_steps(said.steps)
        answers = self._model.answers()
        self.points.show_count(sum(each.field.name in answers for each in self.points.editors))
        self.own_record.show_answers(answers)

    def _show_earlier(self) -> None:
        """How often this person was recorded before; hidden where there is nothing to say."""
        strong, text = told(self._model.whom.earlier.known, today=self._model.now().date())
        self._earlier.setVisible(bool(strong))
        if strong:
            self._earlier.show_words(strong=strong, text=text)
            announce(self, f"{strong} {text}")

    def _show_trouble(self, problems: dict[str, str]) -> None:
        self._trouble.setVisible(bool(problems))
        if problems:
            count = len(problems)
            strong = "1 answer needs you." if count == 1 else f"{count} answers need you."
            self._trouble.show_words(strong=strong, text=self._unsaved)
            announce(self, f"{strong} {self._unsaved}", urgent=True)

    def _on_failed(self, words: str) -> None:
        self._trouble.show_words(strong="It could not be saved.", text=words)
        self._trouble.show()
        announce(self, words, urgent=True)

    def _on_saved(self) -> None:
        self.points.fold()
        self._trouble.hide()
        announce(self, "Saved on this PC")

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's slot
        self.save_button.setEnabled(not busy)

    def _on_step_wanted(self, field: str) -> None:
        self._model.place_asked.emit(field, -1)

    def _on_reached(self, editor: Editor) -> None:
        self.points.open_for(editor)
        self.wanted.emit()
        # What needs someone takes room at the foot first.
        QTimer.singleShot(0, editor, lambda: self._bring(editor))

    def _bring(self, editor: Editor) -> None:
        """Scroll to an input with its label and the sentence of its problem."""
        whole = editor.parentWidget()
        part = whole if isinstance(whole, Labelled) else editor
        self._scroll.ensureWidgetVisible(part, 0, self._theme.px(8))
