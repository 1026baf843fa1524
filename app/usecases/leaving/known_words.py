"""What a vault knows of a file, and of everybody else, that the gate looks for in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from app.domain.encoding import Value
from app.domain.leaving import Known, address_words, day_words
from app.domain.people_named import Named
from app.domain.telephone import as_digits, numbers
from app.forms.gate_rules import gate_rules, ordinary_words
from app.forms.nicknames import load_nicknames
from app.forms.numbers import own_numbers
from app.ports import Reading
from app.usecases.leaving.kept_words import MUST_NOT_KNOW, kept_words
from app.usecases.person import joining

_PEOPLE = frozenset({"other_person", "child", MUST_NOT_KNOW})


def known_of(reading: Reading, subject: bytes, *, with_others: bool = True) -> Known:
    """What this vault knows that must not leave with a text about this person by chance.

    Without `with_others` that is what belongs to this file, and nobody who has another one.
    """
    files = joining.shown_files(reading, subject).files
    rules, own, others = gate_rules(), set(), []
    own_names: list[str] = []
    for file, fields in _people(reading, files, with_others=with_others):
        names = tuple(_names(fields))
        if file in files:
            own.add(str(fields.get("nhs_number")))
            own_names += names
        elif names:
            others.append(Named("someone_else", names))
    places = [
        ("where_now", place)
        for file in files
        for each in reading.records_of(file)
        if each.kind == "identification" and isinstance(place := each.fields.get("where_now"), str)
    ]
    known = Known(
        words=tuple(places),
        own=frozenset(own),
        people=tuple(others),
        own_names=tuple(own_names),
        service_numbers=rules.numbers | local_digits(),
        service_domains=rules.domains,
        short_names=load_nicknames(),
        ordinary=ordinary_words(),
    )
    for file in files:
        known = _with_kept(known, kept_words(reading, file))
    return known


def _people(
    reading: Reading, files: Sequence[bytes], *, with_others: bool
) -> Iterator[tuple[bytes, Mapping[str, Value]]]:
    """File and fields of whom the files are about, or of everybody."""
    if with_others:
        yield from reading.fields_of("person")
        return
    found = [reading.record(file) for file in files]
    yield from ((each.subject, each.fields) for each in found if each is not None)


def local_digits() -> frozenset[str]:
    """The digits of the numbers that the team rings, which may stand in any document."""
    told = " \n".join(own_numbers().values())
    return frozenset(digits for _, digits, _ in numbers(told))


def _with_kept(known: Known, pairs: Iterable[tuple[str, str]]) -> Known:
    """With what the file keeps of ways to reach the person, and of who belongs to it.

    `pairs` are a kind and a text: a number, an address, a code word, or a name.
    """
    words, people, sought = list(known.words), list(known.people), list(known.numbers)
    for what, text in pairs:
        if what == "code_word":
            words.append(("own_code_word", text))
        elif what.endswith("_at"):
            words.append((what.removesuffix("_at"), text))
        elif what.endswith("_born"):
            with suppress(ValueError):
                words += day_words(what.removesuffix("_born"), date.fromisoformat(text))
        elif digits := as_digits(text):
            sought.append((what, digits))
        elif what in _PEOPLE and not any(each.isdigit() for each in text):
            people.append(Named(what, (text,), is_near=True))
        else:
            words += address_words(what, text) or ((what, text),)
    return replace(known, words=tuple(words), people=tuple(people), numbers=tuple(sought))


def _names(fields: Mapping[str, Value]) -> Iterator[str]:
    """The name and the names known by, as a person's record holds them."""
    for name, value in fields.items():
        if (name == "name" or name.startswith("known_as/")) and isinstance(value, str):
            yield value
