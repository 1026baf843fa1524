"""The disk is full or fails at any call: nothing told as saved is lost, and it goes on after."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from app.domain.attachment import Sealed
from storage import vault_file
from storage.keys import CodeSlot, Slot, open_code_slot, open_slot
from storage.making import build_vault
from storage.objects.folder import Objects
from storage.opening import pc_clock
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from tests.storage import faults

# "all", or how many places of each step.
INJECTIONS = os.environ.get("YARROW_INJECTIONS", "1")
# How many sizes no file may grow beyond, for each step.
LIMITS = int(os.environ.get("YARROW_LIMITS", "1"))
GIVEN = {"key": faults.KEY, "clock": pc_clock, "random": os.urandom}
TOLD = {
    *{"done", "system", "vault.disk_full", "vault.not_stored", "backup.no_room"},
    *{"backup.not_written", "vault.read_only", "vault.ways_unchanged", "vault.half_changed"},
    *{"attachment.disk_full", "attachment.not_stored"},
}

pytestmark = pytest.mark.skipif(not faults.has_strace(), reason="strace is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "vault"
    folder.mkdir()
    build_vault(folder, VaultFile(faults.ID, (), "WP", False), name="Wren Pepperday", **GIVEN)
    return folder


@pytest.fixture(scope="module")
def calls() -> dict[str, int]:
    """How many calls each step makes, counted once for both errors."""
    return {}


def places(step: str, calls: dict[str, int], made: Path, tmp_path: Path) -> list[int]:
    if step not in calls:
        folder, out = fresh(made, tmp_path, "count")
        calls[step] = faults.count_calls(step, folder, out, tmp_path / "calls")
    listed = list(range(1, calls[step] + 1))
    if INJECTIONS == "all":
        return listed
    return random.Random(step).sample(listed, min(int(INJECTIONS), len(listed)))


def fresh(made: Path, tmp_path: Path, name: str) -> tuple[Path, Path]:
    folder, out = tmp_path / name, tmp_path / f"{name}-out"
    shutil.copytree(made, folder)
    out.mkdir()
    return folder, out


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("step", list(faults.STEPS))
def test_a_call_that_fails_loses_nothing(step, error, calls, made, tmp_path):
    for number in places(step, calls, made, tmp_path):
        folder, out = fresh(made, tmp_path, f"at{number}")

        ended = faults.run(step, folder, out, inject=f"error={error}:when={number}")

        assert set(ended.outcomes) <= TOLD, (number, ended)
        assert ended.outcomes[-1] == "done", (number, ended)
        require_kept(step, ended, folder, number)
        left = {each.name for each in out.iterdir()}
        unfinished = {name for name in left if name.endswith((".part", ".copy"))}
        # Only where taking it away is what failed; the next backup does that.
        assert len(unfinished) <= 1, (number, left)
        shutil.rmtree(folder)


@pytest.mark.parametrize("step", list(faults.STEPS))
def test_a_file_that_may_not_grow_loses_nothing_and_it_goes_on_when_it_may(step, made, tmp_path):
    chance = random.Random(step)
    for _ in range(LIMITS):
        limit = round(2 ** chance.uniform(8, 18))
        folder, out = fresh(made, tmp_path, f"at{limit}")

        ended = faults.run_limited(step, folder, out, limit=limit)

        assert set(ended.outcomes) <= TOLD, (limit, ended)
        assert ended.outcomes[-1] == "done", (limit, ended)
        require_kept(step, ended, folder, limit)
        shutil.rmtree(folder)


def require_kept(step: str, ended: faults.Ended, folder: Path, number: int) -> None:
    """Everything that the child was told of is in the vault, which is sound."""
    with unlock(folder, vault_file.read(folder), **GIVEN) as vault:
        assert vault.verify() == [], number
        ids = [bytes.fromhex(each) for each in ended.done] if step == "save" else []
        kept = vault.read(lambda reading: [reading.record(id) for id in ids]).result()
        assert None not in kept, number
        drafts = vault.read(lambda reading: reading.drafts()).result()
        assert len(drafts) == (step == "draft"), number
        assert vault.file.label == ("WPX" if step == "label" else "WP"), number
    if step in WAYS:
        slots = vault_file.read(folder).slots
        assert len(slots) == 1, number
        assert WAYS[step](slots[0]) == faults.KEY, number
    if step == "attachment":
        require_whole(ended.done, Objects(folder))


def require_whole(told: list[str], objects: Objects) -> None:
    """Each object that was told of is whole; of others nothing is left but a half-written one.

    That only where taking it away is what failed; the next unlock does it.
    """
    names = objects.names()
    for object, key, size, sha256 in map(str.split, told):
        content = b"".join(objects.content(Sealed(object, key, int(size), sha256)))
        assert len(content) == int(size)
        names.remove(object)
    assert len(names) <= 1, names
    assert all(name.endswith(".part") for name in names), names


def _opened(slot: Slot) -> bytes:
    return open_slot("eleven larks in the ash tree", slot, vault=faults.ID)


def _opened_by_code(slot: CodeSlot) -> bytes:
    return open_code_slot(bytes(16), slot, vault=faults.ID)


WAYS = {"passphrase": _opened, "code": _opened_by_code, "shares": lambda slot: slot.sealed}
