"""How the program starts, and starts itself again."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from app import VERSION
from app.wiring.start import original_command, plain_environment, start_here

ROOT = Path(__file__).parents[3]
HEAVY = (
    "httpx",
    "importlib.metadata",
    "cryptography.x509",
    "app.forms",
    "zxcvbn",
    "sync",
    "storage.unlocked",
    "app.wiring.session",
)


def test_the_command_is_the_one_that_started_this_process() -> None:
    command = original_command()

    assert command[0] == sys.executable
    assert list(command[1:]) == sys.orig_argv[1:]


def test_nothing_that_leads_to_a_passphrase_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YARROW_PASSPHRASE_FILE", "somewhere")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    environment = plain_environment()

    assert "YARROW_PASSPHRASE_FILE" not in environment
    assert environment["LANG"] == "en_GB.UTF-8"


def test_vaults_lie_in_this_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert start_here().folder.name == "vaults"
    if sys.platform.startswith("linux"):
        assert start_here().folder == tmp_path / "Yarrow" / "vaults"


def test_nothing_heavy_is_imported_before_the_lock_screen_shows() -> None:
    code = (
        "import sys, app.wiring.desktop\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    assert ran.stdout.strip() == "[]"


def test_a_fresh_process_takes_the_place_of_this_one() -> None:
    code = (
        "import os, sys\n"
        "from app.wiring.site.values import this_pc\n"
        "from app.wiring.start import Start, take_its_place\n"
        "from pathlib import Path\n"
        "again = 'import os, sys; print(os.getpid(), sorted(os.environ))'\n"
        "start = Start(Path('.'), this_pc(), (sys.executable, '-c', again), {'ONLY': 'this'})\n"
        "print(os.getpid(), flush=True)\n"
        "take_its_place(start)\n"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    before, after = ran.stdout.splitlines()
    # Windows cannot replace a process; there a child stands where this one was.
    assert (after.split()[0] == before) is (sys.platform != "win32")
    assert "ONLY" in after
    assert "PATH" not in after


def test_the_version_shown_is_the_one_installed() -> None:
    assert metadata.version("yarrow") == VERSION
