"""Every schema there ever was has a stored vault, and each still opens, whole."""

from __future__ import annotations

import pytest

from storage import vault_file
from storage.keys import open_slot
from storage.migrations import newest
from storage.opening import pc_clock
from storage.unlocked import unlock
from tests.storage import past_vaults
from tests.storage.past_vaults import ID, KEY, PASSPHRASE


@pytest.mark.parametrize("schema", range(1, newest() + 1))
def test_a_vault_of_every_schema_opens_is_whole_and_goes_on(schema, tmp_path):
    past_vaults.unpack(schema, tmp_path)
    content = vault_file.read(tmp_path)
    if schema == 1:
        assert open_slot(PASSPHRASE, content.slots[0], vault=content.vault) == KEY

    with unlock(tmp_path, content, key=KEY, clock=pc_clock, random=b"x".__mul__) as vault:
        assert vault.id == ID
        assert vault.verify() == []
        assert vault.is_training
        clash, *_ = vault.read(lambda reading: reading.clashes()).result()
        assert len(clash.clashes["name"]) == 2
        assert len(vault.read(lambda reading: reading.find("ring")).result()) == 1
        assert vault.read(lambda reading: reading.list_ids("note")).result() == []
        assert len(vault.read(lambda reading: reading.list_ids("task")).result()) == 1
        draft, *_ = vault.read(lambda reading: reading.drafts()).result()
        assert draft.answers["lines"][0]["label"] == "said"
        assert len(vault.read(lambda reading: reading.accesses()).result()) == 1
        vault.write(lambda each: each.note_access("viewed", b"s" * 16, record=None, detail=""))


def test_the_stored_vault_is_of_the_schema_it_is_named_for(tmp_path):
    from storage.record_key import RecordKey

    for schema in range(1, newest() + 1):
        folder = tmp_path / str(schema)
        past_vaults.unpack(schema, folder)
        connection = RecordKey(KEY, ID).open(folder / "records.db", query_only=True)
        assert connection.execute("pragma user_version").fetchone() == (schema,)
        connection.close()
