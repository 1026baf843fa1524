"""The disk is full or fails at any call: nothing told as saved is lost, and it goes on after."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from storage import vault_file
from storage.making import build_vault
from storage.opening import pc_clock
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from tests.storage import faults

# "all", or how many places of each step.
INJECTIONS = os.environ.get("YARROW_INJECTIONS", "1")
GIVEN = {"key": faults.KEY, "clock": pc_clock, "random": os.urandom}
TOLD = {
    *{"done", "system", "vault.disk_full", "vault.not_stored", "backup.no_room"},
    *{"backup.not_written", "vault.read_only"},
}

pytestmark = pytest.mark.skipif(not faults.has_strace(), reason="strace is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "vault"
    folder.mkdir()
    build_vault(folder, VaultFile(faults.ID, (), "WP", False), name="Wren Pepperday", **GIVEN)
    return folder


def places(step: str, made: Path, tmp_path: Path) -> list[int]:
    folder, out = fresh(made, tmp_path, "count")
    calls = faults.count_calls(step, folder, out, tmp_path / "calls")
    listed = list(range(1, calls + 1))
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
def test_a_call_that_fails_loses_nothing(step, error, made, tmp_path):
    for number in places(step, made, tmp_path):
        folder, out = fresh(made, tmp_path, f"at{number}")

        ended = faults.run(step, folder, out, inject=f"error={error}:when={number}")

        assert set(ended.outcomes) <= TOLD, (number, ended)
        assert ended.outcomes[-1] == "done", (number, ended)
        with unlock(folder, vault_file.read(folder), **GIVEN) as vault:
            assert vault.verify() == [], number
            if step == "save":
                ids = [bytes.fromhex(each) for each in ended.done]
                kept = vault.read(lambda r, ids=ids: [r.record(id) for id in ids]).result()
                assert None not in kept, number
            if step == "draft":
                assert len(vault.read(lambda r: r.drafts()).result()) == 1, number
            if step == "label":
                assert vault.file.label == "WPX", number
        left = {each.name for each in out.iterdir()}
        unfinished = {name for name in left if name.endswith((".part", ".copy"))}
        # Only where taking it away is what failed; the next backup does that.
        assert len(unfinished) <= 1, (number, left)
        shutil.rmtree(folder)
