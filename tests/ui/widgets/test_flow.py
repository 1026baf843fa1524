from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow


def test_no_widget_is_cut_or_overlaps_another_at_any_width(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    ground = QWidget()
    row = Flow(theme, gap=6, parent=ground)
    words = ("Acute", "Long enough to need a line", "No", "Somewhere between")
    buttons = [Button(each, theme, parent=ground) for each in words]
    for button in buttons:
        row.addWidget(button)
    show(ground)

    for width in (240, 300, 420, 900):
        ground.resize(width, row.heightForWidth(width))
        for number, button in enumerate(buttons):
            assert ground.rect().contains(button.geometry())
            assert button.width() >= button.sizeHint().width()
            others = buttons[number + 1 :]
            assert not any(button.geometry().intersects(each.geometry()) for each in others)


def test_low_widgets_stand_in_the_middle_of_their_line(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    ground = QWidget()
    row = Flow(theme, parent=ground)
    high, low = Button("High", theme, role="primary"), Button("Low", theme, small=True)
    row.addWidget(high)
    row.addWidget(low)
    ground.resize(500, 40)
    show(ground)

    assert low.y() - high.y() == (high.height() - low.height()) // 2


def test_a_widget_with_more_words_or_one_that_goes_changes_the_lines(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    ground = QWidget()
    row = Flow(theme, parent=ground)
    first, second = Button("One", theme), Button("Two", theme)
    row.addWidget(first)
    row.addWidget(second)
    show(ground)
    one_line = row.heightForWidth(300)

    second.setText("So many words now that they need a line of their own")
    second.updateGeometry()
    assert row.heightForWidth(300) > one_line

    second.hide()
    assert row.heightForWidth(300) == one_line


def test_what_stands_at_the_end_stands_at_the_right(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    ground = QWidget()
    row = Flow(theme, parent=ground)
    first, last = Button("First", theme), Button("Last", theme)
    row.addWidget(first)
    row.add_at_end(last)
    ground.resize(500, 40)
    show(ground)

    assert last.x() + last.width() == 500
    assert first.x() == 0
