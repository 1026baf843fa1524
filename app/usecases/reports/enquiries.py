"""Figures of what was identified in a quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.domain.changes import Fields
from app.domain.encoding import Value
from app.domain.measures import Figures, Table
from app.domain.ods import read_ods_code
from app.domain.records import Record
from app.forms import library
from app.forms.definition import Kind
from app.forms.lists import load_list
from app.forms.outcome import is_abuse_identified
from app.forms.scoring import Result, score

BLANK, NOT_UNDERSTOOD = "blank", "not_understood"
NO_CODES = {BLANK: "Not said", NOT_UNDERSTOOD: "Not understood"}
"""What they are called."""
_STAFF = frozenset({"staff_occupational_health", "staff_self"})
_REFERRED = frozenset({"child_referral", "adult_referral", "both"})
ACCEPTED = "accepted"
_TABLES = {"site": "site_ods", "setting": "setting_type", "role": "identifier_role"}


def day_of(text: object) -> date | None:
    """The day of a written time, as it was there; None for what cannot be read."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def count_enquiries(figures: Figures, made: Sequence[Record], leads: Mapping[bytes, bytes]) -> None:
    """Add what the identifications of a quarter come to; `leads` says which files are one's."""
    form = library.latest("identification")
    abuse = [each for each in made if is_abuse_identified(form, each.fields)]
    answers = [each.fields for each in abuse]
    figures.count("identifications", len(abuse))
    said = [code_of(each, "specialist_referral") for each in answers]
    figures.share("referral_per_identification", said.count(ACCEPTED), "identifications")
    _count_harks(figures, made)
    _count_people(figures, abuse, leads)
    concerns = [code_of(each, "safeguarding_action") for each in answers]
    concerned = [each for each in concerns if each not in (BLANK, "none_needed")]
    figures.count("with_concern", len(concerned))
    figures.share(
        "safeguarding_referred", sum(each in _REFERRED for each in concerned), "with_concern"
    )
    _divide(figures, answers, said)


def _count_harks(figures: Figures, made: Iterable[Record]) -> None:
    rule = library.latest("identification").outcome
    found = [] if rule is None else [score(rule.instrument, each.fields) for each in made]
    results = [each.result for each in found if each is not None]
    positive = results.count(Result.IDENTIFIED)
    figures.count("hark_complete", positive + results.count(Result.NOTHING_DISCLOSED))
    figures.share("hark_positive", positive, "hark_complete")


def _count_people(figures: Figures, abuse: Sequence[Record], leads: Mapping[bytes, bytes]) -> None:
    people: dict[bytes, list[Fields]] = {}
    for each in abuse:
        people.setdefault(leads.get(each.subject, each.subject), []).append(each.fields)
    children = [max(map(_children, each)) for each in people.values()]
    figures.count("people", len(people))
    if len(people) == len(abuse):  # whoever reads both takes one for the other
        figures.alike("identifications", "people")
    figures.share("cases_with_children", sum(each > 0 for each in children), "people")
    figures.count("children_n", sum(children))
    figures.about["children_n"] = "cases_with_children"
    pregnant = [any(each.get("unborn_edd") for each in rows) for rows in people.values()]
    figures.share("pregnant", sum(pregnant), "people")
    staff = [
        any(code_of(each, "setting_type") in _STAFF for each in rows) for rows in people.values()
    ]
    figures.share("staff_cases", sum(staff), "people")
    figures.strict.add("staff_cases")


def _children(answers: Fields) -> int:
    count = answers.get("children_in_household")
    return count if type(count) is int else 0


def _divide(figures: Figures, answers: Sequence[Fields], said: Sequence[str]) -> None:
    whole = "identifications"
    for what, name in _TABLES.items():
        counts = Counter(code_of(each, name) for each in answers)
        figures.divided(whole, Table(what, counts), strict=_STAFF)
    triggers = Counter(
        _known("trigger", name.partition("/")[2])
        for each in answers
        for name, value in each.items()
        if name.startswith("trigger/") and value
    )
    figures.divided(whole, Table("trigger", triggers, is_whole=False))
    counted = Counter(said)
    codes = (*load_list("specialist_referral").codes, BLANK)
    figures.divided(whole, Table("answer", {**dict.fromkeys(codes, 0), **counted}))
    figures.same("referral_per_identification", "answer", ACCEPTED)


def code_of(answers: Fields, name: str) -> str:
    """The code that stands in a field; of anything else no word, for it could be anybody's name."""
    value = answers.get(name)
    return BLANK if value is None else _known(name, value)


def _known(name: str, value: Value) -> str:
    field = library.latest("identification").field(name)
    if not isinstance(value, str) or field is None:
        return NOT_UNDERSTOOD
    if field.kind is Kind.ODS_CODE:
        return value if read_ods_code(value) == value else NOT_UNDERSTOOD
    return value if field.codes is None or value in field.codes.codes else NOT_UNDERSTOOD
