"""The panel beside Sync: who is in each space, on which PCs, and what waits for a lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.frame.focus_order import focus_first
from ui.team.apart_card import apart_card
from ui.team.cards import (
    WORDS,
    code_card,
    copied_card,
    held_card,
    invitations_card,
    joined_card,
    unheard_card,
    waiting_card,
)
from ui.team.facts import PersonFacts, SpaceFacts
from ui.team.going_on import lost_card
from ui.team.leading import NO_LEAD
from ui.team.others_card import others_card
from ui.team.people_card import CUT_OFF, EVERYTHING, PeopleCard
from ui.team.service_keys import service_keys_card
from ui.team.shares import shares_card
from ui.team.view_model import TeamViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import Steps, Turns
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.section_heading import SectionHeading

INVITE, INVITE_OWN, INVITE_DOOR, NEW_SPACE = "invite", "invite_own", "invite_door", "new_space"
_NO_TEAM = (
    "A space is a team that can read the same files. One person sets it up; each other one joins "
    "with a code that is read out to them."
)
_LOST = (
    "Cut it off here: it can read nothing that is recorded from then on. It can still hand in what "
    "it holds, which waits for a lead; then its key is destroyed. Nothing unsent is thrown away."
)
_APART = (
    "A case that only named people may read has a space of its own, with a key of its own. The "
    "rest of the team cannot open it."
)


class TeamPanel(ColumnArea):
    """Made anew whenever others belong or something waits; the focus stays where it was.

    `growth` makes it in turns, or at once with its `finish`.

    Signals: `asked(str, object)` with what a person wants and about whom.
    """

    asked = Signal(str, object)

    def __init__(
        self,
        model: TeamViewModel,
        theme: Theme,
        *,
        offered: frozenset[str] = EVERYTHING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme, self._offered = model, theme, offered
        self._shown: object = None
        self._people: PeopleCard | None = None
        self._is_awaited = False
        self._turns = Turns(self)
        self.growth = Steps(iter(()))
        model.changed.connect(self.show_state)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self._turns.is_at_rest

    def show_state(self) -> None:
        """Show the team as it is known now, once the panel is looked at.

        When a PC was last heard of changes words alone; what else changed is made anew, in turns.
        """
        if not self.isVisible():
            return
        space, shown = self._model.space, self._shape()
        if shown != self._shown:
            self._shown = shown
            self.growth = Steps(self._grow())
            self._turns.begin(self.growth)
        elif self._people is not None and space is not None:
            self._people.show_lines(space, self._model.wording)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed out of sight."""
        super().showEvent(event)
        self.show_state()

    def take_focus(self) -> None:
        """Give the first thing in it focus, once it is there."""
        self._is_awaited = not self.growth.is_done
        if not self._is_awaited:
            focus_first(self)

    def _shape(self) -> object:
        """All that is shown but for when PCs were last heard of."""
        model, wording = self._model, self._model.wording
        silent = tuple(
            wording.is_silent(each) for space in model.facts.spaces for each in space.devices
        )
        spaces = tuple(replace(each, people=_unheard(each)) for each in model.facts.spaces)
        chosen = None if model.space is None else model.space.id
        told = (model.shown_code, model.problem, model.own_words)
        return (spaces, chosen, silent, told, model.calls.now().date())

    def _grow(self) -> Iterator[None]:
        focused, top = self._focused(), self.verticalScrollBar().value()
        ground, self._people = QFrame(), None
        ground.setProperty("role", "canvas")
        column = QVBoxLayout(ground)
        Spacing(column, self._theme, margins=(16, 14, 16 - BAR, 14), gap=12)
        column.addStretch(1)  # from the first: parts stay where they are while others come
        self.hold(ground)
        yield
        for part in self._parts():
            if part is not None:
                column.insertWidget(column.count() - 1, part)
                part.show()  # Qt would show all of them at once, in a turn of its own
            yield
        self._go_back_to(ground, focused, top)
        if self._is_awaited:
            self._is_awaited = False
            focus_first(self)

    def _focused(self) -> str:
        widget = self.focusWidget()
        return widget.objectName() if widget is not None and widget.hasFocus() else ""

    def _go_back_to(self, ground: QWidget, name: str, top: int) -> None:
        if top:
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(top))
        again = ground.findChild(QWidget, name) if name else None
        if isinstance(again, QWidget):
            again.setFocus()
        elif name:
            self.setFocus()

    def _parts(self) -> Iterator[QWidget | None]:
        space, theme = self._model.space, self._theme
        if space is None:
            yield SectionHeading("Your team", theme)
            yield Label(_NO_TEAM, "small", wraps=True)
            return
        if len(self._model.facts.spaces) > 1:
            yield self._choice(space)
        yield from self._head(space)
        if self._model.problem:
            yield NoteBox("danger", theme, text=self._model.problem)
        yield from self._waiting(space)
        if space.people:
            wording, offered = self._model.wording, self._offered
            people = PeopleCard(space, wording, theme, asked=self.asked.emit, offered=offered)
            self._people = people
            yield people
            for _ in people.grow():
                yield None
            yield others_card(space, wording, theme, self.asked.emit)
        yield from self._foot(space)

    def _choice(self, space: SpaceFacts) -> QWidget:
        box, spaces = ChoiceBox(self._theme, spoken="Space"), self._model.facts.spaces
        box.setObjectName("space")
        box.addItems([each.title or "Space without a name" for each in spaces])
        box.setCurrentIndex([each.id for each in spaces].index(space.id))
        box.activated.connect(lambda at: self._model.look_at(spaces[at].id))
        return box

    def _head(self, space: SpaceFacts) -> Iterator[QWidget]:
        invite = None
        if space.is_lead:
            invite = self._button("Invite", INVITE, icon="plus")
        yield SectionHeading("Team and their devices", self._theme, action=invite)
        told = " · ".join(filter(None, (space.title, space.url)))
        if not space.is_home:
            told = f"Apart from the team · {told}"
        yield Label(told, "quiet", wraps=True)

    def _waiting(self, space: SpaceFacts) -> Iterator[QWidget]:
        model, theme = self._model, self._theme
        if model.shown_code is not None:
            yield code_card(model.shown_code, model.wording, theme)
        if space.waits is not None:
            yield waiting_card(model.own_words, theme)
        if space.is_lead:
            yield from self._for_a_lead(space)
        if space.joined:
            yield joined_card(space.joined, model.wording, theme, self.asked.emit)
        if space.held and space.is_lead:
            yield held_card(space.held, theme, self.asked.emit)
        if space.unheard and space.is_lead:
            yield unheard_card(space.unheard, model.wording, theme)
        others = space.others
        if others.apart or others.refused:
            yield apart_card(others.apart, others.refused, model.wording, theme, self.asked.emit)

    def _for_a_lead(self, space: SpaceFacts) -> Iterator[QWidget]:
        if space.has_lost:
            yield lost_card(self._theme, self.asked.emit)
        if space.is_on_spare:
            yield service_keys_card(self._theme, self.asked.emit)
        if space.copied:
            yield copied_card(space.copied, self._model.wording, self._theme)

    def _foot(self, space: SpaceFacts) -> Iterator[QWidget]:
        model, theme = self._model, self._theme
        if space.is_lead and not space.is_home:
            yield shares_card(space, theme, self.asked.emit)
        if space.invitations:
            yield invitations_card(space.invitations, model.wording, theme, self.asked.emit)
        row = QWidget()
        flow = Flow(theme, gap=8, parent=row)
        if space.may_invite_own:
            flow.addWidget(self._button("Another PC of mine", INVITE_OWN, icon="laptop"))
        if space.is_lead:
            flow.addWidget(self._button("A ward PC", INVITE_DOOR, icon="pc"))
        flow.addWidget(self._button("Compare six words", WORDS, icon="phone"))
        flow.addWidget(self._button("A space for named people", NEW_SPACE, icon="lock"))
        if space.may_lead:
            flow.addWidget(self._button("No lead is left", NO_LEAD, icon="key"))
        yield row
        if space.former:
            lines = "\n".join(model.wording.removed(each) for each in space.former)
            yield Label(lines, "quiet", wraps=True)
        if space.is_lead and CUT_OFF in self._offered:
            yield NoteBox("warn", theme, strong="Lost a PC?", text=_LOST, icon="laptop")
        yield Label(_APART, "quiet", wraps=True)

    def _button(self, words: str, what: str, *, icon: str) -> Button:
        button = Button(words, self._theme, icon=icon, small=True)
        button.setObjectName(what)
        button.clicked.connect(lambda: self.asked.emit(what, None))
        return button


def _unheard(space: SpaceFacts) -> tuple[PersonFacts, ...]:
    """The people as if nothing had been heard of their PCs."""
    return tuple(
        replace(person, devices=tuple(replace(each, heard_ms=None) for each in person.devices))
        for person in space.people
    )
