"""What of a record is told as "on file" and no more, wherever it is shown.

A number, an address and a code word are drawn for whoever is to use them, within their rule or
with a reason; of another person in a survivor's file there is the relation, and no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.around import CONFIDANT, WATCHED
from app.domain.contact import SECRET, as_point, is_contact
from app.domain.encoding import Value
from app.domain.moving import MOVED
from app.domain.practice import OF_NOBODY
from app.domain.records import Record, Version
from app.domain.team_settings import KINDS

OTHER_PERSON, CHILD, POINT = "other_person", "child", "contact_point"
UNSOUGHT = frozenset({OTHER_PERSON, CHILD, POINT, CONFIDANT, WATCHED, *KINDS}) | OF_NOBODY
"""Kinds of which no word is in the search: a hit would tell what another's file must not, or lead
to a file that is about nobody."""
_OF_OTHER = frozenset(
    {"relationship", "lives_with_them", "also_patient_here", "form", "gone", MOVED}
    | {"correction_reason", "entered_in_error"}
)
_OF_CHILD = frozenset({"address"})
_VISIBLE = frozenset(
    {"contact_allowed", "number_owner", "methods", "safe_times", "not_when", "caller_identity"}
    | {"voicemail", "say", "if_other_answers", "last_confirmed"}
)
_ON_FILE = re.compile(r"\(on file(?: ([0-9]{1,3}))?\)")


def on_file(number: int = 0) -> str:
    """What stands in the place of a text; with a number where several differ."""
    return f"(on file {number})" if number else "(on file)"


def is_sign(text: str) -> bool:
    """Whether a text is only the sign that something is on file."""
    return _ON_FILE.fullmatch(text.strip()) is not None


def masks(kind: str, field: str) -> bool:
    """Whether anything in this field is kept from sight."""
    name = field.partition("/")[0]
    if is_contact(field) or (kind == CHILD and name in _OF_CHILD):
        return True
    return kind == OTHER_PERSON and name not in _OF_OTHER


def masked(kind: str, field: str, value: Value, among: Sequence[Value] = ()) -> Value:
    """A value as it may be shown. `among` are all versions beside it: the same words have the same
    number, so that versions can be told apart.
    """
    if value is None or not masks(kind, field):
        return value
    if not is_contact(field) or not isinstance(value, dict):
        return _numbered(value, among)
    versions = [as_point(each) for each in among]
    return {
        name: item if name in _VISIBLE else _numbered(item, [each.get(name) for each in versions])
        for name, item in as_point(value).items()
    }


def unmasked(field: str, value: Value, among: Sequence[Value]) -> Value:
    """A contact point that a person wrote from masked versions, with what is on file in it."""
    if not is_contact(field) or not isinstance(value, dict):
        return value
    versions = [as_point(each) for each in among]
    return {
        name: _behind(item, [each.get(name) for each in versions]) if name in SECRET else item
        for name, item in as_point(value).items()
    }


def masked_record(record: Record) -> Record:
    """The record with nothing in it that is kept from sight, its versions told apart by number."""
    if not any(masks(record.kind, name) for name in (*record.fields, *record.clashes)):
        return record
    clashes = {
        name: tuple(
            replace(each, value=masked(record.kind, name, each.value, _values(versions)))
            for each in versions
        )
        for name, versions in record.clashes.items()
    }
    fields = {
        name: masked(record.kind, name, value, _values(record.clashes.get(name, ())))
        for name, value in record.fields.items()
    }
    return replace(record, fields=fields, clashes=clashes)


def _values(versions: Sequence[Version]) -> list[Value]:
    return [each.value for each in versions]


def _numbered(value: Value, among: Sequence[Value]) -> Value:
    """A list and a map too are one thing on file."""
    if value is None:
        return None
    each = _each_once(among)
    return on_file(each.index(value) + 1 if len(each) > 1 and value in each else 0)


def _behind(value: Value, among: Sequence[Value]) -> Value:
    found = _ON_FILE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    each = _each_once(among)
    place = int(found[1] or 1) - 1
    return each[place] if 0 <= place < len(each) else value


def _each_once(values: Sequence[Value]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        if value is not None and value not in found:
            found.append(value)
    return found
