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
# With the filter only these calls stop the child, not every call there is.
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq")
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
    "passphrase": """
def step():
    from storage.keys import FLOOR
    from storage.slots import change_passphrase
    change_passphrase(vault, "eleven larks in the ash tree", kdf=FLOOR)
    return "passphrase"
""",
    "code": """
def step():
    from storage.slots import put_code
    put_code(vault, bytes(16))
    return "code"
""",
    "shares": """
def step():
    from storage.keys import RecoverySlot
    from storage.slots import put_recovery
    slot = RecoverySlot(b"s" * 32, b"t" * 32, (), b"")
    put_recovery(vault, slot, lambda key: key)
    return "shares"
""",
    "attachment": """
def step():
    from storage.objects.folder import Objects
    os.urandom = bytes([number + 1]).__mul__  # so that the object has a name to be watched
    kept = Objects(folder).store(part * 40_000 for part in (b"picture ", b"of a wrist ") * 4)
    return " ".join((kept.object, kept.key, str(kept.size), kept.sha256))
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
import json, os, resource, sys
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
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
limit = int(sys.argv[3])
for number in range(9):
    room = number > 2 or not limit
    soft = unlimited[0] if room else limit
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, unlimited[1]))
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
    if room and outcomes[-2:] == ["done", "done"]:
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


def run_limited(step: str, folder: Path, out: Path, *, limit: int) -> Ended:
    """Run a step where no file may grow beyond these bytes before it was tried three times."""
    return _ended(_child(step, folder, out, limit))


def run(step: str, folder: Path, out: Path, *, inject: str = "", log: Path | None = None) -> Ended:
    """Run a step with this `-e inject` of strace, only for files in these two folders."""
    names = ("records.db", "records.db-wal", "records.db-shm", "records.db-journal")
    names += ("vault.json", "vault.json.new", "vault.json.old", "lock", "reserve", "damaged")
    objects = [f"objects/{bytes([number]).hex() * 16}" for number in range(1, 10)]
    names += ("objects", *objects, *(f"{each}.part" for each in objects))
    outs = ("b.yarrow", "b.yarrow.part", ".b.yarrow.copy", ".b.yarrow.copy-journal")
    outs += ("old.db", "old.db-wal", "old.db-shm", "made.db", "made.db-wal", "made.db-shm")
    paths = [folder, *(folder / name for name in names), out, *(out / name for name in outs)]
    traced = [*STRACE, "-o", str(log or "/dev/null")]
    traced += [word for path in paths for word in ("-P", str(path))]
    traced += ["-e", f"inject={CALLS}:{inject}" if inject else f"trace={CALLS}"]
    if inject:
        traced += ["-e", f"trace={CALLS}"]
    return _ended([*traced, *_child(step, folder, out)])


def _child(step: str, folder: Path, out: Path, limit: int = 0) -> list[str]:
    return [sys.executable, "-c", STEPS[step] + CHILD, str(folder), str(out), str(limit)]


def _ended(command: list[str]) -> Ended:
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
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
