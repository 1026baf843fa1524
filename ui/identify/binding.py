"""Joins inputs with the view model, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.forms.problems import LOOK_FIRST, MAYBE_KNOWN, sentence
from ui.identify.view_model import LOOK_FIRST as LOOK_FIRST_CODE
from ui.identify.view_model import MAYBE_KNOWN as MAYBE_KNOWN_CODE
from ui.identify.view_model import IdentifyViewModel

_OF_PERSON = {LOOK_FIRST_CODE: LOOK_FIRST, MAYBE_KNOWN_CODE: MAYBE_KNOWN}


class Binding(QObject):
    """Carries answers, problems, the gate and the focus between a part of the page and its model.

    Signals: `reached(object)` with the input that is about to take the focus, so that what hides
    it can be opened first.
    """

    reached = Signal(object)

    def __init__(self, model: IdentifyViewModel, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._editors: dict[str, Editor] = {}
        self._labelled: dict[str, Labelled] = {}
        model.answered.connect(self._on_answered)
        model.panel_changed.connect(self._on_panel_changed)
        model.problems_changed.connect(self._on_problems_changed)
        model.place_asked.connect(self._on_place_asked)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def bind(self, part: Editor | Labelled) -> None:
        """Join an input, with or without a label."""
        editor = part.editor if isinstance(part, Labelled) else part
        if isinstance(part, Labelled):
            self._labelled[editor.field.name] = part
        self._editors[editor.field.name] = editor
        editor.answered.connect(self._on_given)
        editor.show_answer(self._model.answer(editor.field.name))
        self._hold(editor)

    def editor(self, name: str) -> Editor:
        """The input of a field."""
        return self._editors[name]

    def has(self, name: str) -> bool:
        """Whether the field's input is here."""
        return name in self._editors

    def go_to(self, name: str, caret: int = -1) -> None:
        """Give a field's input the focus."""
        editor = self._editors[name]
        self.reached.emit(editor)
        editor.enter(caret)

    def _on_given(self, name: str, value: object) -> None:
        self._model.note_place(name, self._editors[name].caret())
        self._model.set_answer(name, value)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Where one is counts, also where nothing is answered; what is left, with its last caret.

        The cover takes the focus before a lock keeps the draft.
        """
        for widget in (old, new):
            editor = self._around(widget)
            if editor is not None:
                self._model.note_place(editor.field.name, editor.caret())

    def _around(self, widget: QWidget | None) -> Editor | None:
        """The input here that a widget is part of."""
        while widget is not None:
            if isinstance(widget, Editor) and self._editors.get(widget.field.name) is widget:
                return widget
            widget = widget.parentWidget()
        return None

    def _on_answered(self, name: str) -> None:
        editor = self._editors.get(name)
        if editor is not None and editor.answer() != self._model.answer(name):
            editor.show_answer(self._model.answer(name))

    def _on_panel_changed(self) -> None:
        for editor in self._editors.values():
            self._hold(editor)

    def _hold(self, editor: Editor) -> None:
        if editor.field.allowed_when is not None:
            why = self._model.why_held()
            if why != editor.held_because:
                editor.show_held(why)

    def _on_problems_changed(self, problems: Mapping[str, str]) -> None:
        for name, editor in self._editors.items():
            problem = problems.get(name, "")
            words = _words(problem) if problem else ""
            labelled = self._labelled.get(name)
            if labelled is not None:
                labelled.show_problem(words)
            else:
                editor.show_problem(words)

    def _on_place_asked(self, name: str, caret: int) -> None:
        """A field may have a second input elsewhere: the one that is put away stays so."""
        labelled = self._labelled.get(name)
        if self.has(name) and not (labelled is not None and labelled.isHidden()):
            self.go_to(name, caret)


def _words(problem: str) -> str:
    return _OF_PERSON.get(problem) or sentence(problem)
