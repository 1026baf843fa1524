"""The card of the panel about what came and counts for nothing, for a lead who decides on it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refused
from resources.words import sentence
from ui.team.others import ApartFacts, RefusedFacts
from ui.team.others_card import button, side_by_side
from ui.team.people_card import Asked
from ui.team.wording import TeamWording
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox

LET_IN, LET_GO, LOOK = "let_in", "let_go", "look"
REFUSE, HEAR = "refuse_ward", "hear_ward"
ABOUT_APART = frozenset({LET_IN, LET_GO, LOOK, REFUSE, HEAR})
_MOST_APART = 5


def apart_card(
    apart: tuple[ApartFacts, ...],
    refused: tuple[RefusedFacts, ...],
    wording: TeamWording,
    theme: Theme,
    asked: Asked,
) -> QWidget:
    """What came and is no record, with what a lead may do about it."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    Spacing(column, theme, gap=6)
    for each in apart[:_MOST_APART]:
        strong = wording.apart(each)
        text = sentence(Refused(each.why))
        column.addWidget(NoteBox("warn", theme, strong=strong, text=text))
        column.addWidget(_buttons(each, strong, theme, asked))
    if len(apart) > _MOST_APART:
        more = f"{len(apart) - _MOST_APART} more are kept apart; these are the newest."
        column.addWidget(Label(more, "quiet", wraps=True))
    for ward in refused:
        strong, text = wording.refused(ward), wording.why_refused(ward)
        column.addWidget(NoteBox("plain", theme, strong=strong, text=text))
        spoken = f"Hear it again: {strong}"
        again = button("Hear it again", HEAR, ward.one, theme, asked, spoken=spoken)
        column.addWidget(side_by_side(theme, again))
    return ground


def _buttons(apart: ApartFacts, strong: str, theme: Theme, asked: Asked) -> QWidget:
    """A page of a ward PC is looked at before it counts."""
    made = []
    if apart.may_look:
        spoken = f"Look at it: {strong}"
        made.append(button("Look at it", LOOK, apart, theme, asked, spoken=spoken))
    elif apart.is_proven:
        spoken = f"Let it count: {strong}"
        made.append(button("Let it count", LET_IN, apart, theme, asked, spoken=spoken))
    made.append(button("Let it go", LET_GO, apart, theme, asked, spoken=f"Let go: {strong}"))
    if apart.may_refuse:
        spoken = f"Refuse this ward PC: {strong}"
        made.append(button("Refuse this ward PC", REFUSE, apart, theme, asked, spoken=spoken))
    return side_by_side(theme, *made)
