"""The columns beside the timeline: facts at the left, what is to do at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.domain.people import PersonRow
from ui.boxes.column_area import ColumnArea
from ui.forms.person_card import called, known_by
from ui.person.clashes import ClashWords
from ui.person.due_card import DueCard
from ui.person.family import FamilyPart
from ui.person.menus import JOIN, PARTS
from ui.person.view_model import PersonViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.section_heading import SectionHeading

_SIDES = {"surface": 20, "canvas": 16}
_NAME_WIDTH = 80
_MOST_FILES = 2


class Column(ColumnArea):
    """A column that scrolls by itself; its contents are built anew for each file."""

    def __init__(self, theme: Theme, *, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._role = theme, role

    def start_over(self) -> QVBoxLayout:
        """An empty column in place of what was there."""
        ground = QFrame()
        ground.setProperty("role", self._role)
        column = QVBoxLayout(ground)
        Spacing(column, self._theme, margins=(_SIDES[self._role], 13, 16 - BAR, 10), gap=12)
        self.hold(ground)
        return column


class FactsColumn(Column):
    """What the newest identification says, and who else is in the file.

    Signals: `child_wanted(object)`, `other_wanted(object)` with a record's id, None for one more.
    """

    child_wanted = Signal(object)
    other_wanted = Signal(object)

    def __init__(self, model: PersonViewModel, theme: Theme) -> None:
        super().__init__(theme, role="surface")
        self._model = model
        self.setAccessibleName("Facts")
        self.show_state()

    def show_state(self) -> None:
        """Show the facts of the file open now."""
        column, facts = self.start_over(), self._model.facts
        if self._model.page is not None and not facts and not self._model.is_closed:
            column.addWidget(Label("Nothing was asked yet.", "quiet", wraps=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(8))
        grid.setVerticalSpacing(self._theme.px(5))
        grid.setColumnMinimumWidth(0, self._theme.px(_NAME_WIDTH))
        grid.setColumnStretch(1, 1)
        for number, fact in enumerate(facts):
            name, words = Label(fact.name, "quiet"), Label(fact.words, "small", wraps=True)
            words.setProperty("ink", "danger" if fact.tone == "danger" else "text")
            words.setAccessibleName(f"{fact.name}: {fact.words}")
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
        column.addLayout(grid)
        file = self._model.file
        if file is not None and not self._model.is_closed:
            family = FamilyPart(file.family, self._theme)
            family.child_wanted.connect(self.child_wanted)
            family.other_wanted.connect(self.other_wanted)
            column.addWidget(family)
        column.addStretch(1)


class SummaryColumn(Column):
    """What is to settle, when to ask again, and what is only here; hidden when there is nothing.

    Signals: `settle_wanted(object)` with a `ClashWords`; `file_wanted(str)` with what to do with
    the file, in the words of `ui.person.menus`.
    """

    settle_wanted = Signal(object)
    file_wanted = Signal(str)

    def __init__(self, model: PersonViewModel, theme: Theme) -> None:
        super().__init__(theme, role="canvas")
        self._model = model
        self.setAccessibleName("Summary")
        self.show_state()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to say."""
        model = self._model
        here = (model.clashes, model.ask_again, model.only_here, model.alike, model.parts)
        return any(here) or bool(model.referred)

    def show_state(self) -> None:
        """Show what is true of the file open now."""
        column, model = self.start_over(), self._model
        cards = [DueCard(each, self._theme, now=model.calls.now()) for each in model.referred]
        self._add(column, "Due", cards)
        self._add(column, "Two versions", [self._clash(each) for each in model.clashes])
        if model.parts:
            column.addWidget(self._files("Shown here as one", model.parts, "Files", PARTS))
        if model.alike:
            column.addWidget(self._files("Looks like the same person", model.alike, "Look", JOIN))
        if model.ask_again:
            column.addWidget(
                NoteBox(
                    "info",
                    self._theme,
                    icon="cal",
                    strong=f"Ask again from {model.ask_again}",
                    text="Only alone, and only if it is safe.",
                )
            )
        if model.only_here:
            count = model.only_here
            items, it = (
                ("1 item is", "It goes") if count == 1 else (f"{count} items are", "They go")
            )
            column.addWidget(
                NoteBox(
                    "warn",
                    self._theme,
                    icon="pc",
                    strong=f"{items} only on this PC",
                    text=f"{it} when there is a secure link.",
                )
            )
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, heading: str, cards: Sequence[QWidget]) -> None:
        """Cards under their heading, and no heading where there are none."""
        if cards:
            column.addWidget(SectionHeading(heading, self._theme))
        for card in cards:
            column.addWidget(card)

    def _files(self, title: str, rows: Sequence[PersonRow], verb: str, what: str) -> QWidget:
        """Other files of this person, or ones that may be, and the way to do something about it."""
        card, names = QFrame(), self._model.names
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        Spacing(column, self._theme, margins=(12, 10, 12, 10), gap=6)
        column.addWidget(Label(title, "label", wraps=True))
        for row in rows[:_MOST_FILES]:
            column.addWidget(Label(called(row, names), "small", wraps=True))
            column.addWidget(Label(known_by(row, names), "caption", wraps=True))
        if len(rows) > _MOST_FILES:
            column.addWidget(Label(f"and {len(rows) - _MOST_FILES} more", "caption"))
        button = Button(verb, self._theme, icon="people", small=True, spoken=f"{title}: {verb}")
        button.clicked.connect(lambda: self.file_wanted.emit(what))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _clash(self, clash: ClashWords) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        Spacing(column, self._theme, margins=(12, 10, 12, 10), gap=6)
        column.addWidget(Label(clash.label, "label", wraps=True))
        for version in clash.versions:
            column.addWidget(Label(version.words, "small", wraps=True))
            column.addWidget(Label(version.by, "caption", wraps=True))
        button = Button(
            "Settle", self._theme, icon="clash", small=True, spoken=f"Settle {clash.label}"
        )
        button.clicked.connect(lambda: self.settle_wanted.emit(clash))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card
