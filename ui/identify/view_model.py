"""The New page without its looks: answers, gate, search, draft and save."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.drafting import NewRecord
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.errors import FormRefused, YarrowError
from app.forms.checking import check
from app.forms.definition import Form
from app.forms.record_safety import parted
from app.forms.steps import Numbers
from resources.words import sentence
from ui.forms.drafts import Draft, DraftKeeper, KeptPage
from ui.identify.advice import PERSON, Advice, advice, why_held
from ui.identify.answering import Answering, as_value, at_person
from ui.identify.calls import IdentifyCalls, Recorded
from ui.identify.whom import Whom
from ui.jobs import Jobs
from ui.names import Names

REMEMBERED = ("setting_type", "site_ods", "identifier_role", "consult_mode")
LOOK_FIRST, MAYBE_KNOWN = "look_first", "maybe_known"
_WHEN = "identified_at"


class IdentifyViewModel(QObject):
    """One page from the first key to the saved record. Nothing here waits.

    `whom` tells whom it is about. After a save the page is blank for the next person.

    Signals: `answered(str)` when a field's answer became another one; `panel_changed()` when
    result, steps or gate may be others; `problems_changed(object)` with problem codes by field,
    after Save and as they are mended; `place_asked(str, int)` with the field and caret to go to;
    `busy_changed(bool)` around a save; `saved(object)` with what was recorded; `failed(str)` with
    a sentence; `draft_kept(str)` with the time, or none.
    """

    answered = Signal(str)
    panel_changed = Signal()
    problems_changed = Signal(object)
    place_asked = Signal(str, int)
    busy_changed = Signal(bool)
    saved = Signal(object)
    failed = Signal(str)
    draft_kept = Signal(str)

    def __init__(
        self,
        form: Form,
        person_form: Form,
        calls: IdentifyCalls,
        jobs: Jobs,
        *,
        training: bool,
        remembered: Mapping[str, Value],
        numbers: Numbers | None = None,
        names: Names | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self.person_form = form, person_form
        self._calls, self._jobs, self._training = calls, jobs, training
        self._remembered = {name: remembered.get(name) for name in REMEMBERED}
        self._numbers, self.names = numbers or {}, names or Names(parent=self)
        self._answers = Answering(form, self._first_answers())
        self._place, self._is_busy = "", False
        self._problems: dict[str, str] = {}
        self._said: Advice | None = None
        self.whom = Whom(calls.match, jobs, likely=calls.likely, earlier=calls.earlier, parent=self)
        self.whom.changed.connect(self._after_whom)
        self.whom.failed.connect(self._on_failed)
        self._keeper = DraftKeeper(self._page, calls.drafts, jobs, parent=self)
        self._keeper.kept.connect(self.draft_kept)
        self._keeper.failed.connect(self._on_failed)
        self.whom.sought_changed.connect(self._keeper.touch)

    # What is shown

    @property
    def is_busy(self) -> bool:
        """Whether a save is on its way."""
        return self._is_busy

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written on the page so far."""
        return self._answers.is_untouched and not self.whom.is_settled

    @property
    def is_filled_in(self) -> bool:
        """Whether an answer stands as it was last time on this PC."""
        return any(each and self.answer(name) == each for name, each in self._remembered.items())

    @property
    def problems(self) -> Mapping[str, str]:
        """The problems of the last save that are not mended yet, by field."""
        return dict(self._problems)

    def answer(self, name: str) -> Value:
        """The answer of a field, None for a blank."""
        return self._answers.get(name)

    def answers(self) -> dict[str, Value]:
        """All answers."""
        return self._answers.now

    def now(self) -> datetime:
        """This moment, with its offset."""
        return self._calls.drafts.now()

    def advice(self) -> Advice:
        """What the panel says."""
        if self._said is None:
            whom = self.whom
            self._said = advice(
                self.form,
                self._answers.now,
                self._numbers,
                has_person=whom.is_settled,
                age=whom.age_on(self.now().date()),
                can_look=whom.may_look,
            )
        return self._said

    def why_held(self) -> str:
        """Why questions are held back, or an empty text."""
        return why_held(self.form, self._answers.now)

    # What a person does

    def set_answer(self, name: str, value: object) -> None:
        """Take a field's answer as an input gives it; None is a blank."""
        if self._answers.set(name, as_value(value)):
            self._after_change(name)

    def undo(self) -> bool:
        """Bring back what stood before the last answer; False if there was none."""
        name = self._answers.undo()
        if name:
            self._after_change(name)
            self.place_asked.emit(name, -1)
        return bool(name)

    def check_person(self, about: Mapping[str, Value]) -> dict[str, str]:
        """The problems of what is known of someone new."""
        return check(self.person_form, about, now=self.now(), training=self._training)

    def note_place(self, field: str, caret: int) -> None:
        """Remember where the caret is, for the draft."""
        self._place = f"{field}:{caret}"

    def keep_now(self) -> None:
        """Keep the draft without waiting."""
        self._keeper.keep_now()

    def stop(self) -> None:
        """Keep nothing more; the page is going away."""
        self.whom.stop_looking()
        self._keeper.stop()

    def throw_away(self) -> None:
        """Have what was kept of the page forgotten."""
        self._keeper.drop()

    def save(self) -> None:
        """Check all and save, or say what is wrong and where."""
        if self._is_busy:
            return
        self._show_problems(self._all_problems())
        if self._problems:
            self._keeper.keep_now()
            self.place_asked.emit(next(iter(self._problems)), -1)
            return
        self._keeper.stop()
        self._set_busy(busy=True)
        self.whom.settle(self._save, self._ask_who)

    def _ask_who(self) -> None:
        """Someone new is likely one whom this PC knows: a person has to say."""
        self._set_busy(busy=False)
        self._show_problems(self._all_problems())
        self._keeper.keep_now()

    def _save(self) -> None:
        (answers, safety), about = parted(self._answers.now), self.whom.about or {}
        whom = self.whom
        record = NewRecord(
            *(self.form.name, answers, whom.subject, about, self._keeper.id, whom.space, safety),
            told_apart=whom.told_apart,
        )
        future = self._calls.save(record)
        self._jobs.when_done(future, self, done=self._on_saved, failed=self._on_save_failed)

    def arrive(self) -> None:
        """Somebody comes to the page: as long as it is blank, what it records happens now."""
        if self.is_blank and self._answers.begin_with(_WHEN, self._first_answers()[_WHEN]):
            self.answered.emit(_WHEN)

    def start_anew(self) -> None:
        """Clear the page for the next person, with place, role and mode as they were."""
        self._answers = Answering(self.form, self._first_answers())
        self._fill()
        self.whom.clear()
        self._keeper.forget()

    def resume(self, draft: Draft, *, person: PersonRow | None = None) -> None:
        """Take up a draft where it was left; `person` is the row of the file it is for."""
        self._keeper.make_room_for(draft.id)
        answers = dict(draft.answers)
        self.whom.resume_kept(draft.subject, answers, person)
        self._answers.replace(answers)
        self._fill()
        self._keeper.resume(draft.id)
        field, _, caret = draft.place.partition(":")
        self._place = draft.place
        self.place_asked.emit(field or PERSON, int(caret) if caret.isdigit() else -1)

    # How it goes on

    def _after_change(self, name: str) -> None:
        self._said = None
        self._mend_problems(name)
        if name:
            self.answered.emit(name)
        self.panel_changed.emit()
        self._keeper.touch()

    def _after_whom(self) -> None:
        self._after_change("")

    def _first_answers(self) -> dict[str, Value]:
        at = self.now().replace(second=0, microsecond=0).isoformat(timespec="minutes")
        return {**self._remembered, _WHEN: at}

    def _fill(self) -> None:
        self._place, self._said = "", None
        self._show_problems({})
        for field in self.form.fields:
            self.answered.emit(field.name)
        self.panel_changed.emit()

    def _page(self, id: bytes) -> KeptPage | None:
        if self.is_blank:
            return None
        answers = {**self._answers.now, **self.whom.kept()}
        return KeptPage(id, self.form.reference, self.whom.subject, answers, self._place)

    def _all_problems(self) -> dict[str, str]:
        whom, look = self.whom, LOOK_FIRST if self.whom.may_look else "needed"
        problems = {} if whom.is_settled else {PERSON: look}
        about = self.check_person(self.whom.about or {})
        if about:
            problems[PERSON] = next(iter(about.values()))
        elif self.whom.unsettled:
            problems[PERSON] = MAYBE_KNOWN
        return problems | self._answers.problems(now=self.now(), training=self._training)

    def _mend_problems(self, name: str) -> None:
        """Take away what is mended, and name words that no list has; all else waits for Save."""
        named = {*self._problems, *([name] if self._answers.is_strange(name) else [])}
        if named:
            now = self._all_problems()
            self._show_problems({each: now[each] for each in now if each in named})

    def _show_problems(self, problems: dict[str, str]) -> None:
        if problems != self._problems:
            self._problems = problems
            self.problems_changed.emit(dict(problems))

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.busy_changed.emit(busy)

    def _on_saved(self, recorded: Recorded) -> None:
        self._set_busy(busy=False)
        self._remembered = {name: self._answers.get(name) for name in REMEMBERED}
        self._calls.remember(dict(self._remembered))
        self.start_anew()
        self.saved.emit(recorded)

    def _on_save_failed(self, error: YarrowError) -> None:
        self._set_busy(busy=False)
        self._keeper.touch()
        if isinstance(error, FormRefused):
            self._show_problems(at_person(self.form, error.problems))
            self.place_asked.emit(next(iter(self._problems)), -1)
        else:
            self._on_failed(error)

    def _on_failed(self, error: YarrowError) -> None:
        if self._is_busy:
            self._set_busy(busy=False)
            self._keeper.touch()
        self.failed.emit(sentence(error))
