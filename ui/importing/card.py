"""The card that brings in a spreadsheet: which column answers what, a look, then all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QListWidget, QVBoxLayout, QWidget

from app.domain.importing import Fate, Planned
from app.errors import YarrowError
from app.forms.definition import Field
from app.forms.import_map import ImportMap
from app.forms.spreadsheet import Row
from resources.words import sentence
from ui.importing.mapping import KINDS, LEFT_OUT, ORDERS, guess, map_of, questions, still_needed
from ui.importing.wording import lines, summary
from ui.jobs import Jobs
from ui.settings.section import SettingCard
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_TEXT = (
    "A spreadsheet saved as CSV becomes records: all rows or none, and the same file again adds "
    "nothing. Nothing that stands here is changed. The file itself stays where it is."
)
_MOST_LINES = 500
_LEAVE_OUT, _CHOOSE = "Leave out", "Choose"
_WAYS = {"add": "Add them to that file", "new": "Open new files"}


@dataclass(frozen=True, slots=True)
class ImportCalls:
    """What the card asks for: a file of the person's, its rows, a plan, and to carry it out.

    `places` are the codes of places with their names, `team` who takes referrals, if that is known.
    `carry_out` is handed which file each row
    goes into whose person looks like one with a file, and gives how many were saved.
    """

    choose: Callable[[Callable[[Path], object]], object]
    read: Callable[[Path], Future[list[Row]]]
    plan: Callable[[ImportMap, list[Row]], Future[list[Planned]]]
    carry_out: Callable[[ImportMap, list[Planned], Mapping[int, bytes | None]], Future[int]]
    places: Mapping[str, str]
    team: str = ""


class ImportCard(SettingCard):
    """Chosen file, a box for each column, what holds for every row, the look, and the verb."""

    def __init__(self, calls: ImportCalls, theme: Theme, jobs: Jobs) -> None:
        self.choose_button = Button("Choose a file", theme, icon="doc")
        self.look_button = Button("Look at it first", theme, icon="eye")
        self.take_button = Button("Take in all rows", theme, role="primary")
        self.kind, self.order = _box(theme, "What the rows are"), _box(theme, "Dates are written")
        self.matches = _box(theme, "Rows that look like somebody here")
        self.columns: dict[str, ChoiceBox] = {}
        self.constants: dict[str, ChoiceBox] = {}
        self._grid_ground, self.told = QWidget(), Label("", "small", wraps=True)
        self.list = QListWidget()
        self.list.setAccessibleName("What becomes of each row")
        self.list.setWordWrap(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ground = QWidget()
        super().__init__(
            "Bring in a spreadsheet",
            _TEXT,
            theme,
            parts=(self._ground,),
            actions=(self.choose_button, self.look_button, self.take_button),
        )
        self._calls, self._theme, self._jobs = calls, theme, jobs
        self._rows: list[Row] = []
        self._planned: list[Planned] = []
        self._map: ImportMap | None = None
        self._lay_out()
        self._connect()
        self._show_state()

    def open(self, path: Path) -> None:
        """Read a file and guess what its columns answer."""
        self._jobs.when_done(self._calls.read(path), self, done=self._on_read, failed=self._tell)

    def _lay_out(self) -> None:
        for box, entries in ((self.kind, KINDS), (self.order, ORDERS), (self.matches, _WAYS)):
            for code, words in entries.items():
                box.addItem(words, code)
        self.matches.setCurrentIndex(-1)
        self.matches.setPlaceholderText(_CHOOSE)
        column = QVBoxLayout(self._ground)
        Spacing(column, self._theme, margins=(0, 0, 0, 0), gap=8)
        for each in (self.kind, self.order, self._grid_ground, self.told, self.list, self.matches):
            column.addWidget(each)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(lambda: self._calls.choose(self.open))
        self.look_button.clicked.connect(self._look)
        self.take_button.clicked.connect(self._take)
        self.kind.activated.connect(lambda _index: self._ask_columns())
        self.order.activated.connect(lambda _index: self._forget_plan())
        self.matches.activated.connect(lambda _index: self._show_state())

    def _on_read(self, rows: list[Row]) -> None:
        self._rows = rows
        self.told.setText(f"{len(rows)} rows. Say what each column answers.")
        self._ask_columns()
        self._go_on_at(self.kind)  # what to do next begins above the button that was pressed

    def _ask_columns(self) -> None:
        """A box for each column, as far as it can be guessed."""
        headings = list(self._rows[0].cells) if self._rows else []
        kind = str(self.kind.currentData())
        guessed, asked = guess(headings, kind), questions(kind)
        self.columns = {}
        for heading in headings:
            box = _box(self._theme, f"Column {heading} answers")
            box.addItem(_LEAVE_OUT, LEFT_OUT)
            for name, label in asked.items():
                box.addItem(label, name)
            box.setCurrentIndex(max(box.findData(guessed[heading]), 0))
            box.activated.connect(lambda _index: self._ask_constants())
            self.columns[heading] = box
        self._ask_constants()

    def _ask_constants(self) -> None:
        """A box for each question that every record needs and no column answers."""
        before = {name: box.currentData() for name, box in self.constants.items()}
        needed = still_needed(str(self.kind.currentData()), self._chosen()) if self._rows else []
        self.constants = {}
        for field in needed:
            box = _box(self._theme, f"{field.label}, in every row")
            for code, words in self._entries(field).items():
                box.addItem(words, code)
            box.setPlaceholderText("No column yet" if not box.count() else _CHOOSE)
            box.setCurrentIndex(box.findData(before.get(field.name)))
            box.activated.connect(lambda _index: self._forget_plan())
            self.constants[field.name] = box
        self._lay_out_grid({field.name: field.label for field in needed})
        self._forget_plan()

    def _entries(self, field: Field) -> Mapping[str, str]:
        if field.codes is not None:
            return {each.code: each.label for each in field.codes.offered}
        if field.name == "handed_over_to" and self._calls.team:
            return {self._calls.team: self._calls.team}
        return self._calls.places if field.name == "site_ods" else {}

    def _lay_out_grid(self, needed: Mapping[str, str]) -> None:
        focused = [box for box in self.columns.values() if box.hasFocus()]
        old, self._grid_ground = self._grid_ground, QWidget()
        layout = self._ground.layout()
        if layout is not None:
            layout.replaceWidget(old, self._grid_ground)
        for box in self.columns.values():
            box.setParent(self._grid_ground)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._grid_ground)
        grid.setContentsMargins(0, 0, 0, 0)
        rows = [(heading, self._sample(heading), box) for heading, box in self.columns.items()]
        rows += [(needed[name], "in every row", box) for name, box in self.constants.items()]
        for number, (title, sample, box) in enumerate(rows):
            grid.addWidget(Label(title, "label", wraps=True), number, 0)
            grid.addWidget(Label(sample, "quiet", wraps=True), number, 1)
            grid.addWidget(box, number, 2)
        for box in focused:
            self._go_on_at(box)

        self._chain()

    def _chain(self) -> None:
        """Let Tab go down the card: the boxes are made later than the buttons below them."""
        boxes = (self.kind, self.order, *self.columns.values(), *self.constants.values())
        ends = (self.list, self.matches, self.choose_button, self.look_button, self.take_button)
        for one, following in pairwise((*boxes, *ends)):
            QWidget.setTabOrder(one, following)

    def _go_on_at(self, box: QWidget) -> None:
        """Give it focus once Qt has shown it in its new place."""
        QTimer.singleShot(0, box, box.setFocus)

    def _sample(self, heading: str) -> str:
        """What stands in the first row that has something in this column."""
        return next((row.cells[heading] for row in self._rows if row.cells.get(heading)), "")[:60]

    def _chosen(self) -> dict[str, str]:
        return {heading: str(box.currentData() or "") for heading, box in self.columns.items()}

    def _look(self) -> None:
        constants = {name: str(box.currentData() or "") for name, box in self.constants.items()}
        kind, order = str(self.kind.currentData()), str(self.order.currentData())
        self._map = map_of(kind, self._chosen(), constants, order)
        answer = self._calls.plan(self._map, self._rows)
        self._jobs.when_done(answer, self, done=self._on_planned, failed=self._tell)

    def _on_planned(self, planned: list[Planned]) -> None:
        self._planned = planned
        told = list(lines(planned, str(self.kind.currentData())))
        self.list.clear()
        self.list.addItems(told[:_MOST_LINES])
        if len(told) > _MOST_LINES:
            self.list.addItem(f"and {len(told) - _MOST_LINES} more")
        self.told.setText(summary(planned))
        announce(self, summary(planned))
        self._show_state()

    def _take(self) -> None:
        if self._map is None:
            return
        self.take_button.setEnabled(False)
        answer = self._calls.carry_out(self._map, self._planned, self._files())
        self._jobs.when_done(answer, self, done=self._on_taken, failed=self._tell)

    def _files(self) -> dict[int, bytes | None]:
        adds = self.matches.currentData() == "add"
        return {row.number: row.alike[0].subject if adds else None for row in self._alike()}

    def _on_taken(self, count: int) -> None:
        self._rows, self.columns, self.constants = [], {}, {}
        self._lay_out_grid({})
        self._forget_plan()
        self.told.setText(
            f"{count} rows are saved on this PC." if count != 1 else "1 row is saved."
        )

    def _alike(self) -> Sequence[Planned]:
        return [row for row in self._planned if row.fate is Fate.ALIKE]

    def _forget_plan(self) -> None:
        """What was looked at holds no longer."""
        self._planned, self._map = [], None
        self.list.clear()
        self._show_state()

    def _show_state(self) -> None:
        """Offer what can be done now."""
        is_clean = bool(self._planned) and all(r.fate is not Fate.REFUSED for r in self._planned)
        is_said = not self._alike() or self.matches.currentIndex() >= 0
        for part in (self.kind, self.order, self._grid_ground):
            part.setVisible(bool(self._rows))
        self.list.setVisible(bool(self._planned))
        self.matches.setVisible(bool(self._alike()))
        self.look_button.setEnabled(bool(self._rows))
        self.take_button.setEnabled(is_clean and is_said)

    def _tell(self, error: YarrowError) -> None:
        self.told.setText(sentence(error))
        announce(self, sentence(error), urgent=True)
        self._show_state()


def _box(theme: Theme, spoken: str) -> ChoiceBox:
    return ChoiceBox(theme, spoken=spoken)
