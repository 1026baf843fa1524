"""A quarter's figures in the real window: shown, asked about, and saved through the gate."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.app.wiring.driving import Program
from ui.attachments.text_area import TextArea
from ui.frame.overlay import open_overlays
from ui.practice.report_box import ReportBox

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def figures(box: ReportBox) -> str:
    return box.findChild(TextArea).toPlainText()


def test_what_is_shown_is_saved_for_the_team_and_with_a_reason_for_anybody_else(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "app.wiring.reports.report_saving.choose_files", lambda *_, done, **__: done([tmp_path])
    )
    program.unlock()
    program.press(Qt.Key.Key_6, ALT)
    program.session.joined.reports.page.foot.report.click()
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, ReportBox)]
    program.wait(lambda: "from 1 to 4" in " ".join(figures(box).split()))

    line, reason = box.fields["recipient"].editor, box.fields["reason"].editor
    assert isinstance(line, QLineEdit) and isinstance(reason, QPlainTextEdit)
    line.setText("Steering group")
    box.looked.emit()
    program.wait(lambda: "from 1 to 7" in " ".join(figures(box).split()))
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(box.fields["reason"].problem))
    assert list(tmp_path.glob("export-*")) == []

    line.setText("")
    box.looked.emit()
    program.wait(lambda: "from 1 to 4" in " ".join(figures(box).split()))
    reason.setPlainText("Their quarterly meeting")
    line.setText("Steering group")  # typed, and the verb pressed before the figures changed
    box.ask()
    program.wait(lambda: "from 1 to 7" in " ".join(figures(box).split()))
    assert list(tmp_path.glob("export-*")) == []
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(list(tmp_path.glob("export-*.pdf"))))

    vault = program.session.desk.vault
    line_kept = vault.read(lambda reading: reading.accesses()).result()[-1]
    assert (line_kept.what, line_kept.subject) == ("exported", b"")
    assert line_kept.detail.startswith("Steering group; figures of")
    program.wait(lambda: program.session.desk.turns.is_at_rest)  # pages half made have no parent
