"""The input for whom the page is about, joined with what is known of that."""

from __future__ import annotations

from app.domain.nhs_number import spaced
from app.domain.people import PersonRow
from ui.forms.labelled import Labelled
from ui.forms.person_field import PersonField
from ui.identify.view_model import IdentifyViewModel
from ui.theme.theme import Theme

_BESIDE = ("site_ods", "setting_type", "identifier_role", "consult_mode")
"""What stands beside the person, in the order of the page."""


class WhomInput(Labelled):
    """The line to look with, or who was taken; `person.card` stands below its row."""

    def __init__(self, model: IdentifyViewModel, theme: Theme) -> None:
        person = PersonField(
            model.person_form,
            theme,
            now=model.now,
            check=model.check_person,
            names=model.names,
            looks=model.whom.may_look,
        )
        super().__init__(person, theme)
        self.person, self._whom, self._model = person, model.whom, model
        person.searched.connect(model.whom.look_for)
        person.line.textEdited.connect(model.whom.note_sought)
        person.taken.connect(model.whom.take)
        person.left.connect(self._go_on)
        person.described.connect(model.whom.describe)
        person.cleared.connect(model.whom.clear)
        person.refused.connect(model.whom.refuse)
        person.finished.connect(lambda: model.whom.compare())
        model.whom.matched.connect(person.show_matches)
        model.whom.compared.connect(person.show_likely)
        model.whom.failed.connect(lambda _error: person.show_likely([]))
        model.whom.changed.connect(self.show_whom)
        self.show_whom()

    def _go_on(self) -> None:
        """Past place, role and mode as far as they are filled in, to what is open; where Tab leads
        is no answer as long as the page still grows.
        """
        model = self._model
        needed = (each.name for each in model.form.fields if each.needed)
        blank = [name for name in needed if model.answer(name) is None]
        first = next((name for name in _BESIDE if name in blank), blank[0] if blank else None)
        if first is not None:
            model.place_asked.emit(first, -1)

    def show_whom(self) -> None:
        """Show who it is now."""
        whom, person = self._whom, self.person
        row = whom.person
        if row is not None:
            person.show_person(row)
        elif whom.subject is not None:
            person.show_known("The person of this draft")
        elif whom.about is None:
            person.show_nobody()
            person.line.type(whom.sought)
        elif not person.is_describing:
            person.show_new(whom.about)
        self.say_aside(_number_of(row))


def _number_of(row: PersonRow | None) -> str:
    return spaced(row.nhs_number) if row is not None and row.nhs_number else ""
