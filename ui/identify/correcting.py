"""The page New on a saved record: only what is changed is written, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.correcting import CORRECTS, Corrected, unpack
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.errors import FormRefused, YarrowError
from app.forms.definition import Form
from app.forms.editing import check_edit
from app.forms.steps import Numbers
from ui.forms.drafts import Draft, DraftCalls, KeptPage
from ui.identify.answering import Answering, at_person
from ui.identify.calls import IdentifyCalls
from ui.identify.view_model import IdentifyViewModel
from ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class CorrectionCalls:
    """What a correction asks of the program.

    `correct` writes the changed answers of a record over what stood on the screen, with the
    reason, and forgets the draft with this id.
    """

    correct: Callable[[Corrected, Mapping[str, Value], str, bytes | None], Future[None]]
    drafts: DraftCalls


class CorrectionViewModel(IdentifyViewModel):
    """One saved record at a time; whom it is about stays as it is.

    Signals: `reason_wanted(object)` with the changed answers, once they may be saved;
    `unchanged()` when there are none; `corrected(object)` with the file, after the save.
    """

    reason_wanted = Signal(object)
    unchanged = Signal()
    corrected = Signal(object)

    def __init__(
        self,
        form: Form,
        person_form: Form,
        calls: CorrectionCalls,
        jobs: Jobs,
        *,
        training: bool,
        numbers: Numbers | None = None,
        parent: QObject | None = None,
    ) -> None:
        self._of: Corrected | None = None
        given = IdentifyCalls(_nobody, _never, _never, calls.drafts)
        super().__init__(
            form,
            person_form,
            given,
            jobs,
            training=training,
            remembered={},
            numbers=numbers,
            parent=parent,
        )
        self._correct = calls.correct

    @property
    def of(self) -> Corrected | None:
        """What is corrected, None if nothing is."""
        return self._of

    def begin(self, of: Corrected, *, person: PersonRow | None = None) -> None:
        """Show a saved record; what was being corrected before is kept as a draft."""
        self.keep_now()
        self._take(of, person)
        self._keeper.forget()

    def resume(self, draft: Draft, *, person: PersonRow | None = None) -> None:
        """Take up a correction where it was left."""
        answers = dict(draft.answers)
        of = unpack(answers.pop(CORRECTS, None))
        if of is None:
            return
        self._keeper.make_room_for(draft.id)
        self._take(of, person)
        self._answers.replace(answers)
        self._fill()
        self._keeper.resume(draft.id)
        field, _, caret = draft.place.partition(":")
        self._place = draft.place
        self.place_asked.emit(field, int(caret) if caret.isdigit() else -1)

    def save(self) -> None:
        """Ask for the reason, or say what is wrong and where."""
        if self._of is None or self.is_busy:
            return
        self._show_problems(self._all_problems())
        if self._problems:
            self._keeper.keep_now()
            self.place_asked.emit(next(iter(self._problems)), -1)
            return
        edits = self._of.edits(self.answers())
        if edits:
            self.reason_wanted.emit(edits)
        else:
            self.unchanged.emit()

    def correct(self, edits: Mapping[str, Value], reason: str) -> Future[None] | None:
        """Write the changed answers; None if nothing is being corrected any more."""
        if self._of is None:
            return None
        self._keeper.stop()
        return self._correct(self._of, edits, reason, self._keeper.id)

    def leave(self) -> None:
        """Show nothing more of the record; what was changed is kept as a draft."""
        self.keep_now()
        self._of = None
        self._answers = Answering(self.form, {})
        self._fill()
        self.whom.clear()
        self._keeper.forget()

    def end(self) -> None:
        """The correction was saved."""
        of, self._of = self._of, None
        self.leave()
        if of is not None:
            self.corrected.emit(of.subject)

    def refuse(self, error: YarrowError) -> None:
        """Show at its answers what stood in the way; the draft is kept."""
        self._keeper.touch()
        if isinstance(error, FormRefused):
            self._show_problems(at_person(self.form, error.problems))
            self.place_asked.emit(next(iter(self._problems)), -1)

    def _take(self, of: Corrected, person: PersonRow | None) -> None:
        self._of = of
        self._answers = Answering(self.form, of.stands)
        self._fill()
        self.whom.resume(of.subject, None, person=person)

    def _page(self, id: bytes) -> KeptPage | None:
        if self._of is None or self._answers.is_untouched:
            return None
        answers = {**self._answers.now, CORRECTS: self._of.packed()}
        return KeptPage(id, self.form.reference, self._of.subject, answers, self._place)

    def _all_problems(self) -> dict[str, str]:
        """What the changes bring; what stood there before is not asked about again."""
        if self._of is None:
            return {}
        edits = self._of.edits(self.answers())
        return check_edit(
            self.form, self._of.stands, edits, now=self.now(), training=self._training
        )


def _nobody(_words: str) -> Future[list[PersonRow]]:
    found: Future[list[PersonRow]] = Future()
    found.set_result([])
    return found


def _never(_given: object) -> Future[None]:
    """A correction makes no record, and is not filled in next time."""
    return Future()
