"""What lost or laid open whole stores elsewhere, each once told in public, does not do so here.

The stories and their tests are listed in `docs/reliability.md`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import YarrowError
from app.wiring.vaults import recovery
from resources.words import sentence
from storage import vault_file
from storage.keys import FLOOR, RecoverySlot, make_slot
from storage.making import build_vault
from storage.opening import open_vault, open_with, pc_clock
from storage.record_key import RecordKey
from storage.slots import put_recovery
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from sync.protocol.recovery import seal_slot, set_id
from tests.storage.conftest import ID, KEY
from tests.vaults import once_opened

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven wrens nest in the yew"
SPACE = b"s" * 32
# How often each of four processes writes and checkpoints; how often someone is killed after an act.
HAMMER = int(os.environ.get("YARROW_HAMMER", "20"))
CRASHES = int(os.environ.get("YARROW_CRASHES", "2"))
WRITER = """
import sys
from pathlib import Path
from storage.record_key import RecordKey
folder, number, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
records = RecordKey(bytes(range(32)), b"vault-id-16bytes").open(folder / "records.db")
records.execute("pragma busy_timeout = 60000")
print("ready", flush=True)
sys.stdin.readline()
modes = ("truncate", "passive", "restart", "full")
for each in range(count):
    value = bytes([number]) * (100 + each % 5000)
    records.execute("insert into setting values (?, ?)", (f"{number}/{each}", value))
    print(each, flush=True)
    records.execute(f"pragma wal_checkpoint({modes[(number + each) % 4]})").fetchall()
records.close()
"""
WITHDRAWING = """
import os, sys, time
from pathlib import Path
from app.usecases import editing, recording
from storage import vault_file
from storage.opening import pc_clock
from storage.unlocked import unlock
folder = Path(sys.argv[1])
given = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}
vault = unlock(folder, vault_file.read(folder), **given)
def act(session):
    record = recording.record(session, "person", {"name": "Tansy Bramblewick"})
    return record.id
id = vault.write(act).result()
put_away = {"entered_in_error": "the wrong person"}
vault.write(lambda session: editing.edit(session, id, put_away)).result()
print(id.hex(), flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "vault"
    made.mkdir()
    slot = make_slot(PASSPHRASE, KEY, vault=ID, kdf=FLOOR, random=os.urandom)
    given = {"key": KEY, "clock": pc_clock, "random": os.urandom}
    build_vault(made, VaultFile(ID, (slot,), "WP", False), name="Wren Pepperday", **given)
    return made


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A closed vault that a passphrase opens."""
    return Path(shutil.copytree(made_once, tmp_path / "vault"))


def opened(folder: Path):
    content = vault_file.read(folder)
    return unlock(folder, content, key=KEY, clock=pc_clock, random=os.urandom)


def test_with_one_way_in_damaged_or_gone_every_other_still_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    made = recovery.make_set()
    keys = made.set.keys
    with opened(folder) as vault:
        code = recovery.make_code(vault)
        slot = RecoverySlot(SPACE, set_id(keys), (), b"")
        put_recovery(vault, slot, lambda key: seal_slot(keys.hpke, key, vault=ID, space=SPACE))
    whole = vault_file.read(folder)
    ways = {
        "passphrase": lambda: open_vault(folder, PASSPHRASE),
        "code": lambda: open_with(folder, recovery.by_code(code)),
        "recovery": lambda: open_with(folder, recovery.by_shares(made.shares[1:])),
    }
    assert [slot.kind for slot in whole.slots] == list(ways)

    for number, lost in enumerate(ways):
        slot, others = whole.slots[number], [each for each in whole.slots if each.kind != lost]
        altered = replace(slot, sealed=slot.sealed[:-1] + bytes([slot.sealed[-1] ^ 1]))
        for slots in (tuple(others), (*others, altered)):
            vault_file.write_both(folder, replace(whole, slots=slots))
            for way in ways.keys() - {lost}:
                ways[way]().close()
        with pytest.raises(YarrowError) as refused:
            ways[lost]()
        assert sentence(refused.value)


def test_four_processes_that_write_and_checkpoint_at_once_corrupt_nothing(folder: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number), str(HAMMER)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate()[0].split() for writer in writers]

    assert [len(each) for each in told] == [HAMMER] * 4
    records = RecordKey(KEY, ID).open(folder / "records.db")
    try:
        assert records.execute("pragma cipher_integrity_check").fetchall() == []
        assert records.execute("pragma integrity_check").fetchall() == [("ok",)]
        sql = "select name, value from setting where name glob '[0-3]/*'"
        found = dict(records.execute(sql).fetchall())
    finally:
        records.close()
    assert found == {
        f"{number}/{each}": bytes([number]) * (100 + each % 5000)
        for number in range(4)
        for each in range(HAMMER)
    }


def test_the_cipher_is_younger_than_the_one_that_could_corrupt_its_log(folder: Path) -> None:
    records = RecordKey(KEY, ID).open(folder / "records.db")
    version = records.execute("pragma cipher_version").fetchone()[0].split()[0]
    records.close()

    assert tuple(map(int, version.split("."))) >= (4, 4, 2)


def test_what_was_put_away_stays_away_after_a_kill(folder: Path) -> None:
    for _ in range(CRASHES):
        command = [sys.executable, "-c", WITHDRAWING, str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            id = bytes.fromhex(program.stdout.readline())
            program.kill()

        with opened(folder) as vault:
            record = vault.read(lambda reading, id=id: reading.record(id)).result()
            assert record is not None and record.is_away
