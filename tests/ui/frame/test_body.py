from __future__ import annotations

from ui.frame.main_window import MainWindow


def test_a_broad_window_has_nothing_to_slide(window: MainWindow) -> None:
    assert not window.body.panel_is_folded
    assert not window.body.slide(out=True)


def test_a_page_without_a_panel_has_nothing_to_slide(window: MainWindow) -> None:
    window.resize(1024, 688)
    window.show_place("new")

    assert window.body.panel_is_folded
    assert not window.body.slide(out=True)


def test_another_page_slides_the_panel_in(window: MainWindow) -> None:
    window.resize(1024, 688)
    window.body.slide(out=True)

    window.show_place("new")
    window.show_place("today")

    assert window.body.panel.isHidden()


def test_a_panel_that_somebody_is_in_stays_in_sight_when_it_folds(window: MainWindow) -> None:
    window.focus_next_region()
    inside = window.focusWidget()
    assert window.body.panel.isAncestorOf(inside)

    window.resize(1024, 688)

    assert window.body.panel_is_folded
    assert window.body.panel.isVisible()
    assert inside.hasFocus()
