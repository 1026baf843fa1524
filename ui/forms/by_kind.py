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
from ui.forms.moments import DayLine, MomentLine
from ui.forms.segmented import Segmented
from ui.forms.stepper import Stepper
from ui.forms.text import TextBox, TextLine
from ui.forms.times import TimesEditor
from ui.theme.theme import Theme

_ALL, _MOST_IN_A_ROW = 20, 5


class NumbersLine(TextLine):
    """Several whole numbers on one line; what is none is handed on as it was typed."""

    def answer(self) -> Value:
        """The numbers, None where there are none."""
        words = self.typed().replace(",", " ").replace(";", " ").split()
        if not all(each.isascii() and each.isdigit() for each in words):
            return super().answer()
        return [int(each) for each in words] or None

    def words_for(self, value: Value) -> str:
        """The numbers with commas."""
        if isinstance(value, list):
            return ", ".join(str(each) for each in value)
        return super().words_for(value)


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


_KINDS: dict[Kind, Callable[[Field, Theme], Editor]] = {
    Kind.TIMES: TimesEditor,
    Kind.LONG_TEXT: TextBox,
    Kind.CHOICES: ChipsInput,
    Kind.WHOLE_NUMBER: Stepper,
    Kind.WHOLE_NUMBERS: NumbersLine,
    Kind.TEXTS: TextsLine,
}


def editor_for(field: Field, theme: Theme, *, now: Callable[[], datetime]) -> Editor:
    """The input for this field; a few codes stand in a row, many in a list."""
    if field.kind is Kind.DATE:
        return DayLine(field, theme, now=now)
    if field.kind is Kind.DATETIME:
        return MomentLine(field, theme, now=now)
    if field.kind is Kind.MAP:
        return AgreementChips(field, theme, shown=_ALL)
    if field.kind in (Kind.CHOICE, Kind.FOUR_STATE):
        codes = field.codes.codes if field.codes is not None else ()
        return (Choice if len(codes) > _MOST_IN_A_ROW else Segmented)(field, theme)
    return _KINDS.get(field.kind, TextLine)(field, theme)
