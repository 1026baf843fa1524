"""What goes with a referral: the agreed fields of the ticked parts, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.children import Children
from app.domain.encoding import Value
from app.domain.history import is_reason
from app.domain.masking import CHILD, POINT
from app.domain.merging import AWAY
from app.domain.moments import moment_of
from app.domain.moving import MOVED
from app.domain.records import Record
from app.forms import fields, library
from app.forms.agreed import PAGE, agreed, fields_of_page
from app.forms.own_kinds import is_own_kind
from app.forms.stored_words import in_words
from app.ports import Reading
from app.usecases import editing
from app.usecases.editing import ENTERED_IN_ERROR
from app.usecases.person import joining
from app.usecases.recording import FORM

_OWN = frozenset({FORM, AWAY, MOVED})
_SINGLE = ("person", "identification")
_WITHOUT_FORM = frozenset({ENTERED_IN_ERROR})


@dataclass(frozen=True, slots=True)
class Content:
    """What a file gives for a referral.

    `answers` are those of the one record of a kind, `several` of the kinds that may have many.
    `in_clash` are the parts of which two versions stand side by side, `left_out` counts what a
    newer program wrote and this one cannot judge.
    """

    answers: Mapping[str, Mapping[str, Value]]
    several: Mapping[str, tuple[Mapping[str, Value], ...]]
    in_clash: frozenset[str] = frozenset()
    left_out: int = 0

    def as_fields(self) -> dict[str, Value]:
        """As it travels."""
        found: dict[str, Value] = {kind: dict(given) for kind, given in self.answers.items()}
        found |= {kind: [dict(each) for each in given] for kind, given in self.several.items()}
        return found


@dataclass(slots=True)
class _Gathering:
    """What was found so far."""

    answers: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    several: dict[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    in_clash: set[str] = field(default_factory=set)
    left_out: int = 0
    children: Children = field(default_factory=Children)


def content_of(
    reading: Reading, subject: bytes, identification: bytes | None, parts: frozenset[str]
) -> Content:
    """What these parts hold now in all files that are shown as one, of one identification alone.

    Who they are is what the file in front says.
    """
    found = _Gathering()
    whole = joining.shown_files(reading, subject)
    for record in (each for file in whole.files for each in reading.records_of(file)):
        if not library.is_form(record.kind) and record.kind not in _WITHOUT_FORM:
            found.left_out += 1
        elif _may_go(record, identification, whole.lead):
            _take(found, record, parts)
    return Content(found.answers, found.several, frozenset(found.in_clash), found.left_out)


def _may_go(record: Record, identification: bytes | None, lead: bytes) -> bool:
    if record.kind == "person":
        return record.subject == lead
    if record.kind == "identification":
        return record.id == identification
    return bool(agreed().of_kind(record.kind))


def _take(found: _Gathering, record: Record, parts: frozenset[str]) -> None:
    wanted = agreed().of_kind(record.kind, parts)
    if is_own_kind(record.kind):
        _take_page(found, record, wanted)
        return
    # Only what this program's own form asks goes out: what it does not know it cannot judge.
    form = library.latest(record.kind)
    given = fields.from_fields(form, record.fields)
    known = {name for name in given if form.field(name) is not None}
    found.left_out += sum(_is_foreign(name) for name in given.keys() - known)
    answers = {name: given[name] for name in sorted(known & wanted)}
    found.in_clash |= _parts_of(record.kind, {name.partition("/")[0] for name in record.clashes})
    if not answers:
        return
    if record.kind in _SINGLE:
        found.answers[record.kind] = answers
        return
    earlier = found.several.get(record.kind, ())
    # One way to reach them that both files name goes once; two children may well read the same.
    if record.kind == CHILD:
        found.several[record.kind] = found.children.with_one(record.subject, answers)
    elif record.kind != POINT or answers not in earlier:
        found.several[record.kind] = (*earlier, answers)


def _take_page(found: _Gathering, record: Record, wanted: frozenset[str]) -> None:
    """A page of a pack's form goes in words; what its own version does not ask is left out."""
    form = editing.reading_form(record)
    if form is None:
        found.left_out += 1
        return
    given = fields.from_fields(form, record.fields)
    found.left_out += sum(_is_foreign(name) for name in given if form.field(name) is None)
    found.in_clash |= _parts_of(record.kind, {name.partition("/")[0] for name in record.clashes})
    named = [name for name in fields_of_page(form.reference) if name in wanted and name in given]
    asked = [(form.field(name), given[name]) for name in named]
    lines = [f"{each.label}: {in_words(value, each)}" for each, value in asked if each is not None]
    if lines:
        page: dict[str, Value] = {
            "title": form.title,
            "of_form": form.reference,
            "written_at": moment_of(record.created_ms).isoformat(timespec="seconds"),
            "content": "\n".join(lines),
        }
        found.several[PAGE] = (*found.several.get(PAGE, ()), page)


def _is_foreign(name: str) -> bool:
    return not (name in _OWN or is_reason(name))


def _parts_of(kind: str, names: set[str]) -> set[str]:
    return {part.code for part in agreed().parts if names.intersection(part.fields.get(kind, ()))}
