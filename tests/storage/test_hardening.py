"""A crash leaves no memory behind, and programs of the same user cannot read it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven wrens under a hollow hill"
# What is printed: the least and greatest size of a core dump and PR_GET_DUMPABLE; under Windows
# which boxes do not show after a crash.
LINUX = """
lines = Path("/proc/self/limits").read_text().splitlines()
(core,) = [line.split()[4:6] for line in lines if line.startswith("Max core file size")]
print(*core, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
OTHER_UNIX = "import resource; print(*resource.getrlimit(resource.RLIMIT_CORE))"
WINDOWS = "print(ctypes.windll.kernel32.GetErrorMode() & 3)"
SHOW = {"linux": LINUX, "win32": WINDOWS}.get(sys.platform, OTHER_UNIX)
PRIVATE = {"linux": "0 0 0", "win32": "3"}.get(sys.platform, "0 0")
START = f"""
import atexit, ctypes, sys
from pathlib import Path
atexit.register(lambda: exec({SHOW!r}, globals()))
"""
MAKE = f"""
from storage.keys import FLOOR
from storage.vault import make_vault
make_vault(Path(sys.argv[1]), name="Wren", passphrase="{PASSPHRASE}", calibrate=lambda: FLOOR)
"""
OPEN = f"""
from app.errors import WrongPassphrase
from storage.vault import open_vault
try:
    open_vault(Path(sys.argv[1]), "{PASSPHRASE}, but another")
except WrongPassphrase:
    pass
"""
HARDEN = "from storage.hardening import keep_memory_private; keep_memory_private()"
PROGRAM = "from app.main import main; sys.argv[1:] = ['--version']; main()"


def shown(script, *arguments):
    """The line that a process shows of itself after running this."""
    command = [sys.executable, "-c", f"{START}\n{script}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("script", [HARDEN, f"{HARDEN}; keep_memory_private()", PROGRAM])
def test_no_core_is_dumped_and_nobody_may_look_in(script):
    assert shown("") != PRIVATE

    assert shown(script) == PRIVATE


def test_whoever_makes_or_opens_a_vault_is_covered_too(tmp_path):
    assert shown(MAKE, tmp_path / "vault") == PRIVATE
    assert shown(OPEN, tmp_path / "vault") == PRIVATE


def test_it_still_learns_what_it_has_to_about_itself(tmp_path):
    script = f"""
{HARDEN}
from storage.disks import is_network_path
from app.wiring.start import start_here
is_network_path(Path.cwd()), start_here()
"""

    assert shown(script) == PRIVATE
