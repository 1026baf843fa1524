from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui.theme.face import Face
from ui.theme.scale import Scale

_RIGHT = Qt.TextElideMode.ElideRight


@pytest.fixture
def face(qapp: QApplication) -> Face:
    return Scale(1.0).font()


def test_words_are_as_wide_as_qt_says_each_time(face: Face) -> None:
    for _ in range(2):
        assert face.width_of("Log contact") == QFontMetricsF(face).horizontalAdvance("Log contact")


@pytest.mark.parametrize("room", [20.0, 60.0, 400.0])
def test_a_line_is_cut_where_its_room_ends(face: Face, room: float) -> None:
    for _ in range(2):
        shown, width = face.cut("Ask again on Thursday", room)
        assert shown == QFontMetricsF(face).elidedText("Ask again on Thursday", _RIGHT, room + 1)
        assert width == QFontMetricsF(face).horizontalAdvance(shown)


def test_a_line_of_a_million_signs_is_cut_before_it_is_measured(face: Face) -> None:
    shown, _ = face.cut("x" * 1_000_000, 1e9)

    assert len(shown) == 1_001


def test_words_struck_out_leave_the_others_alone(face: Face) -> None:
    assert face.struck.strikeOut()
    assert not face.strikeOut()
