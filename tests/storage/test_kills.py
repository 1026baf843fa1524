"""Killed at every step of what changes a whole vault, the old or the new always opens."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from app.domain.changes import Edit
from storage import vault_file
from storage.backup import taking_place
from storage.backup.making import make_backup
from storage.keys import FLOOR, Slot, make_slot, open_code_slot, open_slot
from storage.making import build_vault
from storage.opening import pc_clock
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from tests.storage import killing, past_vaults

# "all", or at how many places each step is killed.
KILLS = os.environ.get("YARROW_KILLS", "1")
KEY, ID = bytes(range(32)), b"vault-id-16bytes"
GIVEN = {"key": KEY, "clock": pc_clock, "random": os.urandom}
OLD, NEW = "seven wrens nest in the yew", "eleven larks in the ash tree"
BEGIN = """
import os, sys
from pathlib import Path
from storage import vault_file
from storage.opening import pc_clock
from storage.unlocked import unlock
folder, file = Path(sys.argv[1]), Path(sys.argv[2])
given = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}
"""
# The key of the slot is handed over: deriving it takes longer than all the rest.
RESTORE = """
from storage.backup import restoring
from storage.record_key import RecordKey
from storage.unlocked import Vault
restoring.key_of = lambda content, passphrase: RecordKey(given["key"], content.vault)
restoring.open_vault = lambda path, passphrase, **_: unlock(path, vault_file.read(path), **given)
restoring.Restoring(folder).run(file, "")
"""
REPAIR = """
from storage.backup.repairing import Remaking
from storage.record_key import RecordKey
content = vault_file.read(folder)
Remaking(folder, content, RecordKey(given["key"], content.vault)).run(())
"""
PASSPHRASE = """
from storage.keys import FLOOR
from storage.slots import change_passphrase
vault = unlock(folder, vault_file.read(folder), **given)
change_passphrase(vault, "eleven larks in the ash tree", kdf=FLOOR)
vault.close()
"""
CODE = """
from storage.slots import put_code
vault = unlock(folder, vault_file.read(folder), **given)
put_code(vault, bytes(16))
vault.close()
"""
MIGRATION = """
from storage.migrations import migrate
from storage.record_key import RecordKey
connection = RecordKey(given["key"], b"vault-id-16bytes").open(folder / "records.db")
migrate(connection)
connection.close()
"""
BACKUP = """
from storage.backup.making import make_backup
vault = unlock(folder, vault_file.read(folder), **given)
make_backup(vault, file.with_name("new.yarrow"), made_ms=1)
vault.close()
"""


pytestmark = pytest.mark.skipif(not killing.has_strace(), reason="strace is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path, list[bytes]]:
    """A vault with notes, a backup of it with some of them, and the ids of these."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    folder.mkdir()
    slot = make_slot(OLD, KEY, vault=ID, kdf=FLOOR, random=os.urandom)
    build_vault(folder, VaultFile(ID, (slot,), "WP", False), name="Wren Pepperday", **GIVEN)

    def write(vault, count):
        def work(session):
            text = [{"label": "fact", "text": "Came to Willowmere " * 60}]
            edits = [
                Edit("note", session.new_id(), None, {"lines": text}, {}) for _ in range(count)
            ]
            return [change.of for change in session.save(edits)]

        return vault.write(work).result()

    with unlock(folder, vault_file.read(folder), **GIVEN) as vault:
        before = write(vault, 10)
        file = folder.parent / "b.yarrow"
        make_backup(vault, file, made_ms=1)
        write(vault, 10)
    (folder / "objects").mkdir()
    (folder / "objects" / ("0f" * 16)).write_bytes(b"sealed")
    return folder, file, before


def damaged(folder: Path) -> None:
    file = folder / "records.db"
    content = bytearray(file.read_bytes())
    content[-4096 + 9] ^= 1
    file.write_bytes(content)


def places(script: str, made: Path, file: Path, tmp_path: Path, prepare) -> list[int]:
    folder = tmp_path / "count" / "vault"
    prepare(made, folder)
    calls = killing.count_calls(script, folder, file, log=tmp_path / "calls")
    listed = list(range(1, calls + 1))
    if KILLS == "all":
        return listed
    return sorted(random.Random(script).sample(listed, min(int(KILLS), len(listed))))


def copy(made: Path, folder: Path) -> None:
    shutil.copytree(made, folder)


def copy_damaged(made: Path, folder: Path) -> None:
    copy(made, folder)
    damaged(folder)


def nothing(made: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True)


def copy_of_schema_1(made: Path, folder: Path) -> None:
    """A vault as the first program left it."""
    folder.mkdir(parents=True)
    past_vaults.unpack(1, folder)


STEPS = {
    "migrated": (MIGRATION, copy_of_schema_1),
    "restored where nothing is": (RESTORE, nothing),
    "restored beside newer work": (RESTORE, copy),
    "restored over damage": (RESTORE, copy_damaged),
    "repaired": (REPAIR, copy_damaged),
    "passphrase changed": (PASSPHRASE, copy),
    "code made": (CODE, copy),
    "backed up": (BACKUP, copy),
}


@pytest.mark.parametrize("step", list(STEPS))
def test_killed_anywhere_the_old_or_the_new_opens_and_the_step_can_be_taken_again(
    step, made, tmp_path
):
    origin, file, before = made
    script, prepare = STEPS[step]
    for number in places(BEGIN + script, origin, file, tmp_path, prepare):
        folder = tmp_path / f"at{number}" / "vault"
        prepare(origin, folder)
        own = folder.parent / "b.yarrow"
        shutil.copy(file, own)

        killing.run(BEGIN + script, folder, own, die_at=number)
        require_usable(folder, number, prepare)
        if step == "backed up":
            own.with_name("new.yarrow").unlink(missing_ok=True)
        killing.run(BEGIN + script, folder, own)

        taking_place.finish(folder, day="2026-11-27")
        with unlock(folder, vault_file.read(folder), **GIVEN) as vault:
            require_new_way(step, vault.file)
            assert vault.verify() == [], number
            found = vault.read(lambda r: [r.record(id) is not None for id in before]).result()
            assert step in ("repaired", "migrated") or all(found), number
        assert not list(folder.parent.glob(".vault.*")), number
        assert not list(folder.parent.glob("*.part")), number
        shutil.rmtree(folder.parent)


def require_new_way(step: str, content: VaultFile) -> None:
    """Taken to its end, what the step was for opens it, and a code leaves the passphrase."""
    if step == "passphrase changed":
        opens(content, NEW)
    if step == "code made":
        opens(content, OLD)
        assert open_code_slot(bytes(16), content.slots[-1], vault=ID) == KEY


def require_usable(folder: Path, number: int, prepare) -> None:
    """What is there after the kill opens, as the old or as the new; nothing but damage is gone."""
    taking_place.finish(folder, day="2026-11-27")
    if not folder.exists():
        assert prepare is nothing, number
        return
    with unlock(folder, vault_file.read(folder), **GIVEN) as vault:
        assert vault.read(lambda r: len(r.list_ids("note") + r.list_ids("task"))).result() > 0
        if prepare is copy:
            opens(vault.file, OLD, NEW)


def opens(content: VaultFile, *passphrases: str) -> None:
    """Raises unless one of these opens it; no more than one is tried in most runs."""
    from app.errors import WrongPassphrase

    for passphrase in passphrases:
        for slot in content.slots:
            if not isinstance(slot, Slot):
                continue
            try:
                assert open_slot(passphrase, slot, vault=content.vault) == KEY
            except WrongPassphrase:
                continue
            return
    raise AssertionError("no passphrase opens it")
