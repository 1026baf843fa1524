from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.forms.library import latest
from app.forms.record_safety import POINTS, with_points
from ui.forms.points import Points
from ui.theme.theme import Theme

Look = Callable[[QWidget], list[str]]
FORM = with_points(latest("identification"))
FIELDS = [field for field in map(FORM.field, POINTS) if field is not None]


def now() -> datetime:
    return datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


@pytest.fixture
def points(theme: Theme, stack: Callable[..., QWidget]) -> Points:
    made = Points("Keep the record safe", FIELDS, theme, now=now, shown=6)
    stack(made)
    return made


def seen(points: Points) -> list[str]:
    return [each.field.name for each in points.editors if each.isVisible()]


def test_the_first_are_in_sight_and_the_button_brings_the_rest(points: Points) -> None:
    assert seen(points) == list(POINTS[:6])
    assert points.more.text() == "6 more"
    points.more.setFocus()

    QTest.keyClick(points.more, Qt.Key.Key_Space)

    assert seen(points) == list(POINTS)
    assert points.editors[6].entry().hasFocus()
    assert not points.more.isVisible()


def test_an_input_that_is_wanted_is_brought_into_sight(points: Points) -> None:
    points.open_for(points.editors[0])
    assert seen(points) == list(POINTS[:6])

    points.open_for(points.editors[-1])
    assert seen(points) == list(POINTS)
    points.fold()
    assert seen(points) == list(POINTS[:6])


def test_it_says_how_many_were_looked_at(points: Points) -> None:
    points.show_count(3)

    assert "3 of 12" in [label.text() for label in points.findChildren(QLabel)]


def test_every_input_of_it_has_a_name(
    points: Points, nameless: Callable[[QWidget], list[str]]
) -> None:
    points.unfold()

    assert nameless(points) == []
