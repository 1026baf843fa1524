"""The card of a space's people, each with her PCs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.team.facts import DOOR, DeviceFacts, PersonFacts, SpaceFacts
from ui.team.wording import UNNAMED, UNNAMED_PC, TeamWording
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button, ButtonRole
from ui.widgets.flow import Flow
from ui.widgets.icon_mark import IconMark
from ui.widgets.initials import Initials
from ui.widgets.label import Label

ADMIT, CUT_OFF, ROLE, LET_READ = "admit", "cut_off", "role", "let_read"
SIX_WORDS = "six_words"
EVERYTHING = frozenset({ADMIT, CUT_OFF, ROLE, LET_READ, SIX_WORDS})
Asked = Callable[[str, object], object]


class PeopleCard(QFrame):
    """Everyone, in the order they came; what a lead may do stands beside each.

    `asked` is called with what and whom: ROLE with a person, the others with a person and one of
    her PCs. `offered` are those of them that a lead is offered.
    """

    def __init__(
        self,
        space: SpaceFacts,
        wording: TeamWording,
        theme: Theme,
        *,
        asked: Asked,
        offered: frozenset[str],
    ) -> None:
        super().__init__()
        self._wording, self._theme, self._asked = wording, theme, asked
        self._offered = offered if space.is_lead else frozenset()
        self._space, self._lines = space, dict[bytes, Label]()
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, margins=(12, 10, 12, 10), gap=8)

    def grow(self) -> Iterator[None]:
        """Make the rows one after the other."""
        for number, person in enumerate(self._space.people):
            if number:
                self._column.addWidget(rule())
            self._add(self._person(person))
            yield
            for device in person.devices:
                self._add(self._device(person, device))
                yield

    def _add(self, row: QWidget) -> None:
        self._column.addWidget(row)
        row.show()

    def show_lines(self, space: SpaceFacts, wording: TeamWording) -> None:
        """Say anew when each PC was last heard of; the same people and PCs as before."""
        self._space, self._wording = space, wording
        for device in space.devices:
            line = self._lines.get(device.id)
            if line is not None:
                line.setText(wording.device(device))

    def _person(self, person: PersonFacts) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, gap=10)
        mark = Initials(person.name or "?", self._theme, quiet=not person.is_you)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(words, self._theme, gap=0)
        words.addWidget(Label(self._wording.person(person), "strong", wraps=True))
        words.addWidget(Label(self._wording.roles(person.devices), "quiet", wraps=True))
        columns.addLayout(words, 1)
        is_door = any(each.role == DOOR for each in person.devices)
        if ROLE in self._offered and not (person.is_you or is_door):
            button = self._button("Role", f"Role of {person.name or UNNAMED}", ROLE, person)
            columns.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _device(self, person: PersonFacts, device: DeviceFacts) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        Spacing(columns, self._theme, margins=(42, 0, 0, 0), gap=8)
        mark = IconMark("pc" if device.is_own else "laptop", self._theme, size=18)
        columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(words, self._theme, gap=0)
        words.addWidget(Label(device.pc or UNNAMED_PC, "label", wraps=True))
        is_odd = device.is_waiting or self._wording.is_silent(device)
        line = Label(self._wording.device(device), "warning" if is_odd else "quiet", wraps=True)
        self._lines[device.id] = line
        words.addWidget(line)
        columns.addLayout(words, 1)
        if CUT_OFF in self._offered and not device.is_own:
            which = f"{device.pc or UNNAMED_PC} of {person.name or UNNAMED}"
            about = (person, device)
            is_silent = self._wording.is_silent(device)
            cut = self._button("Cut off", f"Cut off {which}", CUT_OFF, about, danger=is_silent)
            if device.is_waiting:
                admit = self._button("Admit", f"Admit {which}", ADMIT, about)
                words.addWidget(self._side_by_side(admit, cut))
            elif is_silent and LET_READ in self._offered:
                let = self._button("Let read", f"Let {which} read again", LET_READ, about)
                words.addWidget(self._side_by_side(let, cut))
            elif device.role == DOOR and SIX_WORDS in self._offered:
                six = self._button("Six words", f"Six words of {which}", SIX_WORDS, about)
                words.addWidget(self._side_by_side(six, cut))
            else:
                columns.addWidget(cut, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _side_by_side(self, *buttons: Button) -> QWidget:
        row = QWidget()
        flow = Flow(self._theme, gap=6, parent=row)
        for each in buttons:
            flow.addWidget(each)
        return row

    def _button(
        self, words: str, spoken: str, what: str, about: object, *, danger: bool = False
    ) -> Button:
        look: ButtonRole = "danger" if danger else "quiet"
        button = Button(words, self._theme, role=look, small=True, spoken=spoken)
        button.setObjectName(f"{what}:{spoken}")
        button.clicked.connect(lambda: self._asked(what, self._newest(about)))
        return button

    def _newest(self, about: object) -> object:
        """A person, or one with a PC, as they are known now."""
        for person in self._space.people:
            ids = [each.id for each in person.devices]
            if isinstance(about, PersonFacts) and about.devices[0].id in ids:
                return person
            if isinstance(about, tuple) and about[1].id in ids:
                return person, person.devices[ids.index(about[1].id)]
        return about


def rule() -> QFrame:
    """A line between two people."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line
