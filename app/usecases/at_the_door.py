"""What is written at a ward PC, before it is sealed: checked by the forms, or left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.domain.ward_door import DoorRecord
from app.forms import checking, library

_FORM, _PERSON = "identification", "person"


def written(
    answers: Mapping[str, Value], about: Mapping[str, Value], *, now: datetime, training: bool
) -> DoorRecord:
    """The page as it is saved; raises FormRefused unless both forms allow it."""
    form = library.latest(_FORM)
    accepted = checking.accept(form, answers, now=now, training=training)
    person = checking.accept(library.latest(_PERSON), about, now=now, training=training)
    return DoorRecord(form.reference, accepted, person, _ms(now), is_whole=True)


def left(answers: Mapping[str, Value], about: Mapping[str, Value], *, now: datetime) -> DoorRecord:
    """The page as it stands, finished or not."""
    given = {name: value for name, value in answers.items() if value is not None}
    return DoorRecord(library.latest(_FORM).reference, given, about, _ms(now), is_whole=False)


def _ms(now: datetime) -> int:
    return int(now.timestamp() * 1000)
