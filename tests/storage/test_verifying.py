"""Every kind of damage is found, stops writing, and what is derived can be made again."""

from __future__ import annotations

import os
import random

import pytest

from app.domain.merging import AWAY
from app.errors import Damaged, Refused

FLIPS = int(os.environ.get("YARROW_FLIPS", "12"))


@pytest.fixture
def filled(vault, save, clock):
    for number in range(40):
        clock.ms += 1_000
        text = f"Came to Willowmere for the time {number}. " * 8
        save("note", {"lines": [{"label": "fact", "text": text}]}, record=None)
    first = save("person", {"name": "Wren"})
    for name in ("A", "B"):
        save("person", {"name": name}, over={"name": [first.id]})
    wrong = save("note", {"lines": [{"label": "fact", "text": "wrong"}]}, record=None)
    save("entered_in_error", {"corrects": wrong.id.hex(), "reason": "x"}, record=None)
    task = save("task", {"text": "Ring"}, record=b"t" * 16)
    save("task", {AWAY: "Done twice"}, record=b"t" * 16, over={AWAY: [task.id]})
    return vault


def alter(vault, sql):
    vault.write(lambda session: session.connection.execute(sql)).result()


def codes(vault):
    return [finding.code for finding in vault.verify()]


def test_a_sound_vault_has_no_findings(filled):
    assert filled.verify() == []
    assert not filled.is_read_only


def test_what_the_writer_rearranged_since_the_last_check_is_no_finding(filled):
    assert filled.verify() == []

    filled.rebuild()

    assert filled.verify() == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (
            "update change set bytes = cast(bytes || x'00' as blob) where nr = 3",
            "vault.found_changes",
        ),
        ("update change set id = randomblob(32) where nr = 3", "vault.found_changes"),
        ("update change set at = x'0000000000000001' where nr = 3", "vault.found_changes"),
        ("update record set clashes = 0", "vault.found_records"),
        ("update record set is_away = 0", "vault.found_records"),
        ("update record set state = jsonb('{}') where nr = 3", "vault.found_records"),
        ("update record set registers = x'' where kind = 'person'", "vault.found_records"),
        ("update record set changed_ms = 1 where nr = 3", "vault.found_records"),
        ("delete from record where nr = 3", "vault.found_records"),
        ("update change set record = 4 where nr = 3", "vault.found_records"),
        ("update space set have = zeroblob(32)", "vault.found_digests"),
        ("update space set state = zeroblob(32)", "vault.found_digests"),
    ],
)
def test_what_was_altered_is_found(filled, sql, code):
    alter(filled, sql)

    assert code in codes(filled)


@pytest.mark.parametrize(
    "sql",
    [
        "update record set clashes = 0, is_away = 1",
        "delete from record",
        "delete from search",
        "update change set record = 4",
        "update space set have = zeroblob(32), state = zeroblob(32)",
    ],
)
def test_all_that_is_derived_is_made_again_from_the_changes(filled, sql):
    def look(reading):
        records = reading.rows(reading.list_ids("note") + reading.list_ids("person"))
        return reading.digest(), records, len(reading.find("willowmere")), reading.clashes()

    before = filled.read(look).result()
    alter(filled, sql)

    filled.rebuild()

    assert filled.read(look).result() == before
    assert filled.verify() == []


def test_with_damage_a_vault_is_read_and_not_written_until_repaired(filled, new_vault):
    digest = filled.digest()
    alter(filled, "update space set state = zeroblob(32)")
    filled.verify()
    filled.close()

    again = new_vault()
    assert again.is_read_only
    with pytest.raises(Refused, match=r"vault\.read_only"):
        again.write(lambda session: session.new_id())
    assert len(again.read(lambda reading: reading.find("willowmere")).result()) == 40

    again.repair()
    assert again.digest() == digest
    assert len(again.write(lambda session: session.new_id()).result()) == 16


def test_damage_in_what_people_wrote_is_not_repaired_away(filled):
    alter(filled, "update change set bytes = cast(bytes || x'00' as blob) where nr = 3")

    with pytest.raises(Damaged, match=r"vault\.found_changes"):
        filled.repair()

    assert filled.is_read_only
    sql = "select count(*) from change"
    assert filled.read(lambda r: r.connection.execute(sql).fetchone()).result()[0] == 47


@pytest.mark.parametrize("seed", range(FLIPS))
def test_a_bit_flipped_anywhere_in_the_file_is_found(filled, new_vault, seed):
    filled.close()
    file = filled.path / "records.db"
    content = bytearray(file.read_bytes())
    chance = random.Random(seed)
    # The first 16 bytes are the salt, which is derived from the key and not read.
    place = chance.randrange(16, len(content))
    content[place] ^= 1 << chance.randrange(8)
    file.write_bytes(content)

    try:
        found = codes(new_vault())
    except Damaged as damage:
        found = [damage.code]

    assert found
    assert set(found) <= {"vault.found_pages", "vault.damaged"}
