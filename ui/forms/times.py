"""Safe times of the week: a line for each span, with the days it holds on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.contact import DAYS
from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.flow import Flow
from ui.widgets.label import Label

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOUR = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_WIDTH = 72
Span = tuple[tuple[str, ...], str, str]
"""Days, and from when to when as typed."""


class SpanLine(QWidget):
    """Seven days to tick, and two times. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, number: int, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = {
            code: CheckBox(name[:3], theme) for code, name in zip(DAYS, _NAMES, strict=True)
        }
        self.start, self.end = QLineEdit(), QLineEdit()
        flow = Flow(theme, gap=8, parent=self)
        for (code, box), name in zip(self.days.items(), _NAMES, strict=True):
            box.setAccessibleName(f"Safe time {number}: {name}")
            box.toggled.connect(self.changed)
            self.days[code] = box
            flow.addWidget(box)
        hours = QWidget()
        row = QHBoxLayout(hours)
        Spacing(row, theme, gap=6)
        for line, word in ((self.start, "from"), (self.end, "to")):
            line.setAccessibleName(f"Safe time {number}: {word}")
            line.setPlaceholderText("10:00" if word == "from" else "11:30")
            line.setMinimumWidth(theme.px(_WIDTH))
            line.setMaximumWidth(theme.px(_WIDTH))
            line.textEdited.connect(self.changed)
            row.addWidget(Label(word, "small"))
            row.addWidget(line)
        flow.addWidget(hours)

    def span(self) -> Span:
        """What stands in the line."""
        days = tuple(code for code, box in self.days.items() if box.isChecked())
        return days, _hour(self.start.text()), _hour(self.end.text())

    def show_span(self, span: Span) -> None:
        """Show days and times without telling of a change."""
        days, start, end = span
        self.blockSignals(True)
        for code, box in self.days.items():
            box.setChecked(code in days)
        self.start.setText(start)
        self.end.setText(end)
        self.blockSignals(False)


class TimesEditor(Editor):
    """The lines, a button for one more, and one for any time at all.

    A line with a day and half a time is handed on as it was typed, so that the form names it.
    """

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent=parent)
        self.lines: list[SpanLine] = []
        self.more = Button("Another time", theme, icon="plus", small=True)
        self.any = Button("Any time", theme, small=True, spoken="Any day, any time")
        self.more.clicked.connect(self._on_more)
        self.any.clicked.connect(self._on_any)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=6)
        self._held = QVBoxLayout()
        column.addLayout(self._held)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.more)
        row.addWidget(self.any)
        row.addStretch(1)
        column.addLayout(row)
        self._add()

    def answer(self) -> Value:
        """The spans day by day, None where there is none."""
        found: list[Value] = []
        for days, start, end in (line.span() for line in self.lines):
            if not (days or start or end):
                continue
            for day in days or ("",):
                each: dict[str, Value] = {"day": day, "from": start, "to": end}
                found.append(each)
        return found or None

    def show_answer(self, value: Value) -> None:
        """Show the spans, days with the same hours on one line."""
        spans = _spans(value)
        while len(self.lines) < max(1, len(spans)):
            self._add()
        while len(self.lines) > max(1, len(spans)):
            line = self.lines.pop()
            self._held.removeWidget(line)
            line.hide()
            line.deleteLater()
        for line, span in zip(self.lines, spans or [((), "", "")], strict=True):
            line.show_span(span)

    def entry(self) -> QWidget:
        """The first day."""
        return self.lines[0].days[DAYS[0]]

    def _add(self) -> None:
        line = SpanLine(len(self.lines) + 1, self.theme)
        line.changed.connect(self.tell)
        self.lines.append(line)
        self._held.addWidget(line)

    def _on_more(self) -> None:
        self._add()
        self.lines[-1].days[DAYS[0]].setFocus()

    def _on_any(self) -> None:
        every = [{"day": day, "from": "00:00", "to": "24:00"} for day in DAYS]
        self.show_answer(cast("Value", every))
        self.tell()


def _spans(value: Value) -> Sequence[Span]:
    hours: dict[tuple[str, str], list[str]] = {}
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            each = {str(name): str(part) for name, part in item.items()}
            key = (each.get("from", ""), each.get("to", ""))
            hours.setdefault(key, []).append(each.get("day", ""))
    return [(tuple(days), *span) for span, days in hours.items()]


def _hour(typed: str) -> str:
    """What was typed as HH:MM, or the words themselves; "9", "9.30" and "0930" will do."""
    words = typed.strip()
    found = _HOUR.fullmatch(words)
    if found is None:
        return words
    return f"{int(found[1]):02}:{found[2] or '00'}"
