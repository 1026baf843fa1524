"""Answers of a form as the items of a FHIR questionnaire response, and HARK as its score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.encoding import Value
from app.domain.leaving_files import LeavingRecord
from app.forms import library
from app.forms.definition import Field, Kind
from app.forms.scoring import Result, score
from app.forms.stored_words import in_words

LOINC = "http://loinc.org"
_YES_NO = {"yes": ("LA33-6", "Yes"), "no": ("LA32-8", "No")}
_OF_OTHER = ("perpetrator_", "relation_to_other", "sees_other", "not_in_perpetrator_record")
"""Answers about the other person, who is in no feed."""
_NOT_ANSWERS = frozenset({Kind.RECORD_ID})


@dataclass(frozen=True, slots=True)
class Scored:
    """The total of an instrument and its code."""

    loinc: str
    label: str
    points: int


def items_of(record: LeavingRecord) -> list[dict[str, Any]]:
    """The answers in the order of the form, without those about the other person or in clash."""
    form = library.latest(record.kind)
    found = []
    for field in form.fields:
        value = record.answers.get(field.name)
        is_kept_back = field.name.startswith(_OF_OTHER) or field.name in record.in_clash
        if value is None or is_kept_back or field.kind in _NOT_ANSWERS:
            continue
        values = value if isinstance(value, list) and field.kind is Kind.CHOICES else [value]
        answers = [_answer(field, each) for each in values]
        found.append({"linkId": field.name, "text": field.label, "answer": answers})
    return found


def score_of(record: LeavingRecord) -> Scored | None:
    """HARK's total where it was answered; None where it was not, or an answer is in clash."""
    rule = library.latest(record.kind).outcome
    if rule is None:
        return None
    scoring = rule.instrument.scoring
    found = score(rule.instrument, record.answers)
    if scoring is None or found is None or set(scoring.items) & set(record.in_clash):
        return None
    if found.result not in (Result.IDENTIFIED, Result.NOTHING_DISCLOSED):
        return None
    return Scored(scoring.loinc, rule.instrument.title, found.points)


def _answer(field: Field, value: Value) -> dict[str, Any]:
    if field.loinc and value in _YES_NO:
        code, display = _YES_NO[str(value)]
        return {"valueCoding": {"system": LOINC, "code": code, "display": display}}
    if field.kind is Kind.DATE:
        return {"valueDate": value}
    if field.kind is Kind.DATETIME:
        return {"valueDateTime": instant(value)}
    if type(value) is int:
        return {"valueInteger": value}
    return {"valueString": in_words(value, field)}


def instant(value: Value) -> Value:
    """A time with its seconds, which FHIR wants; what cannot be read stays as it is."""
    try:
        return datetime.fromisoformat(str(value)).isoformat(timespec="seconds") if value else None
    except ValueError:
        return value
