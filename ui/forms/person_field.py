"""Who it is about: looked for on this PC first, then taken, or refused as someone new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.encoding import Value
from app.domain.nhs_number import read_nhs_number
from app.domain.people import PersonRow
from app.forms.definition import Field, Form, Kind
from ui.forms.editor import Editor
from ui.forms.moving import move_on
from ui.forms.new_person import NewPerson
from ui.forms.person_card import Matches, PersonCard, called, is_escape_here, known_by
from ui.forms.taken_box import TakenBox
from ui.names import Names
from ui.theme.theme import Theme
from ui.widgets.search_box import SearchBox
from ui.widgets.spoken import announce

PERSON = "person"
_HINT = "A name, a birth date or an NHS number"
_LIKELY = "This looks like someone on this PC. Take them, or say that it is someone new."
LEAST_LETTERS = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PersonField(Editor):
    """The line to look with, and who was taken in its place; `card` stands below the row.

    Where nobody can be looked for (`looks`), the line itself says who it is: what is typed there
    counts at once, Enter asks for more, and Tab goes on.

    Signals: `searched(str)` with words of three letters or more, or a whole NHS number;
    `taken(object)` with a row, `described(object)` with what is known of someone new, as often as
    it changes; `finished()` when that is all, to be answered by `show_likely`; `refused(object)`
    with the rows that it is none of; `cleared()` when somebody else is looked for; `left()` when it
    is settled who it is and the focus has gone on.
    """

    searched = Signal(str)
    taken = Signal(object)
    described = Signal(object)
    finished = Signal()
    refused = Signal(object)
    cleared = Signal()
    left = Signal()

    def __init__(
        self,
        form: Form,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        check: Callable[[Mapping[str, Value]], Mapping[str, str]],
        names: Names | None = None,
        looks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        field = Field(
            PERSON, Kind.RECORD_ID, form.title, hint="A name, a birth date or an NHS number"
        )
        super().__init__(field, theme, parent=parent)
        self.line = SearchBox("Name or NHS number", theme, spoken=form.title)
        self._box = TakenBox(theme)
        self._names = names or Names(parent=self)
        self._matches, self._new = (
            Matches(theme, self._names),
            NewPerson(form, theme, now=now, check=check),
        )
        self.card = PersonCard(self._matches, self._new, theme)
        self._refused: set[bytes] = set()
        self._rows: list[PersonRow] = []
        self._taken: PersonRow | None = None
        self._is_enter_waiting = self._is_finishing = self._is_described = False
        self._is_answered, self._looks = True, looks
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.line)
        self._stack.addWidget(self._box)
        self._connect()

    def _connect(self) -> None:
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        self._box.clicked.connect(self._on_changed_mind)
        self._matches.taken.connect(self._on_taken)
        self._matches.refused.connect(self._on_refused)
        self._matches.left.connect(lambda: self.entry().setFocus())
        self._names.changed.connect(self._on_names_changed)
        self._new.described.connect(self._on_described)
        self._new.done.connect(self._on_done)

    def answer(self) -> Value:
        """Whom it is about is told by signals; as a field it has no answer."""
        return None

    def show_answer(self, value: Value) -> None:
        """Whom it is about is shown by `show_person`, `show_new` and `show_nobody`."""

    def entry(self) -> QWidget:
        """The line, or the box in its place."""
        return self._box if self._stack.currentWidget() is self._box else self.line

    @property
    def is_describing(self) -> bool:
        """Whether someone new is being described just now, in the card or on the line."""
        is_in_card = not self.card.isHidden() and not self._new.isHidden()
        return is_in_card or self._is_on_line

    @property
    def _is_on_line(self) -> bool:
        return not self._looks and self.entry() is self.line and bool(self.line.text().strip())

    def show_nobody(self) -> None:
        """Be ready to look."""
        self.line.forget()
        self._refused, self._taken = set(), None
        self._is_finishing = self._is_described = False
        self._is_answered = True
        self.card.fold()
        self._stack.setCurrentWidget(self.line)

    def show_person(self, row: PersonRow) -> None:
        """Show who was taken."""
        name = called(row, self._names)
        self._show_words(name, spoken=f"{name}, {known_by(row, self._names)}")
        self._taken = row

    def show_new(self, about: Mapping[str, Value]) -> None:
        """Show someone new as taken."""
        self._new.show_answers(about)
        self._is_described = True
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
        announce(self.line, f"{len(rows)} found on this PC")
        if is_describing:
            self._matches.enter()
        elif self._is_enter_waiting:
            self._enter_card()

    def show_likely(self, rows: Sequence[PersonRow]) -> None:
        """Show whom someone new looks like; of nobody that is all that was asked."""
        is_finishing, self._is_finishing = self._is_finishing, False
        if not rows:
            if is_finishing:
                self._end()
            return
        self._rows = list(rows)
        self._matches.show_rows(rows, _LIKELY)
        self.card.show_matches()
        announce(self.line, _LIKELY)
        self._matches.enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down lead from the line to who was found, Escape folds the card; where nobody
        is looked for, whoever leaves the line has said who it is.
        """
        if isinstance(event, QKeyEvent) and is_escape_here(event, self.card):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (*_ENTER, Qt.Key.Key_Down) and self.line.text():
                self._enter_card()
                return True
            if key == Qt.Key.Key_Escape and not self.card.isHidden():
                self.card.fold()
                return True
            if key == Qt.Key.Key_Tab and self._is_on_line and self.card.isHidden():
                self._end()
                return True
        return super().eventFilter(watched, event)

    def _enter_card(self) -> None:
        """Go on once the answer is here; where nobody was found there is none to refuse."""
        self._is_enter_waiting = not self._is_answered
        least = LEAST_LETTERS if self._looks else 1
        if self._is_enter_waiting or len(self.line.text().strip()) < least:
            return
        if self._rows:
            self.card.show_matches()
            self._matches.enter()
        else:
            self._on_refused()

    def _on_typed(self, text: str) -> None:
        self._is_enter_waiting = False
        words = text.strip()
        if not self._looks:
            self._describe(words)
            return
        if len(words) < LEAST_LETTERS:
            self._is_answered = True
            self.card.fold()
            if not words and self._new.answers():
                self._forget_new()
            return
        self._is_answered = False
        self.searched.emit(words)

    def _describe(self, words: str) -> None:
        """What the line says is all that is known so far, beside what the card was told."""
        if not words:
            self._forget_new()
            return
        self._new.follow(words)
        self.described.emit(self._new.answers())

    def _on_taken(self, row: PersonRow) -> None:
        self.taken.emit(row)
        self.show_person(row)
        self._go_on()

    def _on_refused(self) -> None:
        self._refused |= {row.subject for row in self._rows}
        self.refused.emit(self._rows)
        if self._is_described:
            self._end()
            return
        self._new.begin_with(self.line.text().strip())
        self.card.show_new()
        self._new.enter()
        self.described.emit(self._new.answers())

    def _on_described(self, about: Mapping[str, Value]) -> None:
        self.described.emit(about)
        number = read_nhs_number(str(about.get("nhs_number", "")))
        if number is not None:
            self.searched.emit(number)

    def _on_done(self) -> None:
        self._is_finishing = self._is_described = True
        self.finished.emit()

    def _end(self) -> None:
        """That is all that is known of someone new."""
        self.show_new(self._new.answers())
        self._go_on()

    def _go_on(self) -> None:
        move_on(self._box)
        self.left.emit()

    def _on_names_changed(self) -> None:
        if self._taken is not None and self.entry() is self._box:
            self.show_person(self._taken)
        elif self._rows and not self._matches.isHidden():
            self._matches.show_rows(self._rows)

    def _on_changed_mind(self) -> None:
        """Look again; what was said of someone new is there to be said better, and stays."""
        if self._is_described:
            self._describe_again()
            return
        self._new.show_answers({})
        self.show_nobody()
        self.line.setFocus()
        self.cleared.emit()

    def _forget_new(self) -> None:
        """Whoever takes every letter out of the line means nobody by it."""
        self._new.show_answers({})
        self.cleared.emit()

    def _describe_again(self) -> None:
        self._is_described = False
        self.line.setText(str(self._new.answers().get("name") or ""))
        self._stack.setCurrentWidget(self.line)
        self.card.show_new()
        self._new.enter()

    def _show_words(self, words: str, *, spoken: str) -> None:
        self.card.fold()
        self._box.show_words(words, spoken=spoken)
        self._stack.setCurrentWidget(self._box)
