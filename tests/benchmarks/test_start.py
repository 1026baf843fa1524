"""A process from its start to the first paint of the lock screen, against a bare window of Qt.

Both are processes of their own that end when their window paints for the first time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.conftest import new_vault

GROUP = "process start to first paint"
ROUNDS = 8
ENDING = """
import os
from PySide6.QtCore import QEvent, QObject

class Ending(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os._exit(7)
        return False
"""
BARE = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1366, 688)
ending = Ending()
window.installEventFilter(ending)
window.show()
application.exec()
"""
LOCK_SCREEN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.wiring.desktop import Desktop, dressed
from app.wiring.site.values import this_pc
from app.wiring.start import Start
application = QApplication([])
theme = dressed(application)
start = Start(Path(sys.argv[1]), this_pc(), (), {})
desktop = Desktop(application, theme, start, replace=lambda: None)
ending = Ending()
desktop.show_lock_screen().installEventFilter(ending)
application.exec()
"""


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_window(benchmark: Any, tmp_path: Path) -> None:
    measure(benchmark, BARE, tmp_path)


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_lock_screen(benchmark: Any, tmp_path: Path) -> None:
    new_vault(tmp_path / "of Wren").close()
    measure(benchmark, LOCK_SCREEN, tmp_path)


def measure(benchmark: Any, script: str, folder: Path) -> None:
    command = [sys.executable, "-c", ENDING + script, str(folder)]

    def start() -> None:
        assert subprocess.run(command, timeout=60).returncode == 7

    # The first start reads the modules from disk, as only the first of a day does.
    benchmark.pedantic(start, rounds=ROUNDS, warmup_rounds=1, iterations=1)
