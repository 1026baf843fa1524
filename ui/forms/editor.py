"""What every input of a form can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.theme.theme import Theme


class Editor(QWidget):
    """The input of one field; a kind of input overrides what is refused here.

    Its answer is of the field's kind, or the words typed where they are not of that kind, so that
    the form's own check names them and nothing typed is dropped.

    Signals: `answered(str, object)` with the field's name and the answer, each time a person
    changes it, never when it is shown from outside.
    """

    answered = Signal(str, object)

    def __init__(
        self, field: Field, theme: Theme, *, spoken: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field, self.theme = field, theme
        self.held_because = ""
        self.spoken = spoken or field.label
        self.setAccessibleName(self.spoken)

    def answer(self) -> Value:
        """What the input holds; None for a blank."""
        raise NotImplementedError

    def show_answer(self, value: Value) -> None:
        """Show an answer without telling of a change."""
        raise NotImplementedError

    def entry(self) -> QWidget:
        """The part that takes the focus first."""
        return self

    def caret(self) -> int:
        """Where the caret stands, 0 where there is none."""
        return 0

    def enter(self, caret: int = -1) -> None:
        """Take the focus, with the caret in its place; -1 stands for the end."""
        del caret
        self.entry().setFocus()

    def show_held(self, why: str) -> None:
        """Refuse answers for a reason that is shown; an empty one lets them in again."""
        self.held_because = why
        self.entry().setEnabled(not why)

    def show_problem(self, sentence: str) -> None:
        """Wear the edge of a problem, and have its sentence spoken; an empty one ends it."""
        if self.has_problem() != bool(sentence):
            for widget in (self, self.entry()):
                widget.setProperty("problem", bool(sentence))
                widget.style().unpolish(widget)
                widget.style().polish(widget)
                widget.update()
        self.entry().setAccessibleDescription(sentence or self.field.hint)

    def has_problem(self) -> bool:
        """Whether a problem is shown."""
        return bool(self.property("problem"))

    def tell(self) -> None:
        """Tell of the answer there is now."""
        self.answered.emit(self.field.name, self.answer())
