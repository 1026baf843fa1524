"""What needs someone today, worked out from the records; nothing here is entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.domain.changes import Fields
from app.domain.contact_safety import Safety
from app.domain.correcting import CORRECTS, Corrected, unpack
from app.domain.drafting import ABOUT, REASON, box_of
from app.domain.first_contact import Rule
from app.domain.masking import POINT
from app.domain.moving import written_ms
from app.domain.people import PersonRow
from app.domain.records import Record
from app.domain.sensitive import GUARDS
from app.domain.team_settings import SETTINGS, is_setting
from app.domain.ward_door import KEPT
from app.domain.worklist import CLOCKED, DANGER_HOURS, Due, Opened, Reason
from app.forms.first_contact import load_rule
from app.forms.record_safety import REVIEW
from app.ports import Draft, Reading
from app.usecases.access import breaking_glass, keeping_out, veiling
from app.usecases.access.leasing import row_of_hidden
from app.usecases.access.veiling import Closed
from app.usecases.contact import contacting
from app.usecases.person import files, moving
from app.usecases.person.duties import due_of, owed, owed_for
from app.usecases.person.people import row_of
from app.usecases.person.same_files import files_of, paired_files
from app.usecases.referrals.due import referrals_due, stands_since, urgency, veiled
from app.usecases.reports import practice
from app.usecases.ward.refusals import to_decide
from app.usecases.ward.taking_in import door_of

_ORDER = list(Reason)
_TO_CONTACT = (Reason.DANGER, Reason.UNSAFE_HOME, Reason.ASK_AGAIN)
_MOST_NAMED = 5
"""More files than this that are only here are told of together, so nobody need be named."""


@dataclass(frozen=True, slots=True)
class _People:
    """Whom rows are about, with nothing told of files that are closed."""

    reading: Reading
    today: date
    closed: Closed
    known: dict[bytes, Record] = field(default_factory=dict)
    told: dict[bytes, PersonRow | None] = field(default_factory=dict)

    def know(self, subjects: Iterable[bytes]) -> None:
        """Read the persons of many files at once."""
        wished = set(subjects) - self.known.keys()
        self.known.update((each.id, each) for each in self.reading.records(sorted(wished)))

    def row(self, subject: bytes) -> PersonRow | None:
        """The row of one file, or None if the vault does not hold it; many rows are about one."""
        if subject not in self.told:
            self.told[subject] = self._row(subject)
        return self.told[subject]

    def _row(self, subject: bytes) -> PersonRow | None:
        person = self.known.get(subject) or self.reading.record(subject)
        if person is None:
            return row_of_hidden(self.reading, subject)
        return row_of(person, today=self.today, closed=self.closed)


def worklist(reading: Reading, *, now: datetime, rule: Rule | None = None) -> list[Due]:
    """All rows of Today in their order: by reason, and within one the oldest first.

    `now` has an offset. Rows follow `Reason`'s order (immediate danger or unsafe to go home in the
    last 48 hours, reports that the law asks for, what came from a ward PC, for a lead what is kept
    apart, referrals of this team by the time left, what is to be decided about others, referrals
    accepted and not handed over, ask again from today, records to look at again, for a lead files
    opened with a reason and what came after its file was erased, what came after it was moved,
    clashes, drafts, only here). A closed file's row has the reference alone. `rule` None: shipped.
    """
    people = _People(reading, now.date(), veiling.closed_files(reading))
    found = [
        *_from_identifications(reading, people, now),
        *(due_of(each, people.row(each.record.subject)) for each in owed(reading, now=now)),
        *_to_keep_safe(reading, people, now),
        *_referrals(reading, people, rule or load_rule(), now),
        *_from_doors(reading, people),
        *to_decide(reading),
        *_glasses(reading, people),
        *_kept_out(reading, people),
        *_too_late(reading, people),
        *_clashes(reading, people),
        *_drafts(reading, people),
        *_only_here(reading, people),
    ]
    safe = _Contact(reading, now)
    return sorted(map(safe.told, found), key=_place)


class _Contact:
    """Whether those may be contacted whom rows are about, looked up where anything is on file."""

    def __init__(self, reading: Reading, now: datetime) -> None:
        self._reading, self._now = reading, now
        self._having = frozenset(file for file, _ in reading.fields_of(POINT))
        self._paired = paired_files(reading)
        self._known: dict[bytes, Safety] = {}

    def told(self, due: Due) -> Due:
        """The row with what holds for contact now."""
        person = due.person
        if due.reason not in _TO_CONTACT or person is None or person.is_closed:
            return due
        subject = person.subject
        if not self._is_any_on_file(subject):
            return due
        if subject not in self._known:
            self._known[subject] = contacting.safety(self._reading, subject, now=self._now)
        return replace(due, safety=self._known[subject])

    def _is_any_on_file(self, subject: bytes) -> bool:
        """In this file, or in one that is joined with it."""
        if subject not in self._paired:
            return subject in self._having
        return not self._having.isdisjoint(files_of(self._reading, subject).files)


def _place(due: Due) -> tuple[int, tuple[int, float], int]:
    """Rows with a clock stand together, by their time."""
    if due.reason in CLOCKED and due.referred is not None:
        return _ORDER.index(Reason.FIRST_CONTACT), urgency(due.referred), due.since_ms
    return _ORDER.index(due.reason), (0, 0.0), due.since_ms


def _from_identifications(reading: Reading, people: _People, now: datetime) -> Iterator[Due]:
    today, since = now.date(), (now - timedelta(hours=DANGER_HOURS)).date() - timedelta(days=1)
    found = reading.wanted(today=today.isoformat(), since=since.isoformat())
    people.know(record.subject for record in found)
    handed_over = reading.handed_over()
    for record in found:
        answers = record.fields  # one field each, so what the form makes of them is the same
        at = _moment(answers.get("identified_at"))
        danger = _danger(answers, at, now)
        if danger is not None:
            yield _due(people, danger, record, answers)
        duty = owed_for(reading, record, people.known.get(record.subject), now=now)
        if duty is not None:
            yield due_of(duty, people.row(record.subject))
        accepted = answers.get("specialist_referral") == "accepted"
        if accepted and record.id.hex() not in handed_over:
            yield _due(people, Reason.REFERRAL, record, answers)
        day = answers.get("ask_again_on")
        if isinstance(day, str) and day <= now.date().isoformat():
            yield _due(people, Reason.ASK_AGAIN, record, answers)


def _to_keep_safe(reading: Reading, people: _People, now: datetime) -> Iterator[Due]:
    """Records of which somebody said that they are to be looked at again from a day on."""
    found = reading.to_keep_safe(today=now.date().isoformat())
    people.know(record.subject for record in found)
    for record in found:
        day = str(record.fields.get(REVIEW) or "")
        row = people.row(record.subject)
        yield Due(Reason.KEEP_SAFE, row, record.id, written_ms(record), day=day)


def _referrals(reading: Reading, people: _People, rule: Rule, now: datetime) -> Iterator[Due]:
    """Of a closed file the row says what is to be done, and no name on the other side."""
    for reason, standing, said in referrals_due(reading, rule, now=now):
        record = standing.record
        is_closed = record.subject in people.closed
        shown = veiled(said) if is_closed else said
        row = people.row(record.subject)
        yield Due(reason, row, record.id, stands_since(record, said), referred=shown)


def _from_doors(reading: Reading, people: _People) -> Iterator[Due]:
    """What was recorded at a ward PC, until somebody says that she has it."""
    found = reading.from_doors()
    people.know(mark.subject for mark in found)
    for mark in found:
        kept = str(mark.fields.get(KEPT) or "")
        yield Due(
            Reason.WARD_DOOR,
            people.row(mark.subject),
            mark.id,
            mark.created_ms,
            form="" if kept == "identification" else kept,
            who=door_of(reading, mark),
        )


def _danger(answers: Fields, at: datetime | None, now: datetime) -> Reason | None:
    """Danger said, or unsafe to go home, not longer ago than 48 hours; an unread time counts."""
    if at is not None and now - at > timedelta(hours=DANGER_HOURS):
        return None
    if answers.get("immediate_danger") == "yes":
        return Reason.DANGER
    return Reason.UNSAFE_HOME if answers.get("hark_safety") == "yes" else None


def _glasses(reading: Reading, people: _People) -> Iterator[Due]:
    for glass in breaking_glass.waiting(reading):
        yield Due(
            Reason.GLASS,
            people.row(glass.record.subject),
            glass.record.id,
            glass.opened_ms,
            opened=Opened(
                glass.record.author, glass.until_ms, glass.reason, to_be_asked=glass.to_be_asked
            ),
        )


def _kept_out(reading: Reading, people: _People) -> Iterator[Due]:
    """For a lead: who is kept out of a file, or works with both people of one link."""
    for each in keeping_out.waiting(reading):
        yield Due(
            Reason.KEPT_OUT,
            people.row(each.subject),
            each.about,
            each.since_ms,
            who=", ".join(each.kept_out),
            on_both=", ".join(each.on_both),
        )


def _too_late(reading: Reading, people: _People) -> Iterator[Due]:
    """What arrived after its file was erased, for a lead; for all, after it was moved."""
    for subject, erased_ms in reading.here_again():
        person = files.person_of(reading, subject)
        if reading.standing(person.space).is_lead:
            row = row_of(person, today=people.today, closed=people.closed)
            yield Due(Reason.HERE_AGAIN, row, subject, erased_ms)
    for subject, came_ms in moving.left_behind(reading):
        yield Due(Reason.LEFT_BEHIND, people.row(subject), subject, came_ms)


def _clashes(reading: Reading, people: _People) -> Iterator[Due]:
    for record in reading.clashes():
        is_closed = record.subject in people.closed
        if is_closed and record.kind in GUARDS:
            continue
        yield Due(
            Reason.CLASH,
            people.row(record.subject),
            record.id,
            record.changed_ms,
            count=len(record.clashes),
            fields=() if is_closed else tuple(record.clashes),
            form=record.kind if is_setting(record.kind) else "",
        )


def _drafts(reading: Reading, people: _People) -> Iterator[Due]:
    drafts = reading.drafts()
    corrected = {of.record.hex() for of in map(_corrected, drafts) if of is not None}
    for draft in drafts:
        # The correction that it is the reason of stands here already, and leads to it.
        if box_of(draft.form) == REASON and draft.answers.get(ABOUT) in corrected:
            continue
        person = None if draft.subject is None else people.row(draft.subject)
        yield Due(Reason.DRAFT, person, draft.id, draft.kept_ms, form=draft.form)


def _corrected(draft: Draft) -> Corrected | None:
    return unpack(draft.answers.get(CORRECTS)) if box_of(draft.form) is None else None


def _only_here(reading: Reading, people: _People) -> Iterator[Due]:
    # What is nobody's file, the team's own settings among it, is counted by Sync.
    nobodys = practice.of_nobody(reading) | {SETTINGS}
    found = [each for each in reading.only_here() if each[0] not in nobodys]
    is_named = len(found) <= _MOST_NAMED
    for subject, count, since_ms in found:
        person = people.row(subject) if is_named else None
        yield Due(Reason.ONLY_HERE, person, subject, since_ms, count=count)


def _due(people: _People, reason: Reason, record: Record, answers: Fields) -> Due:
    """A row about an identification; where and on which day is not told of a closed file."""
    at = _moment(answers.get("identified_at"))
    since = written_ms(record) if at is None else int(at.timestamp() * 1000)
    is_closed = record.subject in people.closed
    return Due(
        reason,
        people.row(record.subject),
        record.id,
        since,
        day=str(answers.get("ask_again_on") or ""),
        site="" if is_closed else str(answers.get("site_ods") or ""),
    )


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
