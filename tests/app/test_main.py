"""The process ends with its command, whatever still waits for a network that gives no answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAITING = """
import sys, threading
from app.main import main
threading.Thread(target=threading.Event().wait).start()
sys.argv[1:] = ["list", "no vault", "person", "--passphrase-file", sys.argv[1]]
main()
"""


def test_a_thread_that_waits_holds_up_no_command_that_was_refused(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("seven wrens nest in the yew\n", encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, "-c", WAITING, str(file)],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr.count(b"\n")) == (1, b"", 1)
