"""Reports in the real window: months worked out, and worked out anew after a record."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.app.wiring.driving import Program
from tests.app.wiring.recording import know_someone
from ui.frame.overlay import open_overlays
from ui.practice.report_box import ReportBox

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_record_hides_itself_among_few_and_a_file_for_outside_asks_for_whom(
    program: Program,
) -> None:
    program.unlock()
    program.press(Qt.Key.Key_6, ALT)
    reports = program.session.joined.reports
    program.wait(lambda: not reports.model.is_working)
    assert [row.total for row in reports.model.shown.sites] == [0]
    assert "hidden" not in reports.page.foot.words.text()

    know_someone(program, "Juniper Mossop")
    program.press(Qt.Key.Key_1, ALT)
    program.press(Qt.Key.Key_6, ALT)
    program.wait(lambda: len(reports.model.shown.sites) == 2)
    assert {row.total for row in reports.model.shown.sites} == {None}
    assert "figures are hidden" in reports.page.foot.words.text()

    reports.page.foot.outside.click()
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, ReportBox)]
    program.wait(lambda: reports.saving.is_read)
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: bool(box.fields["recipient"].problem))
    box.close_overlay()
    program.wait(lambda: program.session.desk.turns.is_at_rest)
