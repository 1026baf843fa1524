"""What a contact point must be, and what widening contact needs: a reason.

So does letting somebody know who must not, and taking back that something is watched.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.around import CONFIDANT, ONLINE, SIGNS
from app.domain.careful import is_bolder
from app.domain.contact import FIELD, as_point, is_ban, is_contact
from app.domain.encoding import Value
from app.domain.records import Record
from app.errors import FormRefused, Refused

_AROUND = frozenset({CONFIDANT, ONLINE, *SIGNS})


def require_one_place(answers: Mapping[str, Value]) -> None:
    """Raise FormRefused unless a contact point has a number or an address, and not both.

    One that says that they contact us needs neither.
    """
    value = answers.get(FIELD)
    if not isinstance(value, dict):
        return
    point = as_point(value)
    places = [name for name in ("number", "address") if point.get(name)]
    if len(places) > 1 or not (places or is_ban(value)):
        raise FormRefused({FIELD: "one_place"})


def require_reason_to_widen(record: Record, set_: Mapping[str, Value], reason: str) -> None:
    """Raise Refused `contact.reason_needed` where more contact is allowed than before, unsaid why.

    While versions clash, more than any of them allows is more.
    """
    for field, value in set_.items():
        if reason or not (is_contact(field) or field in _AROUND):
            continue
        versions = [each.value for each in record.clashes.get(field, ())]
        if is_bolder(field, value, versions or [record.fields.get(field)]):
            raise Refused("contact.reason_needed" if is_contact(field) else "contact.care_reason")
