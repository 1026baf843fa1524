"""Which system's session is taken."""

from __future__ import annotations

import subprocess
import sys

from app.wiring.system.here import ThisSession
from app.wiring.system.linux import LinuxSession


def test_this_linux_has_the_session_of_linux() -> None:
    assert ThisSession is LinuxSession


def test_no_other_system_s_module_is_loaded() -> None:
    script = (
        "import sys, app.wiring.system.here\n"
        "sys.exit(any(each in sys.modules for each in"
        " ('app.wiring.system.windows', 'app.wiring.system.mac')))"
    )

    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
