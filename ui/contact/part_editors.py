"""The input for each part of a contact point."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.forms.definition import Field, Kind
from ui.forms.agreement import AgreementChips
from ui.forms.editor import Editor
from ui.forms.moments import DayLine
from ui.forms.segmented import Segmented
from ui.forms.text import TextBox, TextLine
from ui.forms.times import TimesEditor
from ui.theme.theme import Theme

_ALL_WAYS = 20
_KINDS: dict[Kind, type[Segmented | TimesEditor | TextBox | TextLine]] = {
    Kind.CHOICE: Segmented,
    Kind.TIMES: TimesEditor,
    Kind.LONG_TEXT: TextBox,
}


def part_editor(part: Field, theme: Theme, *, now: Callable[[], datetime]) -> Editor:
    """The input that this part is answered with."""
    if part.kind is Kind.DATE:
        return DayLine(part, theme, now=now)
    if part.kind is Kind.MAP:
        return AgreementChips(part, theme, shown=_ALL_WAYS)
    return _KINDS.get(part.kind, TextLine)(part, theme)
