"""Whole files on their way out: what each gives, and which of them may go to a recipient."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from app.domain.leaving_files import KINDS, LeavingFile, LeavingRecord, as_it_may_go, may_go
from app.domain.moments import moment_of
from app.domain.moving import MOVED, origin_of
from app.domain.records import Record
from app.errors import NotFound, Refused
from app.forms import library
from app.forms.own_kinds import is_own_kind
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.access.leasing import missing
from app.usecases.editing import ENTERED_IN_ERROR, reading_form
from app.usecases.leaving import gate
from app.usecases.person import joining
from app.usecases.person.files import answers_of
from app.usecases.recording import FORM

APART = "leaving.apart"
"""Why a file stays behind that only some of the team may read."""
_OUTCOME = "outcome"
_REFERENCE = re.compile(r"[a-z0-9_]{1,64}/[0-9]{1,6}")
_OWN = frozenset({FORM, _OUTCOME, MOVED})


@dataclass(frozen=True, slots=True)
class Going:
    """The files that go, what was found in each, and how many stay behind by the code of why.

    `unasked` counts of many those whose person was never asked whether this recipient may be told;
    `is_made_up` says that they are of a training vault.
    """

    files: tuple[LeavingFile, ...]
    found: Mapping[bytes, Mapping[str, int]]
    kept_back: Mapping[str, int]
    unasked: int = 0
    is_made_up: bool = False

    @property
    def records(self) -> int:
        """How many records go."""
        return sum(len(each.records) for each in self.files)

    @property
    def left_out(self) -> int:
        """How many records and answers of these files do not go."""
        return sum(each.left_out for each in self.files)

    @property
    def findings(self) -> Mapping[str, int]:
        """What was found in all of them together, by its code."""
        counts: Counter[str] = Counter()
        for each in self.found.values():
            counts.update(each)
        return counts


def one_file(reading: Reading, subject: bytes, recipient: str) -> Going:
    """The file with all that is shown as one with it; raises what stands in the way of any.

    NotFound `records.no_such_file`, and what `leaving.look_into_file` raises.
    """
    person = reading.record(subject)
    if person is None or person.kind != "person" or person.is_away:
        raise missing(reading, subject, "records.no_such_file")
    veiling.require_open(reading, subject)
    files, found = [], {}
    for each in joining.shown_files(reading, subject).files:
        file = _file(reading, each)
        found[each] = gate.look_into_file(
            reading, each, file.words, recipient=recipient, is_of_many=False
        )
        files.append(file)
    return Going(tuple(files), found, {}, is_made_up=reading.is_training)


@dataclass(frozen=True, slots=True)
class Terms:
    """To whom many files go, and whether people go along who were never asked about them.

    Those go on the reason that is given for the whole copy, as the basis for each of them.
    """

    recipient: str
    takes_unasked: bool


def whose(reading: Reading) -> list[int]:
    """The row numbers of everyone here, in the order of their files, for a copy of all of them.

    Raises Refused `leaving.leads_only` unless this person leads the home space: one hand could
    carry off everybody, so it is that of who answers for all.
    """
    if not reading.standing(reading.home_space()).is_lead:
        raise Refused("leaving.leads_only")
    numbers = reading.list_ids("person")
    people = zip(numbers, reading.rows(numbers), strict=True)
    return [nr for _, _, nr in sorted((each.created_ms, each.id, nr) for nr, each in people)]


def some_files(reading: Reading, numbers: Sequence[int], terms: Terms) -> Going:
    """Those of these people's files that may go; what stands in the way of one keeps it back.

    Those of a space for named people go one by one: a whole team's copy is no place for them. Those
    of a space that this person does not lead stay behind too.
    """
    files, found = [], {}
    unasked = 0
    kept_back: Counter[str] = Counter()
    for person in reading.rows(numbers):
        try:
            _require_led(reading, person)
            file = _file(reading, person.subject)
            found[person.subject] = gate.look_into_file(
                reading,
                file.subject,
                file.words,
                recipient=terms.recipient,
                is_of_many=True,
                is_agreed_only=not terms.takes_unasked,
            )
        except (Refused, NotFound) as error:
            kept_back[error.code] += 1
        else:
            files.append(file)
            unasked += _is_unasked(reading, person.subject, terms.recipient)
    return Going(tuple(files), found, kept_back, unasked, is_made_up=reading.is_training)


def hidden_files(reading: Reading) -> Going:
    """Nothing goes of what this PC does not read now: how many files that is."""
    hidden = sum(each.files for each in reading.hidden())
    kept_back = {"lease.hidden": hidden} if hidden else {}
    return Going((), {}, kept_back, is_made_up=reading.is_training)


def together(parts: Iterable[Going]) -> Going:
    """What goes of all these."""
    files: list[LeavingFile] = []
    found: dict[bytes, Mapping[str, int]] = {}
    kept_back: Counter[str] = Counter()
    unasked, is_made_up = 0, False
    for each in parts:
        files += each.files
        found |= each.found
        kept_back.update(each.kept_back)
        unasked += each.unasked
        is_made_up = is_made_up or each.is_made_up
    return Going(tuple(files), found, kept_back, unasked, is_made_up)


def all_files(reading: Reading, terms: Terms) -> Going:
    """Every file that may go; raises as `whose`."""
    return together((some_files(reading, whose(reading), terms), hidden_files(reading)))


def _require_led(reading: Reading, person: Record) -> None:
    if person.apart:
        raise Refused(APART)
    if not reading.standing(person.space).is_lead:
        raise Refused("leaving.leads_only")


def _is_unasked(reading: Reading, subject: bytes, recipient: str) -> bool:
    agreed = gate.consents(reading, subject)
    return agreed.get(recipient, gate.NOT_ASKED) == gate.NOT_ASKED


def _file(reading: Reading, subject: bytes) -> LeavingFile:
    records = reading.records_of(subject)
    named = [each.fields.get("corrects") for each in records if each.kind == ENTERED_IN_ERROR]
    errors = {each for each in named if isinstance(each, str)}
    kept = [each for each in records if each.id.hex() not in errors and _may_go(each)]
    made = [_record(each) for each in kept]
    left_out = sum(not library.is_form(each.kind) for each in records)
    left_out -= sum(each.kind == ENTERED_IN_ERROR for each in records)
    left_out += sum(foreign for _, foreign in made)
    return LeavingFile(subject, tuple(record for record, _ in made), left_out)


def _may_go(record: Record) -> bool:
    is_known = record.kind in KINDS and library.is_form(record.kind)
    return is_known or is_own_kind(record.kind)


def _record(record: Record) -> tuple[LeavingRecord, int]:
    """The record, and how many answers are left out that no form of this program asks for."""
    origin, form = origin_of(record.fields), reading_form(record)
    answers = answers_of(record)
    given = {n: v for n, v in sorted(answers.items()) if n not in _OWN}
    known = {n: v for n, v in given.items() if form is not None and form.field(n) is not None}
    worked_out = {n: v for n, v in answers.items() if n == _OUTCOME}
    made = LeavingRecord(
        id=record.id,
        kind=record.kind,
        form=_asked_by(record),
        author=record.author if origin is None else origin.author,
        written_at=_iso(record.created_ms if origin is None else origin.at_ms),
        changed_at=_iso(record.changed_ms),
        answers=as_it_may_go(record.kind, known | worked_out),
        in_clash=tuple(each for each in _names(record.clashes) if may_go(record.kind, each)),
    )
    return made, len(given) - len(known)


def _asked_by(record: Record) -> str:
    """The form's name and version; of anything else that stands there no word goes."""
    reference = record.fields.get(FORM)
    is_one = isinstance(reference, str) and _REFERENCE.fullmatch(reference) is not None
    return str(reference) if is_one and str(reference).startswith(f"{record.kind}/") else ""


def _names(fields: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted({name.partition("/")[0] for name in fields}))


def _iso(ms: int) -> str:
    return moment_of(ms).astimezone(UTC).isoformat(timespec="milliseconds")
