"""The card and the box about a space for named people that refuses the team's recovery shares."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.cards import note_card
from ui.team.facts import SpaceFacts
from ui.team.people_card import Asked
from ui.theme.theme import Theme
from ui.widgets.button import Button

REFUSE_SHARES = "refuse_shares"
REFUSES = "Take no vault that the team’s recovery shares open"
REFUSES_MEANS = (
    "Two people with a share each can open a colleague’s vault, and read there what she reads "
    "here. Without them a personal code is everybody’s way back."
)
_TAKES = "Vaults here may be opened by a team’s recovery shares"
_KEEPS = "No vault may be here that a team’s recovery shares open"
_ALL_DO = "A personal code is everybody’s way back, as far as their PCs have said."
_STILL = (
    "Still opened by them, and refused until a personal code is their only way back (Settings, "
    "Ways in): {names}."
)
_NOW = (
    "As far as their PCs have said, these are refused at once, until a code is their only way "
    "back: {names}."
)
_REFUSED = "From now on the space takes no vault that a team’s shares open."
_TAKEN = "The space takes vaults again that a team’s shares open."
_SO_ALREADY = "Another lead has said so already."


def shares_card(space: SpaceFacts, theme: Theme, asked: Asked) -> QWidget:
    """Whether the space refuses such vaults, and whose they are, for its lead."""
    words = "Take them again" if space.refuses_shares else "Refuse the shares"
    button = Button(words, theme, small=True)
    button.setObjectName(REFUSE_SHARES)
    button.clicked.connect(lambda: asked(REFUSE_SHARES, None))
    if not space.refuses_shares:
        return note_card("info", theme, strong=_TAKES, text=REFUSES_MEANS, button=button)
    if not space.open_to_shares:
        return note_card("ok", theme, strong=_KEEPS, text=_ALL_DO, button=button)
    text = _STILL.format(names="; ".join(space.open_to_shares))
    return note_card("warn", theme, strong=_KEEPS, text=text, button=button)


def ask_to_refuse(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    *,
    space: SpaceFacts,
    decide: Callable[[bool], Future[Any]],
    done: Callable[[str], object],
) -> AskBox:
    """Ask whether the space is to refuse such vaults, or to take them again."""
    refuse = not space.refuses_shares
    told = _NOW.format(names="; ".join(space.open_to_shares)) if space.open_to_shares else ""
    means = f"{REFUSES_MEANS} {told}".strip()
    box = AskBox(
        host,
        theme,
        title="Refuse the team’s shares" if refuse else "Take the team’s shares again",
        text=means
        if refuse
        else "Two people with a share each may then open vaults of this space.",
        verb="Refuse them" if refuse else "Take them again",
    )
    words = _REFUSED if refuse else _TAKEN
    run_box(
        box, jobs, lambda: decide(refuse), lambda is_new: done(words if is_new else _SO_ALREADY)
    )
    return box
