"""Answers of a form as the items of a FHIR questionnaire response, and HARK as its score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
_MOST_INTEGER = 2**31 - 1
_NO_WORDS = "not understood"


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
    """As what it is; what cannot be read as that, in words, as everything else."""
    if field.loinc and isinstance(value, str) and value in _YES_NO:
        code, display = _YES_NO[value]
        return {"valueCoding": {"system": LOINC, "code": code, "display": display}}
    if field.kind is Kind.DATE and day(value):
        return {"valueDate": day(value)}
    if field.kind is Kind.DATETIME and instant(value):
        return {"valueDateTime": instant(value)}
    if type(value) is int and abs(value) <= _MOST_INTEGER:
        return {"valueInteger": value}
    return {"valueString": text(in_words(value, field)) or _NO_WORDS}


def text(value: Value) -> str | None:
    """Words, without the signs that FHIR takes in no string; None for none."""
    if not isinstance(value, str):
        return None
    kept = "".join(sign for sign in value if sign >= " " or sign in "\r\n\t")
    return kept if kept.strip() else None


def day(value: Value) -> str | None:
    """A date as it is written; None for what cannot be read as one."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def instant(value: Value) -> str | None:
    """A time with its seconds and offset, which FHIR wants; None for what cannot be read."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return None if at.tzinfo is None else at.isoformat(timespec="seconds")
