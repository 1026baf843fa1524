"""The way to a copy of all files: a missing right is a missing button, and who has it is said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from ui.giving.card import GivingCard
from ui.theme.theme import Theme


def test_only_a_lead_has_the_button_and_others_are_told_whom_to_ask(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    card = GivingCard(theme)
    show(card)

    card.show_standing(is_lead=False)
    assert not card.button.isVisible()
    assert any("ask a lead" in each.text() for each in card.findChildren(QLabel))

    card.show_standing(is_lead=True)
    assert card.button.isVisible()
