"""A group of answers of which one is picked, worked from one tab stop by letters and arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.editor import Editor
from ui.forms.moving import move_back, move_on
from ui.theme.theme import Theme
from ui.widgets.spoken import Role, announce, give_role

_Key = Qt.Key
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1}


class Cell(QRadioButton):
    """One answer of a group; a radio button to a screen reader, painted by each kind of group."""

    def __init__(self, code: Code, group: Picking) -> None:
        super().__init__(code.label, group)
        self.code, self.theme, self._group = code.code, group.theme, group
        self.setAccessibleName(f"{group.spoken}: {code.label}")
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        group.theme.changed.connect(self._follow_theme)

    def hitButton(self, place: QPoint) -> bool:
        """The whole cell can be pressed."""
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the group say what a key means."""
        if not self._group.take_key(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The whole group shows that it is at work."""
        super().focusInEvent(event)
        self._group.repaint_cells()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The whole group shows that it is at rest."""
        super().focusOutEvent(event)
        self._group.repaint_cells()

    def _on_clicked(self) -> None:
        self._group.pick(self.code)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


class Picking(Editor):
    """The keys and the state of a group; subclasses add the cells and paint them.

    A code's letter, the first of its words where no other has it, or its number picks it and moves
    on. Left and Right move without picking,
    Space picks, Delete clears, Up and Down go to the inputs around this one.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        codes: Sequence[Code],
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, spoken=spoken, parent=parent)
        give_role(self, Role.Grouping)
        self.codes = tuple(codes)
        self.cells: dict[str, Cell] = {}
        self._buttons = QButtonGroup(self)
        self._answer: Value = None
        self._current = self.codes[0].code

    def add_cell(self, cell: Cell) -> None:
        """Take a cell into the group; the first is where the focus begins."""
        self._buttons.addButton(cell)
        self.cells[cell.code] = cell
        self._rove(self._current)

    def answer(self) -> Value:
        """The code picked; one of another version is kept until another answer is given."""
        return self._answer

    def show_answer(self, value: Value) -> None:
        """Show a code as picked, or none."""
        self._answer = value
        cell = self.cells.get(self.cell_code(value)) if isinstance(value, str) else None
        if cell is None:
            self._uncheck()
        else:
            cell.setChecked(True)
            self._current = cell.code
        self._rove(self._current)
        self._describe()
        self.repaint_cells()

    def cell_code(self, code: str) -> str:
        """The code of the cell that shows a code."""
        return code

    def entry(self) -> QWidget:
        """The cell that is the group's tab stop."""
        return self.cells[self._current]

    def pick(self, code: str | None, *, moves_on: bool = False) -> None:
        """Take an answer as a person's; None takes it back. While held back it can only go."""
        if not self.held_because or code is None:
            self.show_answer(code)
            self.tell()
            announce(self, f"{self.spoken}: {self._words()}")
            if moves_on:
                move_on(self.entry())
                return
        self.entry().setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Carry out what a key means in the group; False if it means nothing here."""
        if event.modifiers() not in _PLAIN:
            return False
        code = self._code_of(event.text())
        if code is not None:
            self.pick(code, moves_on=True)
            return True
        return self._take_control_key(Qt.Key(event.key()))

    def is_active(self) -> bool:
        """Whether the focus is in the group."""
        return any(cell.hasFocus() for cell in self.cells.values())

    def repaint_cells(self) -> None:
        """Draw the group anew."""
        self.update()
        for cell in self.cells.values():
            cell.update()

    def show_problem(self, sentence: str) -> None:
        """Wear the edge of a problem; the sentence is spoken with the group."""
        super().show_problem(sentence)
        self._describe(sentence)

    def _take_control_key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == _Key.Key_Space:
            self.pick(self._current)
        elif key in (_Key.Key_Delete, _Key.Key_Backspace):
            self.pick(None)
        elif key == _Key.Key_Down:
            move_on(self.entry())
        elif key == _Key.Key_Up:
            move_back(self.entry())
        else:
            return False
        return True

    def _code_of(self, typed: str) -> str | None:
        if typed.isascii() and typed.isdigit():
            place = int(typed) - 1
            return self.codes[place].code if 0 <= place < len(self.codes) else None
        letter = typed.upper()
        named = [code for code in self.codes if code.letter and code.letter == letter]
        begun = [code for code in self.codes if code.label[:1].upper() == letter]
        found = named[:1] or (begun if len(begun) == 1 else [])
        return found[0].code if letter and found else None

    def _step(self, by: int) -> None:
        order = list(self.cells)
        place = max(0, min(len(order) - 1, order.index(self._current) + by))
        self._rove(order[place])
        self.cells[order[place]].setFocus()

    def _rove(self, code: str) -> None:
        """Make one cell the tab stop; the others are reached by arrows and by the mouse."""
        self._current = code if code in self.cells else next(iter(self.cells))
        for each, cell in self.cells.items():
            stop = each == self._current
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(policy)

    def _uncheck(self) -> None:
        self._buttons.setExclusive(False)
        for cell in self.cells.values():
            cell.setChecked(False)
        self._buttons.setExclusive(True)

    def _describe(self, sentence: str = "") -> None:
        parts = (f"Answer: {self._words()}", self.held_because, sentence)
        self.setAccessibleDescription(". ".join(filter(None, parts)))

    def _words(self) -> str:
        labels = {code.code: code.label for code in self.codes}
        return "none" if self._answer is None else labels.get(str(self._answer), str(self._answer))
