"""The box that gives files out: it looks before it writes, and looks again after any change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from ui.giving.box import GivingBox
from ui.theme.theme import Theme

Show = Callable[[QWidget], QWidget]
Look = Callable[[QWidget], list[str]]


@pytest.fixture
def host(show: Show) -> QWidget:
    ground = QWidget()
    ground.resize(1281, 636)
    return show(ground)


@pytest.fixture
def asked(host: QWidget, theme: Theme) -> tuple[GivingBox, list[str]]:
    box = GivingBox(host, theme, title="Give all files", is_of_many=True)
    told: list[str] = []
    box.look_wanted.connect(lambda: told.append("look"))
    box.write_wanted.connect(lambda: told.append("write"))
    return box, told


def test_it_looks_first_then_writes_and_another_recipient_is_looked_at_anew(
    asked: tuple[GivingBox, list[str]],
) -> None:
    box, told = asked
    line = box.fields["recipient"].editor
    assert isinstance(line, QLineEdit)
    line.setText("gp")

    box.ask()
    box.show_going(["For GP: 2 files go."], is_any=True)
    assert box.verb.text() == "Choose where"
    box.ask()
    line.setText("Police")
    assert box.verb.text() == "Look what goes"
    box.ask()

    assert told == ["look", "write", "look"]


def test_people_who_were_not_asked_go_only_where_it_is_ticked_and_that_is_looked_at_anew(
    asked: tuple[GivingBox, list[str]],
) -> None:
    box, _ = asked
    box.show_going(["2 files go."], is_any=True)
    assert not box.asked.takes_unasked

    assert box.unasked is not None
    QTest.keyClick(box.unasked, Qt.Key.Key_Space)

    assert box.asked.takes_unasked and not box.is_looked_at


def test_where_nothing_goes_nothing_can_be_written(asked: tuple[GivingBox, list[str]]) -> None:
    box, told = asked
    box.show_going(["No file goes."], is_any=False)

    box.ask()

    assert told == ["look"]


def test_everything_has_a_name_and_nothing_is_cut_while_it_looks_and_after(
    asked: tuple[GivingBox, list[str]], theme: Theme, nameless: Look, clipped: Look
) -> None:
    box, _ = asked
    for scale in (1.0, 2.0):
        theme.scale_text(scale)
        box.show_progress(120, 530)
        box.show_going(["For GP: 2 files go, records in all: 9.", "Kept back: 3."], is_any=True)
        QApplication.processEvents()
        assert nameless(box) + clipped(box) == []


def test_one_file_alone_asks_nothing_about_others(host: QWidget, theme: Theme) -> None:
    box = GivingBox(host, theme, title="Give this file", is_of_many=False)

    assert box.unasked is None and not box.asked.takes_unasked


def test_what_would_go_comes_into_sight_in_a_box_that_scrolls(
    host: QWidget, theme: Theme, asked: tuple[GivingBox, list[str]]
) -> None:
    box, _ = asked
    host.resize(1281, 420)
    box.place()
    QApplication.processEvents()

    box.show_going([f"Kept back, for a reason: {n}" for n in range(3)], is_any=True)
    QApplication.processEvents()
    QApplication.processEvents()

    told = next(each for each in box.findChildren(QLabel) if each.text().startswith("Kept back"))
    assert not told.visibleRegion().isEmpty()
