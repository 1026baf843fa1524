"""Asks about a training session: when, which, how many came; never who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.encoding import Value
from app.forms import library
from app.forms.directory import Place
from app.forms.lists import load_list
from ui.boxes.ask_box import AskBox
from ui.forms.chips_input import ChipsInput
from ui.forms.labelled import Labelled
from ui.forms.moments import read_day, say_day
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field

_NUMBERS = ("people", "of_staff", "confidence_before", "confidence_after")
_TEXT = "Counts alone: nobody who came is named."


class TrainingBox(AskBox):
    """`answers` are what its form takes."""

    def __init__(
        self, host: QWidget, theme: Theme, *, sites: Sequence[Place], site: str, today: date
    ) -> None:
        form = library.latest("training")
        labels = {field.name: (field.label, field.hint) for field in form.fields}
        self._today = today
        self._day = QLineEdit(say_day(today, today=today))
        self._lines = {name: QLineEdit() for name in _NUMBERS}
        self._session, self._site = ChoiceBox(theme), ChoiceBox(theme)
        for code in load_list("training_sessions").entries:
            self._session.addItem(code.label, code.code)
        for place in sites:
            self._site.addItem(place.name, place.code)
        self._site.setCurrentIndex(max(0, self._site.findData(site)))
        roles = form.field("roles")
        if roles is None:
            raise KeyError("roles")
        self._roles = ChipsInput(roles, theme)
        editors: dict[str, QWidget] = {
            "held_on": self._day,
            "session": self._session,
            "site_ods": self._site,
            **self._lines,
        }
        fields = {
            name: Field(labels[name][0], editor, theme, help_text=labels[name][1])
            for name, editor in editors.items()
        }
        super().__init__(
            host,
            theme,
            title="Training session",
            text=_TEXT,
            verb="Keep in the log",
            fields=fields,
            parts=[Labelled(self._roles, theme)],
        )

    @property
    def answers(self) -> dict[str, Value]:
        """What was filled in; words that are no number stay words, for the form to refuse."""
        day = read_day(self._day.text(), today=self._today)
        given: dict[str, Value] = {
            "held_on": self._day.text().strip() if day is None else day.isoformat(),
            "session": str(self._session.currentData()),
            "site_ods": str(self._site.currentData()),
            "roles": self._roles.answer(),
        }
        for name, line in self._lines.items():
            given[name] = _number(line.text().strip())
        return {name: value for name, value in given.items() if value not in (None, "", [])}


def _number(typed: str) -> Value:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else typed
