"""A chain of backups and restores, each made from what the one before had brought back."""

from __future__ import annotations

import os
import random

from storage.backup.making import make_backup
from storage.backup.restoring import Restoring
from tests.storage.backup.conftest import (
    NOW_MS,
    PASSPHRASE,
    draft_texts,
    holds,
    keep_draft,
    write_note,
)
from tests.storage.backup.joined import join_space, numbering_of

# How many restores follow each other.
RESTORES = int(os.environ.get("YARROW_RESTORES", "3"))


def test_restored_over_and_over_nothing_is_lost_and_each_time_it_numbers_anew(
    opened, path, tmp_path
):
    chance, place, notes, numberings = random.Random(19), path, [], set()
    with opened(place) as vault:
        join_space(vault)
    for number in range(RESTORES):
        file = tmp_path / f"{number}.yarrow"
        with opened(place) as vault:
            notes.append(write_note(vault, f"backed up {number} " * 50))
            keep_draft(vault, f"half a sentence {number}")
            make_backup(vault, file, made_ms=NOW_MS)
            digest = vault.digest()
        is_anew = chance.random() < 0.7
        if is_anew:
            place = tmp_path / f"place{number}"
        else:
            with opened(place) as vault:
                notes.append(write_note(vault, f"newer than it {number}"))
                digest = vault.digest()

        assert Restoring(place).run(file, PASSPHRASE).how == ("new" if is_anew else "added")

        with opened(place) as vault:
            assert holds(vault, *notes)
            assert vault.digest() == digest
            assert vault.verify() == []
            assert f"half a sentence {number}" in draft_texts(vault)
            if is_anew:
                numberings.add(numbering_of(vault)[0])
                assert numbering_of(vault)[1:] == (0, b"")
    assert len(numberings) == sum(each.name.startswith("place") for each in tmp_path.iterdir())
