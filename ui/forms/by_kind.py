"""The input that suits a field's kind, for boxes that ask a form field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.encoding import Value
from app.forms.definition import Field, Kind
from ui.forms.agreement import AgreementChips
from ui.forms.chips_input import ChipsInput
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.forms.moments import DayLine
from ui.forms.segmented import Segmented
from ui.forms.stepper import Stepper
from ui.forms.text import TextBox, TextLine
from ui.forms.times import TimesEditor
from ui.theme.theme import Theme

_ALL, _MOST_IN_A_ROW = 20, 5
_KINDS: dict[Kind, Callable[[Field, Theme], Editor]] = {
    Kind.TIMES: TimesEditor,
    Kind.LONG_TEXT: TextBox,
    Kind.CHOICES: ChipsInput,
    Kind.WHOLE_NUMBER: Stepper,
}


class TextsLine(TextLine):
    """Several texts on one line, divided by semicolons."""

    def answer(self) -> Value:
        """The texts, None where there are none."""
        texts = [each.strip() for each in self.typed().split(";") if each.strip()]
        return [*texts] or None

    def words_for(self, value: Value) -> str:
        """The texts with semicolons."""
        if isinstance(value, list):
            return "; ".join(str(each) for each in value)
        return super().words_for(value)


def editor_for(field: Field, theme: Theme, *, now: Callable[[], datetime]) -> Editor:
    """The input for this field; a few codes stand in a row, many in a list."""
    if field.kind is Kind.DATE:
        return DayLine(field, theme, now=now)
    if field.kind is Kind.MAP:
        return AgreementChips(field, theme, shown=_ALL)
    if field.kind is Kind.CHOICE:
        codes = field.codes.codes if field.codes is not None else ()
        return (Choice if len(codes) > _MOST_IN_A_ROW else Segmented)(field, theme)
    if field.kind is Kind.TEXTS:
        return TextsLine(field, theme)
    return _KINDS.get(field.kind, TextLine)(field, theme)
