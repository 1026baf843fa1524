"""A box whose fields are those of a form: each kind of answer has its input, all worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.forms.definition import Field as FormField
from app.forms.definition import Form, Kind, is_given
from ui.boxes.ask_box import AskBox
from ui.forms.chips_input import ChipsInput
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.forms.segmented import Segmented
from ui.forms.text import TextBox, TextLine
from ui.theme.theme import Theme
from ui.widgets.field import Field

_MOST_JOINED = 4
"""A choice among no more than these is drawn as joined boxes."""

MakeEditor = Callable[[FormField, Theme], Editor]


class AnswerField(Field):
    """An input of a form under its label, with the line for what is wrong."""

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__(editor.field.label, editor, theme, help_text=editor.field.hint)
        self.input = editor

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the part of the input focus that takes it first."""
        del reason
        self.input.enter()


class FormBox(AskBox):
    """Asks some fields of a form, made by `answer_fields`; `unasked` are not asked at first.

    Signals: `changed()` after each
    answer.
    """

    changed = Signal()

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        *,
        fields: Mapping[str, AnswerField],
        title: str,
        verb: str,
        text: str = "",
        parts: Sequence[QWidget] = (),
        unasked: Sequence[str] = (),
        opens: bool = True,
        grows: bool = False,
    ) -> None:
        self.editors = {name: field.input for name, field in fields.items()}
        for name in unasked:
            fields[name].hide()  # shown first, all of it would be styled and laid out
        super().__init__(
            host,
            theme,
            title=title,
            verb=verb,
            text=text,
            fields=dict(fields),
            parts=parts,
            opens=opens,
            grows=grows,
        )
        for editor in self.editors.values():
            editor.answered.connect(self._on_answered)

    @property
    def answers(self) -> dict[str, Value]:
        """What stands in the inputs that are asked now; blanks are left out."""
        found = {n: each.answer() for n, each in self.editors.items() if self.asks(n)}
        return {name: value for name, value in found.items() if is_given(value)}

    def asks(self, name: str) -> bool:
        """Whether a field is asked now."""
        return not self.fields[name].isHidden()

    def ask_only(self, names: Sequence[str], *, of: Sequence[str]) -> None:
        """Of these fields ask some; what stands in the others stays, and does not count."""
        for name in of:
            self.fields[name].setVisible(name in names)
        self.place()

    def _on_answered(self, _name: str, _value: object) -> None:
        self.changed.emit()


def answer_fields(
    form: Form,
    names: Sequence[str],
    theme: Theme,
    *,
    answers: Mapping[str, Value] | None = None,
    inputs: Mapping[str, MakeEditor] | None = None,
) -> Iterator[tuple[str, AnswerField]]:
    """The fields with these names in their order, each made when it is asked for.

    `answers` are what stands in them at first; `inputs` makes the input of a field that needs one
    of its own.
    """
    asked = [field for field in form.fields if field.name in names]
    for field in sorted(asked, key=lambda each: names.index(each.name)):
        editor = (inputs or {}).get(field.name, editor_for)(field, theme)
        editor.show_answer((answers or {}).get(field.name))
        yield field.name, AnswerField(editor, theme)


def editor_for(field: FormField, theme: Theme) -> Editor:
    """The input for a field's kind of answer."""
    if field.kind is Kind.CHOICE and field.codes is not None:
        is_few = len(field.codes.entries) <= _MOST_JOINED
        return Segmented(field, theme) if is_few else Choice(field, theme)
    if field.kind is Kind.CHOICES:
        return ChipsInput(field, theme)
    return TextBox(field, theme) if field.kind is Kind.LONG_TEXT else TextLine(field, theme)
