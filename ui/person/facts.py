"""What the newest identification says, in a few short lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.domain.encoding import Value
from app.domain.nhs_number import spaced
from app.domain.people import reference
from app.domain.timeline import Differing, FilePage, Item
from app.forms import library
from app.forms.definition import Form
from app.forms.scoring import score
from ui.formats import short_date, short_day

Tone = Literal["plain", "danger"]
_MOST_SIGNS = 3
_NECK = "strangulation"
_DIFFERS = {
    "name": "Other name",
    "date_of_birth": "Other birth",
    "nhs_number": "Other NHS",
    "pronouns": "Pronouns too",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A short name, what is known, and whether it warns."""

    name: str
    words: str
    tone: Tone = "plain"


def newest_identification(page: FilePage) -> Item | None:
    """The identification that counts now: the newest not entered in error."""
    found = (item for item in page.items if item.kind == "identification" and not item.error)
    return next(found, None)


def facts_of(page: FilePage, *, today: date, place_name: Callable[[str], str]) -> tuple[Fact, ...]:
    """The facts of a file in the order in which they are read; blanks are left out."""
    item = newest_identification(page)
    if item is None:
        return _elsewhere(page, None)
    form = library.latest("identification")
    told = _Told(form, item.answers)
    found = (
        Fact("Seen at", _seen(item, today=today, place_name=place_name)),
        Fact("Seen alone", told.label("seen_alone")),
        Fact("Prompt", told.labels("trigger") or told.label("how_arose")),
        _harks(form, item.answers),
        _danger(told, item.answers),
        Fact("Abuse is", told.label("abuse_time")),
        _kinds(told, item.answers),
        Fact("Other one is", told.label("perpetrator_relationship")),
        Fact("Children", _children(item.answers)),
        Fact("Baby due", _day(item.answers.get("unborn_edd"))),
        Fact("Where now", _text(item.answers.get("where_now"))),
        Fact("Referral", told.label("specialist_referral")),
        Fact("Safeguards", told.label("safeguarding_action")),
        Fact("Agrees", told.agreed()),
        Fact("Asked by", told.label("identifier_role")),
    )
    return (*(fact for fact in found if fact.words), *_elsewhere(page, item))


def is_dangerous(answers: Mapping[str, Value]) -> bool:
    """Whether these answers say that the person is in danger, or unsafe at home."""
    return answers.get("immediate_danger") == "yes" or answers.get("hark_safety") == "yes"


def _elsewhere(page: FilePage, item: Item | None) -> tuple[Fact, ...]:
    """What joining must not hide: danger in the newest record of another file, and who else the
    files say that the person is.
    """
    newest: dict[bytes, Item] = {}
    for each in page.items:
        if each.kind == "identification" and not each.error:
            newest.setdefault(each.file, each)
    in_danger = [
        Fact(f"In {reference(each.file)}", "In danger, by its newest record", "danger")
        for each in newest.values()
        if item is not None and each.file != item.file and is_dangerous(each.answers)
    ]
    differing = (
        Fact(_DIFFERS[each.field], f"{_differing_words(each)}, in {each.reference}", "danger")
        for each in page.differing
    )
    return (*in_danger, *differing)


def _differing_words(differing: Differing) -> str:
    if differing.field == "date_of_birth":
        return _day(differing.words)
    return spaced(differing.words) if differing.field == "nhs_number" else differing.words


def day_to_ask_again(page: FilePage) -> str:
    """The day from which to ask again, in words, or nothing."""
    item = newest_identification(page)
    return _day(item.answers.get("ask_again_on")) if item is not None else ""


@dataclass(frozen=True, slots=True)
class _Told:
    """The answers of a form in its words."""

    form: Form
    answers: Mapping[str, Value]

    def label(self, name: str) -> str:
        field, value = self.form.field(name), self.answers.get(name)
        if field is None or field.codes is None or not isinstance(value, str):
            return ""
        return field.codes.label(value)

    def labels(self, name: str) -> str:
        field, value = self.form.field(name), self.answers.get(name)
        if field is None or field.codes is None or not isinstance(value, list):
            return ""
        words = [field.codes.label(str(code)) for code in value]
        more = len(words) - _MOST_SIGNS
        shown = ", ".join(words[:_MOST_SIGNS])
        return f"{shown} and {more} more" if more > 0 else shown

    def agreed(self) -> str:
        field, value = self.form.field("consent_scope"), self.answers.get("consent_scope")
        if field is None or field.codes is None or not isinstance(value, dict):
            return ""
        label = field.codes.label
        yes = [label(str(code)) for code, answer in value.items() if answer == "yes"]
        no = [f"not {label(str(code))}" for code, answer in value.items() if answer == "no"]
        return ", ".join((*yes, *no))


def _seen(item: Item, *, today: date, place_name: Callable[[str], str]) -> str:
    site = item.answers.get("site_ods")
    where = place_name(site) if isinstance(site, str) else ""
    at = _moment(item.answers.get("identified_at"))
    when = "" if at is None else short_day(at.date(), today=today)
    return ", ".join(filter(None, (where, when)))


def _harks(form: Form, answers: Mapping[str, Value]) -> Fact:
    rule = form.outcome
    found = score(rule.instrument, answers) if rule is not None else None
    if found is None:
        return Fact("HARKS", "")
    asked = found.points + found.no + found.declined
    if not asked:
        return Fact("HARKS", "Not asked")
    scored = f"{found.points} of {asked + found.open} yes"
    if answers.get("hark_safety") == "yes":
        return Fact("HARKS", f"{scored}, unsafe at home", "danger")
    return Fact("HARKS", f"{scored}, {found.open} not asked" if found.open else scored)


def _danger(told: _Told, answers: Mapping[str, Value]) -> Fact:
    tone: Tone = "danger" if answers.get("immediate_danger") == "yes" else "plain"
    return Fact("Danger now", told.label("immediate_danger"), tone)


def _kinds(told: _Told, answers: Mapping[str, Value]) -> Fact:
    """A few of them; hands round the neck before all others, since it can kill days later."""
    kinds = answers.get("abuse_types")
    if not isinstance(kinds, list) or _NECK not in kinds:
        return Fact("Kinds", told.labels("abuse_types"))
    first = [_NECK, *(kind for kind in kinds if kind != _NECK)]
    words = _Told(told.form, {"abuse_types": first}).labels("abuse_types")
    return Fact("Kinds", words, "danger")


def _children(answers: Mapping[str, Value]) -> str:
    count, ages = answers.get("children_in_household"), answers.get("children_ages")
    at_home = f"{count} at home" if isinstance(count, int) else ""
    aged = f"aged {', '.join(str(age) for age in ages)}" if isinstance(ages, list) and ages else ""
    return ", ".join(filter(None, (at_home, aged)))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Value) -> str:
    try:
        return short_date(date.fromisoformat(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""


def _moment(value: Value) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
