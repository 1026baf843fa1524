"""What a lead keeps another team under, and the question what that team is."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.team_settings import TEAM
from app.forms import library
from ui.boxes.form_box import AnswerField, answer_fields
from ui.theme.theme import Theme

KIND = "team_kind"


@dataclass(frozen=True, slots=True)
class KeptAs:
    """A name, a number to ring, and a code of what the team is, empty while nobody says it."""

    name: str
    phone: str
    kind: str = ""


def kind_field(theme: Theme, kind: str) -> dict[str, AnswerField]:
    """The question what another team is, with what was said of it before."""
    form = library.latest(TEAM)
    return dict(answer_fields(form, (KIND,), theme, answers={KIND: kind or None}))
