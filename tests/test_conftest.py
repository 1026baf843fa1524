"""The check for what a test leaves behind must itself find it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import weakref
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

kept = []

def test_leaves_a_window(qtbot):
    kept.append(QLabel("left"))

def test_leaves_a_timer(qtbot):
    timer = QTimer()
    timer.start(60_000)
    kept.append(timer)

def test_leaves_nothing(qtbot):
    label = QLabel("shown")
    qtbot.addWidget(label)
    QTimer(label).start(60_000)
    kept.append(label)

def test_fails_with_a_window_in_its_hands(qtbot):
    label = QLabel("held")
    kept.append(weakref.ref(label))
    assert not label

def test_finds_it_gone():
    assert kept[-1]() is None
"""


def test_what_a_test_leaves_behind_is_found(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text("utf-8"))
    pytester.makepyfile(TESTS)

    run = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    run.assert_outcomes(passed=4, failed=1, errors=2)
    run.stdout.fnmatch_lines(["*left behind by the test*QLabel*", "*left behind*QTimer*"])
