from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from ui.frame.findings import Finding, FindingGroup, FindingsModel, matching

TANSY = Finding("p1", "user", "Tansy Bramblewick", "34 · Y-2041", risk="high")
HIDE = Finding("hide", "hide", "Hide the screen", shortcut="F9")


def test_lines_are_read_as_sentences() -> None:
    assert TANSY.sentence == "Tansy Bramblewick, 34 · Y-2041, risk high"
    assert HIDE.sentence == "Hide the screen, key F9"


def test_groups_without_lines_have_no_head(qapp: QApplication) -> None:
    model = FindingsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show_groups((FindingGroup("People", (TANSY,)), FindingGroup("In notes", ())))

    assert model.rowCount() == 2
    assert model.finding(0) is None
    assert model.finding(1) == TANSY
    assert model.finding(7) is None
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags


def test_things_to_do_are_found_by_any_of_their_words() -> None:
    assert [each.key for each in matching((TANSY, HIDE), "SCREEN hide")] == ["hide"]
    assert matching((TANSY, HIDE), "") == (TANSY, HIDE)
    assert matching((TANSY, HIDE), "unicorn") == ()
