"""A signed record is put away by a correction that names it, in any order of hearing."""

from __future__ import annotations

from itertools import permutations

import pytest

from storage.applying import THEIRS, Arrival, apply_page

NOW_MS = 1_795_000_000_000


def note(change, text="Came with a bruised arm", subject=b"s" * 16):
    fields = {"lines": [{"label": "fact", "text": text}]}
    return change(fields, kind="note", record=None, subject=subject)


def correction(change, of, subject=b"s" * 16):
    fields = {"corrects": of.id.hex(), "reason": "Wrong file"}
    return change(fields, kind="entered_in_error", record=None, subject=subject)


def hear(vault, changes):
    def take(session):
        for each in changes:
            arrival = Arrival(each, 1, THEIRS)
            apply_page(session.connection, [arrival], space=1, now_ms=NOW_MS)

    vault.write(take).result()


def standing(vault, words="bruised"):
    def look(reading):
        return len(reading.list_ids("note")), len(reading.find(words))

    return vault.read(look).result()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_every_order_the_corrected_note_leaves_and_its_neighbour_stays(vault, change, order):
    wrong = note(change)
    changes = [wrong, note(change, "Bruised, seen alone"), correction(change, wrong)]

    hear(vault, [changes[index] for index in order])

    assert standing(vault) == (1, 1)
    assert vault.verify() == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_correction_that_is_itself_corrected_no_longer_counts(vault, change, order):
    kept = note(change)
    mistaken = correction(change, kept)
    changes = [kept, mistaken, correction(change, mistaken)]

    hear(vault, [changes[index] for index in order])

    assert standing(vault) == (1, 1)
    assert vault.verify() == []


def test_a_correction_from_another_file_puts_nothing_away(vault, change):
    kept = note(change)

    hear(vault, [kept, correction(change, kept, subject=b"t" * 16)])

    assert standing(vault) == (1, 1)


@pytest.mark.parametrize("named", ["", "x" * 64, 7, None, ["a"], {"id": "b"}])
def test_a_correction_that_names_nothing_sensible_is_kept_and_does_nothing(vault, change, named):
    kept = note(change)
    fields = {"corrects": named, "reason": "Wrong file"}

    hear(vault, [kept, change(fields, kind="entered_in_error", record=None)])

    assert standing(vault) == (1, 1)
    assert vault.verify() == []


def test_a_corrected_note_stays_in_the_history(vault, change):
    wrong = note(change)

    hear(vault, [wrong, correction(change, wrong)])

    record = vault.read(lambda reading: reading.record(wrong.id)).result()
    assert record.is_away
    assert record.fields == wrong.set
    assert vault.read(lambda reading: reading.history(wrong.id)).result() == [wrong]
