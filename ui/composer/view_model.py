"""A note being written: its lines, its draft, and signing it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.encoding import Value
from app.errors import FormRefused, YarrowError
from app.forms.checking import MOST_CHARACTERS
from app.forms.definition import Form
from resources.words import sentence
from ui.composer.lines import (
    LABELS,
    Line,
    divided,
    kept,
    labelled,
    left_over,
    next_to,
    to_keep,
    to_sign,
)
from ui.forms.drafts import Draft, DraftCalls, DraftKeeper, KeptPage
from ui.forms.problems import sentence as short_sentence
from ui.jobs import Jobs

NO_LABEL = "Mark this line as fact, said or opinion, then sign again."
NO_WORDS = "There is nothing to sign yet."
TOO_LONG = (
    "What you pasted is longer than a note can be, so none of it was put in. It is still where you "
    "copied it. Your words here are kept. Divide it between two notes."
)
MOST_POURED = 20_000
"""More signs than this, pasted at once, go into lines of their own."""
_LINES = "lines"

Sign = Callable[[list[Value], bytes | None], Future[Any]]
"""Saves a note's lines and forgets, in the same transaction, the draft they were kept as."""


class ComposerViewModel(QObject):
    """The lines of one file's note. Nothing here waits.

    Signals: `lines_changed(int)` when there are others, with the line to go to;
    `label_changed(int)` when a line got another label; `refused(str, int)` with why a note cannot
    be signed and the line at fault; `busy_changed(bool)` around signing; `signed(object)` with
    what the save made; `failed(str)` with a sentence; `draft_kept(str)` with the time.
    """

    lines_changed = Signal(int)
    label_changed = Signal(int)
    refused = Signal(str, int)
    busy_changed = Signal(bool)
    signed = Signal(object)
    failed = Signal(str)
    draft_kept = Signal(str)

    def __init__(
        self,
        form: Form,
        subject: bytes,
        sign: Sign,
        drafts: DraftCalls,
        jobs: Jobs,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self._subject, self._sign, self._jobs = subject, sign, jobs
        self._lines: list[Line] = [Line()]
        self._place = (0, 0)
        self._is_busy = self._is_kept_again = False
        self._signing: tuple[Line, ...] = ()
        self._keeper = DraftKeeper(self._page, drafts, jobs, parent=self)
        self._keeper.kept.connect(self.draft_kept)
        self._keeper.failed.connect(self._on_failed)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they stand; at least one."""
        return tuple(self._lines)

    @property
    def place(self) -> tuple[int, int]:
        """The line and the caret in it; -1 stands for the end."""
        return self._place

    @property
    def is_blank(self) -> bool:
        """Whether no word is written."""
        return all(line.is_blank for line in self._lines)

    @property
    def is_busy(self) -> bool:
        """Whether the note is being signed."""
        return self._is_busy

    def note_place(self, line: int, caret: int) -> None:
        """Remember where the caret is, for the draft."""
        self._place = (line, caret)

    def set_text(self, at: int, text: str) -> None:
        """Take the words of a line as they are typed."""
        if self._lines[at].text != text:
            self._lines[at] = Line(self._lines[at].label, text)
            self._touch()

    def set_label(self, at: int, label: str) -> None:
        """Say what a line is; raises ValueError for what is no label."""
        if label not in LABELS:
            raise ValueError(label)
        if self._lines[at].label != label:
            self._lines[at] = labelled(self._lines[at], label)
            self.label_changed.emit(at)
            self._touch()

    def add_line(self, after: int) -> None:
        """Begin a line; it keeps the label of the one above."""
        self._lines.insert(after + 1, next_to(self._lines[after]))
        self._place = (after + 1, -1)
        self._touch()
        self.lines_changed.emit(after + 1)

    def pour(self, at: int, text: str) -> None:
        """Take a text too long for one line into lines of its own, after this one.

        One that no note can hold is not taken, and told of by `failed`.
        """
        if sum(len(line.text) for line in self._lines) + len(text) > MOST_CHARACTERS:
            self.failed.emit(TOO_LONG)
            return
        label = self._lines[at].label
        lines = [Line(label, piece) for piece in divided(text, MOST_POURED) if piece.strip()]
        if self._lines[at].is_blank:
            at, self._lines[at : at + 1] = at - 1, []
        self._lines[at + 1 : at + 1] = lines
        self._place = (at + len(lines), -1)
        self._touch()
        self.lines_changed.emit(at + len(lines))

    def remove_line(self, at: int) -> None:
        """Take a line away that holds no words; the only one stays."""
        if len(self._lines) > 1 and self._lines[at].is_blank:
            del self._lines[at]
            self._place = (max(0, at - 1), -1)
            self._touch()
            self.lines_changed.emit(self._place[0])

    def sign(self) -> None:
        """Sign the note, or say which line is not ready."""
        if self._is_busy:
            return
        unready = self._unready()
        if unready is not None:
            self.refused.emit(*unready)
            return
        self._keeper.stop()
        self._signing, self._is_kept_again = self.lines, False
        self._set_busy(busy=True)
        future = self._sign(to_sign(self._lines), self._keeper.id)
        self._jobs.when_done(future, self, done=self._on_signed, failed=self._on_sign_failed)

    def keep_now(self) -> None:
        """Keep the draft without waiting."""
        self._is_kept_again = self._is_busy
        self._keeper.keep_now()

    def stop(self) -> None:
        """Keep nothing more; the composer is going away."""
        self._keeper.stop()

    def resume(self, draft: Draft) -> None:
        """Take up a draft where it was left, unless something was written already."""
        if not self.is_blank:
            return
        self._lines = list(kept(draft.answers.get(_LINES)))
        line, _, caret = draft.place.partition(":")
        at = min(int(line), len(self._lines) - 1) if line.isdigit() else 0
        self._place = (at, int(caret) if caret.isdigit() else -1)
        self._keeper.resume(draft.id)
        self.lines_changed.emit(at)

    def _touch(self) -> None:
        """While it is signed nothing is kept: as a draft it would outlive the note."""
        if not self._is_busy:
            self._keeper.touch()

    def _unready(self) -> tuple[str, int] | None:
        for at, line in enumerate(self._lines):
            if not line.label and not line.is_blank:
                return NO_LABEL, at
        return (NO_WORDS, 0) if self.is_blank else None

    def _page(self, id: bytes) -> KeptPage | None:
        if self.is_blank:
            return None
        answers: dict[str, Value] = {_LINES: to_keep(self._lines)}
        line, caret = self._place
        return KeptPage(id, self.form.reference, self._subject, answers, f"{line}:{caret}")

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.busy_changed.emit(busy)

    def _on_signed(self, made: object) -> None:
        """What was typed while it was signed begins the next note."""
        self._set_busy(busy=False)
        rest = left_over(self._signing, self._lines)
        self._lines, self._place = rest or [Line()], (max(0, len(rest) - 1), -1)
        # What was kept meanwhile, as at a lock, would stand there beside the note.
        (self._keeper.drop if self._is_kept_again else self._keeper.forget)()
        if rest:
            self._keeper.touch()
        self.lines_changed.emit(self._place[0])
        self.signed.emit(made)

    def _on_sign_failed(self, error: YarrowError) -> None:
        self._set_busy(busy=False)
        self._keeper.touch()
        if isinstance(error, FormRefused):
            self.refused.emit(short_sentence(next(iter(error.problems.values()))), 0)
        else:
            self._on_failed(error)

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(sentence(error))
