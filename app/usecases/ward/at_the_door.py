"""What is written at a ward PC, before it is sealed: checked by the forms, or left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.domain.ward_door import DoorRecord
from app.errors import FormRefused
from app.forms import checking, library
from app.forms.record_safety import OF, RECORD_SAFETY, parted

_FORM, _PERSON = "identification", "person"
_NOT_YET = "0" * 32
"""Stands for the id of the identification, which the team's PCs give it."""


def written(
    answers: Mapping[str, Value],
    about: Mapping[str, Value],
    *,
    now: datetime,
    training: bool,
    safety: Mapping[str, Value] | None = None,
) -> DoorRecord:
    """The page as it is saved; raises FormRefused unless its forms allow it."""
    form, given = library.latest(_FORM), safety or {}
    accepted = checking.accept(form, answers, now=now, training=training)
    person = checking.accept(library.latest(_PERSON), about, now=now, training=training)
    if given:
        beside = {**given, OF: _NOT_YET}
        checking.accept(library.latest(RECORD_SAFETY), beside, now=now, training=training)
    return DoorRecord(form.reference, accepted, given, person, _ms(now), is_whole=True)


def require_filled_in(setting: str, site: str, role: str, *, now: datetime, training: bool) -> None:
    """Raise FormRefused for what no page could begin with; a blank is filled in by who records."""
    given = {"setting_type": setting, "site_ods": site, "identifier_role": role}
    answers = {name: value for name, value in given.items() if value}
    found = checking.check(library.latest(_FORM), answers, now=now, training=training)
    problems = {name: problem for name, problem in found.items() if name in answers}
    if problems:
        raise FormRefused(problems)


def left(answers: Mapping[str, Value], about: Mapping[str, Value], *, now: datetime) -> DoorRecord:
    """The page as it stands, finished or not."""
    given, safety = parted({name: each for name, each in answers.items() if each is not None})
    form = library.latest(_FORM).reference
    return DoorRecord(form, given, safety, about, _ms(now), is_whole=False)


def _ms(now: datetime) -> int:
    return int(now.timestamp() * 1000)
