"""The cards of the panel about other teams: who is known, and what waits."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.team.facts import SpaceFacts
from ui.team.others import IntroductionFacts, OtherTeamFacts
from ui.team.people_card import Asked, rule
from ui.team.wording import TeamWording
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button, ButtonRole
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.section_heading import SectionHeading

OFFER, TAKE, COMPARE, END_TEAM = "offer", "take_code", "compare_team", "end_team"
SAY_KIND = "say_kind"
ABOUT_TEAMS = frozenset({OFFER, TAKE, COMPARE, END_TEAM, SAY_KIND})
_NONE = (
    "A practice or a team that works with Yarrow on the same service can be introduced once, by a "
    "code and six words. From then on referrals go between you, sealed."
)
_ASK_A_LEAD = "No other team is introduced yet. A lead of your team can do that."


def others_card(space: SpaceFacts, wording: TeamWording, theme: Theme, asked: Asked) -> QWidget:
    """The teams that are known, and those that are about to be."""
    card, others = QFrame(), space.others
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    Spacing(column, theme, margins=(14, 12, 14, 12), gap=8)
    column.addWidget(SectionHeading("Other teams", theme))
    rows = [_team(each, wording, theme, asked if space.is_lead else None) for each in others.teams]
    rows += [_under_way(each, wording, theme, asked) for each in others.under_way]
    for number, row in enumerate(rows):
        if number:
            column.addWidget(rule())
        column.addWidget(row)
    if not rows:
        column.addWidget(Label(_NONE if space.is_lead else _ASK_A_LEAD, "small", wraps=True))
    if space.is_lead:
        column.addWidget(
            side_by_side(
                theme,
                button("Introduce a team", OFFER, None, theme, asked),
                button("I have their code", TAKE, None, theme, asked),
            )
        )
    return card


def _team(team: OtherTeamFacts, wording: TeamWording, theme: Theme, asked: Asked | None) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    Spacing(column, theme, gap=2)
    column.addWidget(Label(team.name, "label", wraps=True))
    is_odd = bool(team.waiting or team.unanswered)
    line = wording.other_team(team)
    column.addWidget(Label(line, "warning" if is_odd else "quiet", wraps=True))
    if team.is_closed:
        return row
    column.addWidget(Label(wording.kind_of(team), "quiet" if team.kind else "warning", wraps=True))
    if asked is not None:
        words = "Change what they are" if team.kind else "Say what they are"
        said = button(words, SAY_KIND, team, theme, asked, spoken=f"{words}: {team.name}")
        spoken = f"End the link with {team.name}"
        end = button("End this link", END_TEAM, team, theme, asked, spoken=spoken)
        column.addWidget(side_by_side(theme, said, end))
    return row


def _under_way(
    introduction: IntroductionFacts, wording: TeamWording, theme: Theme, asked: Asked
) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    Spacing(column, theme, gap=2)
    name = introduction.name or "Whoever has the code"
    column.addWidget(Label(name, "label", wraps=True))
    column.addWidget(Label(wording.introduction(introduction), "quiet", wraps=True))
    if introduction.is_answered:
        spoken = f"Compare six words with {name}"
        compare = button(
            "Compare six words", COMPARE, introduction, theme, asked, spoken=spoken, role="primary"
        )
        column.addWidget(side_by_side(theme, compare))
    return row


def button(
    words: str,
    what: str,
    about: object,
    theme: Theme,
    asked: Asked,
    *,
    spoken: str = "",
    role: ButtonRole = "quiet",
) -> Button:
    """One of the card's buttons; `spoken` tells it from others with the same words."""
    button = Button(words, theme, role=role, small=True, spoken=spoken or words)
    button.setObjectName(f"{what}:{spoken}")
    button.clicked.connect(lambda: asked(what, about))
    return button


def side_by_side(theme: Theme, *buttons: Button) -> QWidget:
    """Buttons in a row that wraps."""
    row = QWidget()
    flow = Flow(theme, gap=6, parent=row)
    for each in buttons:
        flow.addWidget(each)
    return row
