"""The made-up caseload: the same for the same seed, and nothing the forms would refuse."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest

from app.domain.nhs_number import is_nhs_number, is_test_range
from app.forms import checking, library
from app.forms.outcome import outcome
from app.wiring.trial.caseload import batches, caseload, fill
from app.wiring.trial.names import nhs_numbers
from storage.keys import FLOOR
from storage.vault import make_vault

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def cases(people, notes=0, seed=1):
    return list(caseload(people=people, notes=notes, seed=seed, now=NOW))


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    assert cases(20, 40) == cases(20, 40)
    assert cases(20, 40) != cases(20, 40, seed=2)


@pytest.mark.parametrize(("people", "notes"), [(1, 0), (3, 7), (10, 4), (7, 0)])
def test_every_note_asked_for_is_there(people, notes):
    made = cases(people, notes)

    assert (len(made), sum(len(case.notes) for case in made)) == (people, notes)


def test_every_answer_passes_its_form_as_it_stands():
    for case in cases(400, 400):
        for name, answers in (
            ("person", case.about),
            ("identification", case.enquiry),
            *(("note", note) for note in case.notes),
        ):
            form = library.latest(name)
            assert checking.check(form, answers, now=NOW, training=True) == {}


def test_every_outcome_occurs():
    form = library.latest("identification")

    found = Counter(outcome(form, case.enquiry) for case in cases(400))

    assert {str(each) for each in found} == {
        "identified",
        "nothing_disclosed",
        "declined",
        "not_safe_to_ask",
    }


def test_numbers_are_good_of_the_test_range_and_never_twice():
    numbers = list(islice(nhs_numbers(), 2_000))

    assert all(is_nhs_number(number) and is_test_range(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_a_caseload_is_saved_through_the_use_cases(tmp_path):
    words = "seven wrens nest in the yew"
    with make_vault(
        tmp_path / "v", name="Wren", passphrase=words, training=True, calibrate=lambda: FLOOR
    ) as vault:
        for batch in batches(iter(cases(30, 50))):
            vault.write(lambda session, batch=batch: fill(session, batch)).result()

        counts = {
            kind: len(vault.read(lambda reading, kind=kind: reading.list_ids(kind)).result())
            for kind in ("person", "identification", "note")
        }

    assert counts == {"person": 30, "identification": 30, "note": 50}
