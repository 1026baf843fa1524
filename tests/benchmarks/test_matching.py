"""A key typed to find a person among 10,000 against a bare rapidfuzz pass over their names.

The bare pass compares what was typed with each name as a whole; the search also knows words of
maiden names, numbers, days, sounds and short names, and hands out no more than may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import cycle
from random import Random
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from app.domain.matching.asked import read_asked
from app.domain.matching.people import People, known
from app.forms.nicknames import load_nicknames
from tests.app.domain.matching.crowd import VARIANTS, Person, crowd

GROUP = "a key typed to find a person, 10,000 people"
TODAY = date(2026, 11, 27)
MANY = 10_000


@cache
def everyone() -> tuple[People, list[Person]]:
    people, persons = People(load_nicknames()), crowd(MANY, 5)
    for number, each in enumerate(persons):
        names = (each.name, *each.known_as)
        who = known(number.to_bytes(16), names, day=each.day, number=each.number, reference="")
        people.put(number, who)
    return people, persons


def keys() -> Iterator[str]:
    """What stands in the line after each key, from the third on, for one variant after another."""
    random, persons = Random(11), everyone()[1]
    for variant in cycle(each for each in VARIANTS if each.__name__ != "number_slipped"):
        typed = variant(random.choice(persons), random)
        yield from (typed[:end] for end in range(3, len(typed) + 1))


@pytest.mark.benchmark(group=GROUP)
def test_bare_pass_over_the_names(benchmark: Any) -> None:
    names, typed = [each.name for each in everyone()[1]], keys()

    benchmark(lambda: process.extract(next(typed), names, scorer=fuzz.WRatio, limit=5))


@pytest.mark.benchmark(group=GROUP)
def test_search(benchmark: Any) -> None:
    people, typed = everyone()[0], keys()

    benchmark(lambda: people.find(read_asked(next(typed), today=TODAY)))
