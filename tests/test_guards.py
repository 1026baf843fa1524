"""Two dangers of the packages we stand on, watched from the first day."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

# The lock screen shows before any of these is wanted.
HEAVY = ("PySide6.QtNetwork", "cryptography.x509", "httpx", "sqlalchemy", "starlette", "uvicorn")


def test_qt_calls_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("x")
    before = sys.getrefcount(None)

    for _ in range(500):
        label.setText("x")

    assert sys.getrefcount(None) > before - 250


@pytest.mark.parametrize("entry", ["app.main", "ui", "storage"])
def test_nothing_heavy_is_imported_at_start(entry: str) -> None:
    code = f"import sys, {entry}; print(*sorted(set({HEAVY}) & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (loaded.returncode, loaded.stdout.strip(), loaded.stderr) == (0, "", "")
