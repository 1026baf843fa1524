"""What may be taken over into the person's own record elsewhere: the note, and codes to enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms.definition import Answers, Form
from app.forms.record_codes import Offered, codes_for
from app.forms.safe_note import HIDE, safe_note
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.note_card import NoteCard

_CAPTION = "No other person named. Clears after 10 s."
_SAID_NO = "They said no to telling the GP: write there only what they agree to."
_LOOK_UP = "SNOMED CT. Look each up in the UK edition first. None names the other person."


class OwnRecord(QWidget):
    """Follows the answers. Signals: `copy_wanted(str)` with a note or the codes as lines."""

    copy_wanted = Signal(str)

    def __init__(self, form: Form, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.note = NoteCard("Copy note", _CAPTION, theme)
        self.more = Button("Codes to enter", theme, role="quiet", icon="down", small=True)
        self.codes = NoteCard("Copy codes", _LOOK_UP, theme)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=4)
        column.addWidget(self.note)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._notes = Label("", "quiet", wraps=True)
        column.addWidget(self.codes)
        column.addWidget(self._notes)
        self._is_open = False
        self._shown: object = None
        self.more.clicked.connect(self._on_more)
        self.note.copy_wanted.connect(self.copy_wanted)
        self.codes.copy_wanted.connect(self.copy_wanted)
        self.show_answers({})

    def show_answers(self, answers: Answers) -> None:
        """Show what fits these answers."""
        note = safe_note(self._form, answers)
        caption = _SAID_NO if _said_no(answers) else _CAPTION
        found = codes_for(self._form, answers) if note else ()
        if (note, caption, found) == self._shown:
            return  # most keys change nothing here, and each change lays the whole panel out
        self._shown = note, caption, found
        self.note.show_note(note, strong=HIDE)
        self.note.say(caption)
        is_open = self._is_open and bool(found)
        self.codes.show_note("\n".join(each.in_words for each in found), is_seen=is_open)
        self._notes.setText("\n".join(_told(found)))
        words = f"Codes to enter, {len(found)}"
        self.more.setText(words)
        self.more.setAccessibleName(f"{words}: {'hide' if self._is_open else 'show'} them")
        self.more.updateGeometry()
        self.more.setVisible(bool(found))
        self._show_open(is_open=is_open)

    def _on_more(self) -> None:
        self._is_open = not self._is_open
        self._show_open(is_open=self._is_open)

    def _show_open(self, *, is_open: bool) -> None:
        self.codes.setVisible(is_open)
        self._notes.setVisible(is_open and bool(self._notes.text()))


def _said_no(answers: Answers) -> bool:
    scope = answers.get("consent_scope")
    return isinstance(scope, dict) and ("gp", "no") in scope.items()


def _told(found: tuple[Offered, ...]) -> list[str]:
    """What is to be known of single codes before they are entered."""
    return [f"{each.code.term}: {each.code.note}" for each in found if each.code.has_own_note]
