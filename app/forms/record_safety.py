"""The twelve points that keep the record of a disclosure safe: four stand in the identification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.encoding import Value
from app.forms import library
from app.forms.definition import Answers, Field, Form, is_given

RECORD_SAFETY = "record_safety"
OF = "identification"
REVIEW = "review_on"
POINTS = (
    "hidden_from_online",
    "not_in_perpetrator_record",
    "proxy_and_messages_checked",
    "no_letters_naming_us",
    "online_access_changed",
    "linked_children_records",
    "coded_in_gp_record",
    "address_kept_apart",
    "neutral_alert",
    "third_party_marked",
    "printouts_checked",
    REVIEW,
)
"""In the order in which they are shown; the last one is a day."""


def own_fields() -> tuple[Field, ...]:
    """The fields of the record beside the identification, but for what names that."""
    return tuple(field for field in library.latest(RECORD_SAFETY).fields if field.name != OF)


def with_points(form: Form) -> Form:
    """The identification's form with the other points, as one page asks both."""
    return replace(form, fields=(*form.fields, *own_fields()))


def parted(answers: Answers) -> tuple[dict[str, Value], dict[str, Value]]:
    """The answers of such a page: those of the identification, and those of the record beside."""
    own = {field.name for field in own_fields()}
    beside = {name: value for name, value in answers.items() if name in own}
    return {name: value for name, value in answers.items() if name not in own}, beside


def looked_at(answers: Mapping[str, Value]) -> int:
    """How many of the twelve were looked at, done or not."""
    return sum(is_given(answers.get(name)) for name in POINTS)
