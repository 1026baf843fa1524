"""The words of a file that must not leave with a text by chance; they go to the gate alone."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.around import CONFIDANT, somebody
from app.domain.contact import CODE_WORDS, as_point, is_contact
from app.domain.encoding import Value
from app.domain.masking import CHILD, OTHER_PERSON
from app.domain.records import Record
from app.ports import Reading

MUST_NOT_KNOW = "must_not_know"
"""The code of `leaving_findings` for who must not know."""
_KEYS = {
    "number": "contact_number",
    "address": "contact_address",
    **dict.fromkeys(CODE_WORDS, "code_word"),
}


def kept_words(reading: Reading, subject: bytes) -> tuple[tuple[str, str], ...]:
    """Pairs of a code of `leaving_findings` and what to look for, each once.

    Numbers, addresses and code words of every version, those put away too: an old address is one
    all the same. Names of children, of the other person in this file, and of whoever must not
    know by any version; with `_at` behind the code a child's school, with `_born` a day of birth
    (ISO).
    """
    found = [each for record in reading.history_of(subject) for each in _of(record)]
    return tuple(dict.fromkeys((what, words) for what, words in found if words.strip()))


def _of(record: Record) -> Iterator[tuple[str, str]]:
    for field, value in record.fields.items():
        if is_contact(field):
            versions = [each.value for each in record.clashes.get(field, ())] or [value]
            for version in versions:
                yield from _of_point(version)
    if record.kind == CONFIDANT:
        yield from _of_confidant(record)
    if record.kind in (CHILD, OTHER_PERSON):
        yield from _of_person(record)


def _of_confidant(record: Record) -> Iterator[tuple[str, str]]:
    versions = [each.value for each in record.clashes.get(CONFIDANT, ())]
    for value in versions or [record.fields.get(CONFIDANT)]:
        each = somebody(record.id, value)
        if not each.may_know:
            yield MUST_NOT_KNOW, each.name


def _of_person(record: Record) -> Iterator[tuple[str, str]]:
    what = {
        "name": record.kind,
        "known_as": record.kind,
        "address": "contact_address",
        "school": f"{record.kind}_at",
        "date_of_birth": f"{record.kind}_born",
    }
    for field, value in record.fields.items():
        name = field.partition("/")[0]
        if name in what and isinstance(value, str):
            yield what[name], value


def _of_point(value: Value) -> Iterator[tuple[str, str]]:
    point = as_point(value)
    for name, what in _KEYS.items():
        words = point.get(name)
        if isinstance(words, str):
            yield what, words
