"""The box of a saved identification: its twelve points, the note, and the codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.forms.record_safety import POINTS
from ui.boxes.ask_box import AskBox
from ui.forms.own_record import OwnRecord
from ui.forms.points import Points
from ui.person.keeping_safe import SafetyViewModel
from ui.theme.theme import Theme

_TEXT = "Each point is kept as you answer it: Space goes round done, no and does not apply."


class SafetyBox(AskBox):
    """Signals: `copy_wanted(str)` with the note or the codes."""

    copy_wanted = Signal(str)

    def __init__(
        self, host: QWidget, theme: Theme, model: SafetyViewModel, *, now: Callable[[], datetime]
    ) -> None:
        fields = [field for field in map(model.form.field, POINTS) if field is not None]
        self._model = model
        self.points = Points("Points", fields, theme, now=now)
        self.own_record = OwnRecord(model.form, theme)
        super().__init__(
            host,
            theme,
            title="Keep the record safe",
            text=_TEXT,
            verb="Done",
            parts=[self.points, self.own_record],
        )
        model.setParent(self)
        for editor in self.points.editors:
            editor.answered.connect(model.set_answer)
        self.own_record.copy_wanted.connect(self.copy_wanted)
        self.wanted.connect(self.finish)
        model.changed.connect(self._show)
        model.failed.connect(self.tell)
        self._show()
        self.place()
        self.points.editors[0].enter()

    def _show(self) -> None:
        answers = self._model.answers
        for editor in self.points.editors:
            name = editor.field.name
            # A day that is half typed is no answer yet, and stays.
            if editor.field.codes is not None or name in answers:
                editor.show_answer(answers.get(name))
        self.points.show_count(sum(each.field.name in answers for each in self.points.editors))
        self.own_record.show_answers(answers)
