from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.forms.definition import Field
from ui.forms.labelled import Labelled
from ui.forms.segmented import Segmented
from ui.forms.text import TextLine
from ui.theme.theme import Theme

Found = Callable[[str], Field]
Stack = Callable[..., QWidget]


def test_a_problem_stands_below_until_it_is_taken_back(
    theme: Theme, field: Found, stack: Stack, clipped: Callable[[QWidget], list[str]]
) -> None:
    line = TextLine(field("where_now"), theme)
    labelled = Labelled(line, theme)
    window = stack(labelled)
    window.resize(160, 500)

    labelled.show_problem("Put this on one line, and leave the rest for another field.")

    spoken = QAccessible.queryAccessibleInterface(line.entry())
    assert spoken.text(QAccessible.Text.Description).startswith("Put this on one line")
    assert line.has_problem()
    QApplication.processEvents()
    assert clipped(window) == []

    labelled.show_problem("")
    assert labelled.problem() == ""
    assert not line.has_problem()
    window.close()


def test_a_label_beside_leaves_the_input_the_rest(theme: Theme, field: Found, stack: Stack) -> None:
    boxes = Segmented(field("seen_alone"), theme)
    labelled = Labelled(boxes, theme, beside=78)
    window = stack(labelled)

    left = boxes.mapTo(labelled, boxes.rect().topLeft()).x()

    assert theme.px(78) <= left <= theme.px(90)
    window.close()


def test_a_label_that_was_hidden_at_another_size_takes_no_more_room_than_before(
    theme: Theme, field: Found, stack: Stack
) -> None:
    labelled = Labelled(Segmented(field("seen_alone"), theme), theme, beside=78)
    window = stack(labelled)
    label = next(each for each in labelled.findChildren(QLabel) if each.text())
    before = label.width()
    labelled.hide()
    QApplication.processEvents()

    theme.scale_text(2.0)
    theme.scale_text(1.0)
    labelled.show()
    QApplication.processEvents()

    assert label.width() == before
    window.close()
