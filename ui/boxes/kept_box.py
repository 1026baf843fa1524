"""What is typed in a box, kept as a draft like the rest, and there again when it opens again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.domain.drafting import ABOUT, AGAIN
from app.domain.encoding import Value
from app.errors import YarrowError
from ui.boxes.ask_box import AskBox
from ui.forms.drafts import Draft, DraftCalls, DraftKeeper, KeptPage
from ui.forms.editor import Editor
from ui.forms.picking import Cell
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET

_CHOICE = "choice"


class KeptBox(QObject):
    """Keeps the texts and answers of a box, its choice and its caret from the first change on.

    `form` names the kind of box, `subject` the file it is about, `about` the thing in it, `again`
    what opens it again if that is more. Going back keeps what was typed for the next time; doing
    what the box asks forgets it, also if it ends after the box. Fields for secrets are never kept.
    """

    def __init__(
        self,
        box: AskBox,
        calls: DraftCalls,
        jobs: Jobs,
        *,
        form: str,
        subject: bytes | None,
        about: str,
        again: str = "",
    ) -> None:
        super().__init__(box)
        self._box, self.form, self.subject, self.about = box, form, subject, about
        self.again = again or about
        self._calls, self._jobs = calls, jobs
        editors = {name: field.editor for name, field in box.fields.items()}
        self._editors = {n: each for n, each in editors.items() if _is_kept(each)}
        buttons = box.findChildren(QRadioButton)
        self._choices = [each for each in buttons if not isinstance(each, Cell)]
        self._first = self._answers()
        self._keeper = DraftKeeper(self._page, calls, jobs, parent=self)
        self._at = ""
        for name, editor in self._editors.items():
            if isinstance(editor, Editor):
                editor.answered.connect(partial(self._on_answered, name))
            elif isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.textChanged.connect(self._keeper.touch)
                editor.cursorPositionChanged.connect(partial(self._note_place, name))
        for choice in self._choices:
            choice.toggled.connect(self._keeper.touch)
        box.closed.connect(self._on_closed)

    @property
    def is_open(self) -> bool:
        """Whether the box is still there to be worked in."""
        return not self._box.isHidden()

    @property
    def has_kept(self) -> bool:
        """Whether any of it was ever kept."""
        return self._keeper.has_kept

    def keep_now(self) -> None:
        """Keep it without waiting."""
        self._keeper.keep_now()

    def is_of(self, draft_form: str, subject: bytes | None, about: Value) -> bool:
        """Whether a draft is one of this very box."""
        return (draft_form, subject, about) == (self.form, self.subject, self.about)

    def resume(self, draft: Draft) -> None:
        """Show what was kept, unless something was typed already."""
        if not self.is_open or self._answers() != self._first:
            return
        self._keeper.resume(draft.id)
        for name, editor in self._editors.items():
            kept = draft.answers.get(name)
            if isinstance(editor, Editor):
                editor.show_answer(kept)
                editor.tell()
            elif isinstance(kept, str):
                _show(editor, kept)
        choice = draft.answers.get(_CHOICE)
        if isinstance(choice, int) and 0 <= choice < len(self._choices):
            self._choices[choice].setChecked(True)
        self._go_to(draft.place)

    def _go_to(self, place: str) -> None:
        name, _, caret = place.partition(":")
        editor = self._editors.get(name)
        if isinstance(editor, Editor):
            editor.enter(int(caret) if caret.isdigit() else -1)
        elif editor is not None:
            editor.setFocus()
            _set_caret(editor, int(caret) if caret.isdigit() else 0)

    def _answers(self) -> dict[str, Value]:
        answers = {name: _text(each) for name, each in self._editors.items()}
        chosen = [number for number, each in enumerate(self._choices) if each.isChecked()]
        if chosen:
            answers[_CHOICE] = chosen[0]
        return answers

    def _page(self, id: bytes) -> KeptPage | None:
        answers = self._answers()
        if answers == self._first:
            return None
        place = f"{self._at}:{_caret(self._editors[self._at])}" if self._at else ""
        thing: dict[str, Value] = {ABOUT: self.about}
        if self.again != self.about:
            thing[AGAIN] = self.again
        return KeptPage(id, self.form, self.subject, {**answers, **thing}, place)

    def _on_answered(self, name: str, _field: str, _answer: object) -> None:
        self._at = name
        self._keeper.touch()

    def _note_place(self, name: str, *_carets: int) -> None:
        # At a lock the cover has the focus before anything is kept.
        if self._editors[name].hasFocus():
            self._at = name

    def _on_closed(self) -> None:
        if self._box.is_done:
            self._keeper.drop()
            return
        self._keeper.keep_now()
        id, under_way, calls = self._keeper.id, self._box.under_way, self._calls
        if id is not None and under_way is not None:
            self._jobs.when_done(
                under_way, self._jobs, done=lambda _: calls.drop(id), failed=_is_told
            )


def _is_told(_error: YarrowError) -> None:
    """It was refused: what was typed stays kept."""


def _is_kept(editor: QWidget) -> bool:
    kinds = QLineEdit | QPlainTextEdit | Editor
    return isinstance(editor, kinds) and not editor.property(SECRET)


def _text(editor: QWidget) -> Value:
    if isinstance(editor, Editor):
        return editor.answer()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else _line(editor).text()


def _show(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        _line(editor).setText(text)


def _caret(editor: QWidget) -> int:
    if isinstance(editor, Editor):
        return editor.caret()
    if isinstance(editor, QPlainTextEdit):
        return editor.textCursor().position()
    return _line(editor).cursorPosition()


def _set_caret(editor: QWidget, caret: int) -> None:
    if isinstance(editor, QPlainTextEdit):
        cursor = QTextCursor(editor.document())
        # Qt counts as the text was counted when it was kept.
        cursor.setPosition(min(caret, editor.document().characterCount() - 1))
        editor.setTextCursor(cursor)
    else:
        _line(editor).setCursorPosition(caret)


def _line(editor: QWidget) -> QLineEdit:
    if not isinstance(editor, QLineEdit):
        raise TypeError(type(editor).__name__)
    return editor
