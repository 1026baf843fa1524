"""The panel beside Sync: the team, their devices, and a code for one more."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.sync.facts import DeviceFacts, Invitation
from ui.sync.view_model import SyncViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow
from ui.widgets.icon_mark import IconMark
from ui.widgets.initials import Initials
from ui.widgets.label import Label
from ui.widgets.section_heading import SectionHeading


class TeamPanel(ColumnArea):
    """Built anew whenever the facts are others."""

    def __init__(
        self, model: SyncViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._shown: object = None
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the team as it is known now."""
        model, facts = self._model, self._model.facts
        shown = (facts.is_set_up, facts.is_lead, facts.title, facts.devices, model.invitation)
        if shown == self._shown:
            return
        self._shown = shown
        ground = QFrame()
        ground.setProperty("role", "canvas")
        column = QVBoxLayout(ground)
        Spacing(column, self._theme, margins=(16, 14, 16, 14), gap=12)
        for part in self._parts():
            column.addWidget(part)
        column.addStretch(1)
        self.hold(ground)

    def _parts(self) -> Iterator[QWidget]:
        facts, theme = self._model.facts, self._theme
        if not facts.is_set_up:
            yield SectionHeading("Your team", theme)
            words = (
                "A space is a team that can read the same files. One person sets it up; each "
                "other one joins with a code that is read out to them."
            )
            yield Label(words, "small", wraps=True)
            return
        invite = None
        if facts.is_lead:
            invite = Button("Invite", theme, icon="plus", small=True)
            invite.clicked.connect(self._model.invite)
        yield SectionHeading("Team and their devices", theme, action=invite)
        yield Label(" · ".join(filter(None, (facts.title, facts.url))), "quiet", wraps=True)
        if facts.devices:
            yield self._team(facts.devices)
        if self._model.invitation is not None:
            yield self._invitation(self._model.invitation)

    def _team(self, devices: tuple[DeviceFacts, ...]) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        Spacing(column, self._theme, margins=(12, 10, 12, 10), gap=8)
        people = dict.fromkeys(device.person for device in devices)
        for number, person in enumerate(people):
            if number:
                column.addWidget(_rule())
            theirs = [device for device in devices if device.person == person]
            column.addWidget(self._person(person, theirs))
            for device in theirs:
                column.addWidget(self._device(device))
        return card

    def _person(self, person: str, devices: list[DeviceFacts]) -> QWidget:
        is_own = any(device.is_own for device in devices)
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, gap=10)
        mark = Initials(person or "?", self._theme, quiet=not is_own)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(words, self._theme, gap=0)
        name = person or "Name not known here yet"
        words.addWidget(Label(f"{name}, you" if is_own else name, "strong", wraps=True))
        words.addWidget(Label(self._model.wording.role(devices[0].role), "quiet", wraps=True))
        columns.addLayout(words, 1)
        return row

    def _device(self, device: DeviceFacts) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, margins=(42, 0, 0, 0), gap=8)
        mark = IconMark("pc" if device.is_own else "laptop", self._theme, size=18)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(words, self._theme, gap=0)
        words.addWidget(Label(device.pc or "PC without a name", "label", wraps=True))
        words.addWidget(Label(self._model.wording.device(device), "quiet", wraps=True))
        columns.addLayout(words, 1)
        return row

    def _invitation(self, invitation: Invitation) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        Spacing(column, self._theme, margins=(14, 12, 14, 12), gap=8)
        column.addWidget(SectionHeading("A code for one person", self._theme))
        until = self._model.wording.until(invitation.until_ms)
        words = f"Read it to them in the room. It works once, until {until}."
        column.addWidget(Label(words, "small", wraps=True))
        groups = QWidget()
        flow = Flow(self._theme, gap=6, parent=groups)
        for group in invitation.groups:
            flow.addWidget(Chip("", self._theme, strong=group, square=True))
        groups.setAccessibleName(f"Code: {' '.join(invitation.groups)}")
        column.addWidget(groups)
        return card


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule
