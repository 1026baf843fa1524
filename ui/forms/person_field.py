"""Who it is about: looked for on this PC first, then taken, or refused as someone new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from app.domain.encoding import Value
from app.domain.nhs_number import read_nhs_number
from app.domain.people import PersonRow
from app.forms.definition import Field, Form, Kind
from ui.forms.editor import Editor
from ui.forms.moving import move_on
from ui.forms.person_card import (
    Matches,
    NewPerson,
    PersonCard,
    called,
    is_escape_here,
    known_by,
)
from ui.theme.scale import BODY
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look
from ui.widgets.search_box import SearchBox
from ui.widgets.spoken import announce

PERSON = "person"
LEAST_LETTERS = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TakenBox(QPushButton):
    """The person taken; Enter, Delete or a press looks for another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str, *, spoken: str) -> None:
        """Name the person."""
        self._words = words
        self.setAccessibleName(f"Person: {spoken}")
        self.setAccessibleDescription("Press Enter to look for someone else")
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the other inputs."""
        return QSize(self._theme.px(120), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """A long name may be cut, it is spoken whole."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete press the box."""
        if Qt.Key(event.key()) in (*_ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, a tick and the name."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        fill, edge = "hover" if self.underMouse() else "surface", "control"
        brush.box(area, Look(fill, edge, ""), radius=theme.px(6))
        at = QPointF(theme.px(10), area.center().y() - theme.px(18) / 2)
        brush.icon("checkc", at, ink="ok", size=18)
        words = area.adjusted(theme.px(36), 0, -theme.px(8), 0)
        brush.words(self._words, words, font=theme.font(BODY), ink="text")


class PersonField(Editor):
    """The line to look with, and who was taken in its place; `card` stands below the row.

    Signals: `searched(str)` with words of three letters or more, or a whole NHS number;
    `taken(object)` with a row, `described(object)` with what is known of someone new, as often as
    it changes; `cleared()` when somebody else is looked for; `left()`
    when it is settled who it is and the focus has gone on.
    """

    searched = Signal(str)
    taken = Signal(object)
    described = Signal(object)
    cleared = Signal()
    left = Signal()

    def __init__(
        self,
        form: Form,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        check: Callable[[Mapping[str, Value]], Mapping[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        field = Field(PERSON, Kind.RECORD_ID, form.title, hint="A name or an NHS number")
        super().__init__(field, theme, parent=parent)
        self._line = SearchBox("Name or NHS number", theme, spoken=form.title)
        self._box = TakenBox(theme)
        self._matches, self._new = Matches(theme), NewPerson(form, theme, now=now, check=check)
        self.card = PersonCard(self._matches, self._new, theme)
        self._refused: set[bytes] = set()
        self._rows: list[PersonRow] = []
        self._is_enter_waiting = False
        self._is_answered = True
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._line)
        self._stack.addWidget(self._box)
        self._line.textEdited.connect(self._on_typed)
        self._line.installEventFilter(self)
        self._box.clicked.connect(self._on_changed_mind)
        self._matches.taken.connect(self._on_taken)
        self._matches.refused.connect(self._on_refused)
        self._matches.left.connect(self._line.setFocus)
        self._new.described.connect(self._on_described)
        self._new.done.connect(self._on_done)

    def answer(self) -> Value:
        """Whom it is about is told by signals; as a field it has no answer."""
        return None

    def show_answer(self, value: Value) -> None:
        """Whom it is about is shown by `show_person`, `show_new` and `show_nobody`."""

    def entry(self) -> QWidget:
        """The line, or the box in its place."""
        return self._box if self._stack.currentWidget() is self._box else self._line

    @property
    def is_describing(self) -> bool:
        """Whether someone new is being described just now."""
        return not self.card.isHidden() and not self._new.isHidden()

    def show_nobody(self) -> None:
        """Be ready to look."""
        self._line.forget()
        self._refused = set()
        self._is_answered = True
        self.card.fold()
        self._stack.setCurrentWidget(self._line)

    def show_person(self, row: PersonRow) -> None:
        """Show who was taken."""
        self._show_words(called(row), spoken=f"{called(row)}, {known_by(row)}")

    def show_new(self, about: Mapping[str, Value]) -> None:
        """Show someone new as taken."""
        self._new.show_answers(about)
        name = str(about.get("name") or "Unnamed")
        self._show_words(f"{name}, new", spoken=f"{name}, someone new")

    def show_known(self, words: str) -> None:
        """Show that it is someone of this PC whose row is not at hand."""
        self._show_words(words, spoken=words)

    def show_matches(self, rows: Sequence[PersonRow]) -> None:
        """Show who was found; one refused before is not offered twice while describing."""
        self._is_answered = True
        if self._stack.currentWidget() is self._box:
            return
        is_describing = self.is_describing
        if is_describing:
            rows = [row for row in rows if row.subject not in self._refused]
            if not rows:
                return
        self._rows = list(rows)
        self._matches.show_rows(rows)
        self.card.show_matches()
        announce(self._line, f"{len(rows)} found on this PC")
        if is_describing:
            self._matches.enter()
        elif self._is_enter_waiting:
            self._enter_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down lead from the line to who was found, Escape folds the card."""
        if isinstance(event, QKeyEvent) and is_escape_here(event, self.card):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (*_ENTER, Qt.Key.Key_Down) and self._line.text():
                self._enter_card()
                return True
            if key == Qt.Key.Key_Escape and not self.card.isHidden():
                self.card.fold()
                return True
        return super().eventFilter(watched, event)

    def _enter_card(self) -> None:
        """Go on once the answer is here; where nobody was found there is none to refuse."""
        self._is_enter_waiting = not self._is_answered
        if self._is_enter_waiting or len(self._line.text().strip()) < LEAST_LETTERS:
            return
        if self._rows:
            self.card.show_matches()
            self._matches.enter()
        else:
            self._on_refused()

    def _on_typed(self, text: str) -> None:
        self._is_enter_waiting = False
        words = text.strip()
        if len(words) < LEAST_LETTERS:
            self._is_answered = True
            self.card.fold()
            return
        self._is_answered = False
        self.searched.emit(words)

    def _on_taken(self, row: PersonRow) -> None:
        self.taken.emit(row)
        self.show_person(row)
        self._go_on()

    def _on_refused(self) -> None:
        self._refused |= {row.subject for row in self._rows}
        if not self._new.answers():
            self._new.show_answers(_first_answers(self._line.text().strip()))
        self.card.show_new()
        self._new.enter()
        self.described.emit(self._new.answers())

    def _on_described(self, about: Mapping[str, Value]) -> None:
        self.described.emit(about)
        number = read_nhs_number(str(about.get("nhs_number", "")))
        if number is not None:
            self.searched.emit(number)

    def _on_done(self) -> None:
        self.show_new(self._new.answers())
        self._go_on()

    def _go_on(self) -> None:
        move_on(self._box)
        self.left.emit()

    def _on_changed_mind(self) -> None:
        self._new.show_answers({})
        self.show_nobody()
        self._line.setFocus()
        self.cleared.emit()

    def _show_words(self, words: str, *, spoken: str) -> None:
        self.card.fold()
        self._box.show_words(words, spoken=spoken)
        self._stack.setCurrentWidget(self._box)


def _first_answers(typed: str) -> dict[str, Value]:
    """What was looked for, as the beginning of a description."""
    is_number = any(sign.isdigit() for sign in typed) and not any(map(str.isalpha, typed))
    return {"nhs_number" if is_number else "name": typed} if typed else {}
