from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.frame.focus_order import focus_first, focusable_in


def test_only_what_can_be_reached_is_listed_in_order(show: Callable[[QWidget], QWidget]) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    first, hidden, off, last = (QLineEdit() for _ in range(4))
    for field in (first, hidden, off, last):
        rows.addWidget(field)
    hidden.hide()
    off.setEnabled(False)
    show(page)

    assert focusable_in(page) == [first, last]
    assert focus_first(page)
    assert page.focusWidget() is first


def test_a_page_may_name_what_gets_focus_first(show: Callable[[QWidget], QWidget]) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    first, wanted = QLineEdit(), QLineEdit()
    rows.addWidget(first)
    rows.addWidget(wanted)
    page.setFocusProxy(wanted)
    show(page)

    assert focus_first(page)
    assert wanted.hasFocus()


def test_an_empty_area_takes_no_focus(show: Callable[[QWidget], QWidget]) -> None:
    assert not focus_first(show(QWidget()))
