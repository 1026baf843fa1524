"""Ten thousand people: who is meant stands among the first five, and strangers raise no alarm.

`pytest -s` prints the figures.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import cache
from random import Random

import pytest

from app.domain.matching.asked import Asked, read_asked
from app.domain.matching.names import words_of
from app.domain.matching.people import People, known
from app.forms.nicknames import load_nicknames
from tests.app.domain.matching.crowd import VARIANTS, Person, crowd, number_slipped

TODAY = date(2026, 11, 27)
MANY = 10_000
OF_EACH = int(os.environ.get("YARROW_EXAMPLES", "100")) // 2
FIRST = 5


@cache
def everyone() -> tuple[People, list[Person]]:
    people, persons = People(load_nicknames()), crowd(MANY, 5)
    for number, person in enumerate(persons):
        people.put(number, known_of(number, person))
    return people, persons


def known_of(number: int, person: Person):
    return known(
        number.to_bytes(16),
        (person.name, *person.known_as),
        day=person.day,
        number=person.number,
        reference="",
    )


def found(people: People, typed: str) -> list[int]:
    matches = people.find(read_asked(typed, today=TODAY))
    return [int.from_bytes(match.who.subject) for match in matches]


def a_few(*persons: tuple[str, ...]) -> People:
    people = People(load_nicknames())
    for number, (name, *also) in enumerate(persons):
        who = known(
            number.to_bytes(16), (name, *also), day=date(1991, 3, 12), number="", reference=""
        )
        people.put(number, who)
    return people


def test_of_each_kind_of_variant_99_in_100_are_offered_in_the_first_five():
    people, persons = everyone()
    random, asked, met = Random(9), 0, 0
    for variant in VARIANTS:
        of_kind = 0
        for _ in range(OF_EACH):
            number = random.randrange(MANY)
            while variant is number_slipped and not persons[number].number:
                number = random.randrange(MANY)
            of_kind += number in found(people, variant(persons[number], random))[:FIRST]
        sys.stdout.write(f"{variant.__name__}: {of_kind} of {OF_EACH}\n")
        asked, met = asked + OF_EACH, met + of_kind

    assert met >= 0.99 * asked


def test_few_strangers_have_to_be_compared_with_somebody():
    people, persons = everyone()
    taken = {person.name for person in persons}
    strangers = [each for each in crowd(8 * OF_EACH, 77) if each.name not in taken]
    asked = [Asked(words_of(each.name), each.number, each.day, is_open=False) for each in strangers]
    by_name = [Asked(each.words, is_open=False) for each in asked]

    alarms = sum(bool(people.likely(each)) for each in asked)
    by_name_alone = sum(bool(people.likely(each)) for each in by_name)

    sys.stdout.write(
        f"of {len(strangers)} strangers compared: {alarms} by name, number and day, "
        f"{by_name_alone} by a name alone\n"
    )
    assert alarms <= 0.03 * len(strangers)
    assert by_name_alone <= 0.2 * len(strangers)


@pytest.mark.parametrize(
    "typed",
    ["Annemarie Tidewell", "Tidewell Anne Marie", "anne-marie tide", "Ann Marie Tydewell", "A T"],
)
def test_hyphens_order_spelling_and_initials(typed):
    assert found(a_few(("Anne-Marie Tidewell",), ("Hazel Mossop",)), typed)[:1] == [0]


def test_a_maiden_name_goes_with_the_given_one():
    assert found(a_few(("Saffron Tidewell", "Larkspur"), ("Fern Mossop",)), "saffron larkspur") == [
        0
    ]


def test_a_clear_name_shows_whatever_else_differs():
    assert found(a_few(("Saffron Tidewell",)), "Saffron Tidewell 30/8/2002") == [0]


def test_who_was_taken_out_is_not_found():
    people = a_few(("Saffron Tidewell",))
    people.drop(0)

    assert found(people, "saffron tidewell") == []
    assert len(people) == 0


def test_nothing_asked_finds_nobody():
    assert a_few(("Saffron Tidewell",)).find(Asked()) == []
