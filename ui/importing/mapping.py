"""Which question each column of a spreadsheet answers: what can be asked, and a first guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.forms import library
from app.forms.definition import Field, Form, Kind
from app.forms.import_map import ImportMap

KINDS = {"identification": "Identifications", "note": "Notes", "referral": "Referrals made"}
ORDERS = {"dmy": "Day first: 17/11/2026", "mdy": "Month first: 11/17/2026", "ymd": "Year first"}
LEFT_OUT = ""
_PERSON = ("name", "date_of_birth", "nhs_number", "known_as", "pronouns")
_TAKEN = (
    *(Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.FOUR_STATE, Kind.WHOLE_NUMBER, Kind.DATE),
    *(Kind.DATETIME, Kind.CHOICES, Kind.WHOLE_NUMBERS, Kind.LINES, Kind.ODS_CODE),
)
_OF_A_REFERRAL = (
    *("handed_over_at", "handed_over_to", "reason", "urgency", "agreement", "basis", "conditions"),
    *("referrer", "referrer_role", "referrer_place", "their_reference", "contacted_at", "outcome"),
    "feedback_line",
)
"""What a past referral may tell; the rest of its form is what Yarrow itself keeps on the way."""
_NEEDED = {"referral": ("handed_over_at", "handed_over_to")}
_GUESSES = {
    "name": ("forename", "surname", "first name", "last name", "patient", "patient name", "client"),
    "date_of_birth": ("dob", "d.o.b.", "born", "birth date"),
    "nhs_number": ("nhs", "nhs no", "nhs no."),
    "identified_at": ("date", "time", "date seen", "date of contact"),
    "happened_at": ("date", "time", "date seen", "date of contact"),
    "setting_type": ("ward", "department", "area"),
    "site_ods": ("site", "ods", "ods code", "practice code"),
    "identifier_role": ("role", "asked by", "staff role"),
    "how_arose": ("asked because", "reason asked", "prompt"),
    "seen_alone": ("alone", "seen alone?"),
    "interpreter": ("interpreter used", "interpreter?"),
    "consult_mode": ("mode", "seen how"),
    "handed_over_at": ("date", "date of referral", "referral date", "referred", "referred on"),
    "handed_over_to": ("to", "referred to", "service", "agency", "team", "taken by"),
    "reason": ("reason", "reason for referral", "notes", "summary", "comments"),
    "referrer": ("from", "referred by", "referrer"),
    "outcome": ("outcome", "result"),
    "lines": ("notes", "note", "summary", "comments"),
    "free_text": ("notes", "summary", "comments"),
}


def questions(kind: str) -> dict[str, str]:
    """What a column may answer, of the person and then of the record, in their words."""
    person = library.latest("person")
    asked = [each for name in _PERSON if (each := person.field(name)) is not None]
    asked += [each for each in library.latest(kind).fields if _is_asked(kind, each)]
    return {each.name: each.label for each in asked}


def _is_asked(kind: str, field: Field) -> bool:
    return field.kind in _TAKEN and (kind != "referral" or field.name in _OF_A_REFERRAL)


def guess(headings: Sequence[str], kind: str) -> dict[str, str]:
    """For each heading the question that it seems to answer, or that it is left out."""
    asked = questions(kind)
    named = {label.casefold(): name for name, label in asked.items()} | {n: n for n in asked}
    for name, others in _GUESSES.items():
        if name in asked:
            named |= dict.fromkeys(others, name)
    return {heading: named.get(heading.casefold().strip(), LEFT_OUT) for heading in headings}


def still_needed(kind: str, chosen: Mapping[str, str]) -> list[Field]:
    """The questions that every record needs and no column answers."""
    answered = set(chosen.values())
    form: Form = library.latest(kind)
    needed = _NEEDED.get(kind, ())
    return [
        each
        for each in form.fields
        if (each.needed or each.name in needed) and each.name not in answered
    ]


def map_of(
    kind: str, chosen: Mapping[str, str], constants: Mapping[str, str], order: str
) -> ImportMap:
    """The map that these choices make; columns of one answer are joined in their order."""
    person: dict[str, tuple[str, ...]] = {}
    fields: dict[str, tuple[str, ...]] = {}
    for heading, name in chosen.items():
        if name != LEFT_OUT:
            into = person if name in _PERSON else fields
            into[name] = (*into.get(name, ()), heading)
    given = {name: value for name, value in constants.items() if value}
    return ImportMap(kind, person, fields, constants=given, order=order)
