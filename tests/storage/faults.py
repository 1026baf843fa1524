"""Runs one step on a vault in a child whose disk fails at the Nth call, by strace."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,openat"
KEY = bytes(range(32))
ID = b"vault-id-16bytes"

# What a step does in the child: `vault`, `folder` and `out` are there; it gives ids it was told of.
STEPS = {
    "save": """
def step():
    def work(session):
        subject = session.new_id()
        lines = [{"label": "fact", "text": "Came to Willowmere " * 400}]
        return session.save([Edit("note", subject, None, {"lines": lines}, {})])[0].of.hex()
    return vault.write(work).result()
""",
    "draft": """
def step():
    draft = Draft(b"d" * 16, "note/1", None, {"text": "half a sentence " * 300}, "", 1)
    vault.write(lambda session: session.keep_draft(draft), spare=True).result()
    return "draft"
""",
    "backup": """
def step():
    from storage.backup.making import make_backup
    if not (out / "b.yarrow").exists():
        make_backup(vault, out / "b.yarrow", made_ms=1)
    return "backup"
""",
    "label": """
def step():
    vault.write(lambda session: vault.set_label("WPX")).result()
    return "label"
""",
    "migration": """
def step():
    from storage.backup.copying import copy_records
    from storage.migrations import migrate
    old = out / "old.db"
    with told():
        if not old.exists():
            connection = vault.record_key.open(out / "made.db")
            try:
                migrate(connection, upto=1)
                connection.execute("insert or replace into setting values ('kept', x'01')")
                connection.execute("pragma wal_checkpoint(truncate)")
            finally:
                connection.close()
            (out / "made.db").rename(old)
    with told():
        connection = vault.record_key.open(old)
        try:
            migrate(connection)
        finally:
            connection.close()
    return "migration"
""",
}
CHILD = """
import json, os, sys
from pathlib import Path
from app.domain.changes import Edit
from app.errors import YarrowError
from app.ports import Draft
from resources.words import sentence
from storage import vault_file
from storage.failures import told
from storage.opening import pc_clock
from storage.unlocked import unlock
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
given = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}
outcomes, done = [], []
vault = None
for _ in range(9):
    try:
        if vault is None:
            vault = unlock(folder, vault_file.read(folder), **given)
        done.append(step())
        outcomes.append("done")
    except YarrowError as error:
        assert sentence(error)
        outcomes.append(error.code)
    except OSError as error:
        outcomes.append("system")
    if outcomes[-2:] == ["done", "done"]:
        break
if vault is not None:
    vault.close()
print(json.dumps([outcomes, done]))
"""


@dataclass(frozen=True)
class Ended:
    """What the child was told: outcomes in order, and what was acknowledged."""

    outcomes: list[str]
    done: list[str]


def has_strace() -> bool:
    return shutil.which("strace") is not None


def run(step: str, folder: Path, out: Path, *, inject: str = "", log: Path | None = None) -> Ended:
    """Run a step with this `-e inject` of strace, only for files in these two folders."""
    names = ("records.db", "records.db-wal", "records.db-shm", "records.db-journal")
    names += ("vault.json", "vault.json.new", "vault.json.old", "lock", "reserve", "damaged")
    outs = ("b.yarrow", "b.yarrow.part", ".b.yarrow.copy", ".b.yarrow.copy-journal")
    outs += ("old.db", "old.db-wal", "old.db-shm", "made.db", "made.db-wal", "made.db-shm")
    paths = [folder, *(folder / name for name in names), out, *(out / name for name in outs)]
    traced = ["strace", "-f", "-qq", "-o", str(log or "/dev/null")]
    traced += [word for path in paths for word in ("-P", str(path))]
    traced += ["-e", f"inject={CALLS}:{inject}" if inject else f"trace={CALLS}"]
    if inject:
        traced += ["-e", f"trace={CALLS}"]
    child = [sys.executable, "-c", STEPS[step] + CHILD, str(folder), str(out)]
    ended = subprocess.run(
        [*traced, *child], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    outcomes, done = json.loads(ended.stdout.splitlines()[-1])
    return Ended(outcomes, done)


def count_calls(step: str, folder: Path, out: Path, log: Path) -> int:
    """The most calls that one thread makes on these files: `when` counts for each thread."""
    run(step, folder, out, log=log)
    threads: dict[str, int] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        if "resumed" not in line and "+++" not in line:
            threads[line.split()[0]] = threads.get(line.split()[0], 0) + 1
    return max(threads.values())
