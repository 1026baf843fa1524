"""The gate on a seeded set of documents: what is planted is found, what is clean is let go."""

from __future__ import annotations

import os
import sys
from collections import Counter
from random import Random

from app.domain.leaving import Finding, Known, look
from app.domain.people_named import Named
from app.forms.gate_rules import gate_rules, ordinary_words
from app.forms.nicknames import load_nicknames
from app.usecases.leaving.gate import sorted_for
from tests.hunts.clean_documents import clean
from tests.hunts.planted_documents import KINDS, Somebody, plant

COUNT = int(os.environ.get("YARROW_DOCUMENTS", "200"))
SEED = int(os.environ.get("YARROW_DOCUMENTS_SEED", "1"))
OWN, NHS = "Tansy Clover Mossop", "9990000018"
PEOPLE = (
    *(("David", "Dave"), ("Margaret", "Peggy"), ("Yusuf", "Yusi"), ("Katarzyna", "Kasia")),
    *(("Stephen", "Steve"), ("Olivia", "Liv"), ("Kwame", "Kwa"), ("Susan", "Sue")),
    *(("Patrick", "Paddy"), ("Rebecca", "Becky"), ("Ewa", "Ewunia"), ("Samuel", "Sam")),
)
FAMILIES = (
    *("Bramblewick", "Fennimore", "Thistledown", "Kowalczyk", "Okonjo", "Pemberley", "Rahmani"),
    *("Whitlock", "Adebayo", "Hartnell", "Lindqvist", "Quillfeather", "Smith", "Khan", "Brown"),
    *("Marsh", "Ward", "Hill", "Nguyen", "O'Hanlon", "Featherstone", "Begum"),
)


def everyone(random: Random) -> tuple[list[Somebody], Known]:
    """The vault's people, with the other person of the file first, and what the gate knows."""
    people = [Somebody("David", "Dave", "Thornbury", is_near=True)]
    people += [Somebody(*random.choice(PEOPLE), family) for family in FAMILIES]
    rules = gate_rules()
    named = [
        Named(
            "other_person" if each.is_near else "someone_else",
            (f"{each.given} {each.family}", each.short),
            each.is_near,
        )
        for each in people
    ]
    return people, Known(
        own=frozenset({NHS}),
        people=tuple(named),
        own_names=(OWN,),
        service_numbers=rules.numbers,
        service_domains=rules.domains,
        short_names=load_nicknames(),
        ordinary=ordinary_words(),
    )


def stopped(document: tuple[str, str, str], known: Known) -> tuple[Finding, ...]:
    text, name, properties = document
    found = look(text, known, name=name, hidden=properties, is_about_nobody=True)
    return sorted_for(found, "gp")[0]


def test_at_least_99_of_100_planted_documents_are_found_and_95_clean_ones_let_go():
    random = Random(SEED)
    people, known = everyone(random)
    missed: list[str] = []
    kinds = Counter(KINDS[number % len(KINDS)] for number in range(COUNT))
    for kind, count in kinds.items():
        for _ in range(count):
            before = clean(random, OWN, NHS)
            # What else stands in the document must not be what is found.
            while stopped(before, known):
                before = clean(random, OWN, NHS)
            planted = plant(kind, before, random.choice((people[0], random.choice(people))), random)
            if not stopped(planted, known):
                missed.append(f"{kind}: {planted}")
    letters = [clean(random, OWN, NHS) for _ in range(COUNT)]
    held = [found for letter in letters if (found := stopped(letter, known))]

    told = [f"{COUNT - len(missed)} of {COUNT} planted found, {len(held)} of {COUNT} clean stopped"]
    sys.stdout.write("\n  ".join(["", *told, *missed[:20], *map(str, held[:20]), ""]))
    assert len(missed) <= COUNT * 0.01
    assert len(held) <= COUNT * 0.05
