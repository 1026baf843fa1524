"""All ways to reach somebody, with what can be done with each; no number stands in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.contact_safety import Rule, Safety
from ui.boxes.ask_box import AskBox
from ui.contact.around_cards import around_cards
from ui.contact.facts import ContactFacts
from ui.contact.words import banner, checked, place_of, rule_words, state_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.label import Label

CHANGE, RIGHT, AWAY, SETTLE, ADD, BAN = "change", "right", "away", "settle", "add", "ban"
Act = Callable[[str, bytes | None], object]
_ACTS = (
    (CHANGE, "Change", "edit"),
    (RIGHT, "Still right today", "check"),
    (AWAY, "Take away", "x"),
)


def rules_box(host: QWidget, theme: Theme, facts: ContactFacts, act: Act) -> AskBox:
    """The box; `act` is called with what to do and the point, once the box has closed."""
    said = banner(facts.safety, now=facts.now)
    cards = [_card(rule, theme, facts) for rule in facts.safety.rules]
    ban = Button("They contact us", theme, icon="phoneoff", spoken="Nobody makes contact")
    held = QWidget()
    Flow(theme, parent=held).addWidget(ban)

    def do(what: str, record: bytes | None) -> None:
        box.finish()
        act(what, record)

    above = around_cards(facts.safety.around, theme, do)
    ways = [card for card, _ in cards] + ([] if facts.safety.is_banned else [held])
    box = AskBox(
        host,
        theme,
        title="How to reach them safely",
        text=f"{facts.about}. {said.state}. {said.meaning}.",
        verb="Add a way to reach them",
        parts=(*above, *ways),
    )
    for _, buttons in cards:
        for button, what, record in buttons:
            button.clicked.connect(partial(do, what, record))
    ban.clicked.connect(partial(do, BAN, None))
    box.wanted.connect(partial(do, ADD, None))
    return box


_Buttons = list[tuple[Button, str, bytes]]


def _card(rule: Rule, theme: Theme, facts: ContactFacts) -> tuple[QWidget, _Buttons]:
    card, today = QFrame(), facts.now.date()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    Spacing(column, theme, margins=(12, 10, 12, 10), gap=6)
    name = place_of(rule) + (", on file" if rule.place else "")
    column.addWidget(Label(name, "strong", wraps=True))
    told = checked(rule.checked, is_stale=rule.is_stale, today=today)
    column.addWidget(Label(f"{state_of(rule, now=facts.now)} · {told}", "quiet", wraps=True))
    if rule.place and rule.versions == 1:
        column.addWidget(Label(rule_words(rule), "small", wraps=True))
    buttons: _Buttons = []
    row = QWidget()
    flow = Flow(theme, gap=8, parent=row)
    for what, words, icon in _acts(rule, facts.safety):
        button = Button(words, theme, icon=icon, small=True, spoken=f"{words}: {name}")
        buttons.append((button, what, rule.record))
        flow.addWidget(button)
    column.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
    return card, buttons


def _acts(rule: Rule, safety: Safety) -> tuple[tuple[str, str, str], ...]:
    """What can be done with a point; while its versions clash they are settled first."""
    if rule.versions > 1:
        return ((SETTLE, "Settle", "clash"), _ACTS[2])
    return (_ACTS[2],) if not rule.place else _ACTS
