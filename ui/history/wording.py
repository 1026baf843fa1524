"""The entries of a history in words, as items of a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from app.domain.attachment import DIGEST, OBJECT
from app.domain.encoding import Value
from app.domain.history import FieldChange, Looked, Written, field_changes, reason_of
from app.domain.keeping_out import KEPT_FROM, LET_IN, SEEN
from app.domain.merging import AWAY
from app.domain.moments import moment_of
from app.domain.sensitive import BREAK_GLASS, GLASS_SEEN, SENSITIVE
from app.forms import library
from app.forms.definition import Field, Kind
from app.forms.lists import load_list
from app.forms.stored_words import field_of, in_words, label_of
from ui.formats import clock_time, short_date, short_day
from ui.kinds import OF_A_FILE
from ui.widgets.said_tag import LineKind
from ui.widgets.timeline_items import NoteLine, TimelineItem

LOOKS = {
    "view": ("eye", "Looked at"),
    "viewed": ("eye", "Looked at"),
    "list": ("people", "Stood in a list"),
    "search": ("search", "Came up in a search"),
    "history": ("clock", "Looked at the history"),
    "erased": ("lock", "Had it erased"),
    "exported": ("send", "Taken out of the program"),
    "parcel_decided": ("send", "Let in or let go what was kept apart"),
    "parcel_seen": ("send", "Looked at what was kept apart"),
    "moved": ("send", "Moved into another space"),
    "print": ("print", "Printed"),
    "contact_shown": ("phone", "A number or address shown, by its rule"),
    "contact_anyway": ("phoneoff", "Shown outside the rules, with a reason"),
    "code_word_shown": ("key", "Code words shown"),
    "kept_out": ("lock", "Asked for the file, which is kept from them"),
    "apart_opened": ("unlock", "Other person opened, with a reason"),
}
TAKEN_OUT = ("exported", "print", "contact_anyway", "apart_opened")
_ERROR = "entered_in_error"
_LINK = "file"
_MOST_LINES = 40
_UNSAID = ("form", "imported", OBJECT, DIGEST, "original_sha256", "worker", "kept")


@dataclass(frozen=True, slots=True)
class HistoryWording:
    """What entries are worded with: this moment, the names of places.

    `whole_file` says that entries of many records stand beside each other.
    """

    now: datetime
    whole_file: bool
    place_name: Callable[[str], str]

    def items(self, entries: Sequence[Written | Looked]) -> Iterator[TimelineItem]:
        """The entries as items; what an entry of the access log only repeats is left out."""
        for number, entry in enumerate(entries):
            if isinstance(entry, Written):
                yield self._written(entry, number)
            elif entry.what != BREAK_GLASS:
                yield self._looked(entry, number)

    def _written(self, entry: Written, number: int) -> TimelineItem:
        change = entry.change
        at = moment_of(change.time[0]).astimezone(self.now.tzinfo)
        pc = "this PC" if entry.is_here else entry.pc
        icon, title = _title(entry)
        return TimelineItem(
            key=f"{number}",
            day=short_day(at.date(), today=self.now.date()),
            time=clock_time(at),
            icon=icon,
            title=title,
            aside=" · ".join(filter(None, (entry.author, pc))),
            body="\n".join(self._body(entry)),
            lines=() if self.whole_file else _note_lines(change.set.get("lines")),
        )

    def _looked(self, entry: Looked, number: int) -> TimelineItem:
        at = moment_of(entry.ms).astimezone(self.now.tzinfo)
        icon, title = LOOKS.get(entry.what, ("info", f"Done with it: {entry.what}"))
        if entry.what == "view" and entry.detail == "person":
            title = "Opened the file"
        elif self.whole_file and entry.detail in OF_A_FILE and entry.detail != "person":
            title = f"{OF_A_FILE[entry.detail]}: {title[0].lower()}{title[1:]}"
        return TimelineItem(
            key=f"{number}",
            day=short_day(at.date(), today=self.now.date()),
            time=clock_time(at),
            icon=icon,
            title=title,
            aside=f"{entry.author} · {entry.pc or 'this PC'}",
            body=entry.detail if entry.what in TAKEN_OUT else "",
        )

    def _body(self, entry: Written) -> Iterator[str]:
        if entry.change.kind == _ERROR:
            yield f"Why: {in_words(entry.change.set.get('reason'), None)}"
            return
        reason = reason_of(entry.change)
        if reason:
            yield f"Why: {reason}"
        changes = in_form_order(entry)
        is_new = entry.change.kind in OF_A_FILE and not any(entry.change.over.values())
        if is_new and self.whole_file:
            return
        for change in changes[:_MOST_LINES]:
            if change.field != "lines" or self.whole_file:
                yield self._in_words(entry.change.kind, change, is_new=is_new)
        if len(changes) > _MOST_LINES:
            yield f"and {len(changes) - _MOST_LINES} more"

    def _in_words(self, kind: str, change: FieldChange, *, is_new: bool) -> str:
        """A field with what stood in it and what stands there now."""
        asked = field_of(kind, change.field)
        label = "Why" if change.field == AWAY else label_of(change.field, asked)
        if asked is not None and asked.kind is Kind.CHOICES:
            return f"{label}: {'taken out' if change.after is None else 'put in'}"
        if asked is not None and asked.kind is Kind.RECORD_ID and asked.name == _LINK:
            return f"{label}: {'no' if change.after is None else 'yes'}"
        if asked is not None and asked.kind is Kind.RECORD_ID:
            return f"{label}: another item of this file"
        after = self._value(change.after, asked)
        if is_new or not change.before:
            return f"{label}: {after}"
        before = " and ".join(self._value(each, asked) for each in change.before)
        return f"{label}: {before} → {after}"

    def _value(self, value: Value, asked: Field | None) -> str:
        """A place by its name, a time as its day and hour, anything else as its form words it."""
        if asked is None or not isinstance(value, str):
            return in_words(value, asked)
        if asked.kind is Kind.ODS_CODE:
            return self.place_name(value)
        at = _moment(value) if asked.kind is Kind.DATETIME else None
        return in_words(value, asked) if at is None else f"{short_date(at.date())} {clock_time(at)}"


def _title(entry: Written) -> tuple[str, str]:
    """The icon and the words for what a change did."""
    change = entry.change
    if change.kind in _GUARD_TITLES:
        return _guard_title(entry)
    what = OF_A_FILE.get(change.kind, "Record")
    if change.kind == _ERROR:
        return "x", _IN_ERROR
    if AWAY in change.set:
        return ("undo", f"{what} brought back") if change.set[AWAY] is None else ("x", _IN_ERROR)
    if any(each.settles for each in field_changes(entry)):
        return "clash", f"{what}: two versions settled"
    if not any(change.over.values()):
        return "edit", f"{what} written"
    return "edit", f"{what} corrected" if reason_of(change) else f"{what} changed"


_IN_ERROR = "Marked as entered in error"
_GUARD_TITLES = {
    SENSITIVE: ("lock", "Marked sensitive"),
    BREAK_GLASS: ("unlock", "Opened with a reason"),
    GLASS_SEEN: ("eye", "A lead looked at an opening"),
    KEPT_FROM: ("lock", "A colleague is kept out"),
    LET_IN: ("unlock", "A colleague is let in again"),
    SEEN: ("eye", "A lead knows who is kept out"),
}


def _guard_title(entry: Written) -> tuple[str, str]:
    if entry.change.kind == SENSITIVE and entry.change.set.get(SENSITIVE) == "no":
        return "unlock", "Sensitive no longer"
    if entry.change.kind == GLASS_SEEN:
        finding = load_list("glass_findings").label(str(entry.change.set.get("finding")))
        return "eye", f"A lead looked at an opening: {finding}"
    return _GUARD_TITLES[entry.change.kind]


def in_form_order(entry: Written) -> list[FieldChange]:
    """What a change did, in the order in which its form asks."""
    kind = entry.change.kind
    asked = library.latest(kind).fields if library.is_form(kind) else ()
    order = {field.name: number for number, field in enumerate(asked)}
    unsaid = (*_UNSAID, "about") if kind == SEEN else _UNSAID
    changes = [each for each in field_changes(entry) if each.field not in unsaid]
    return sorted(changes, key=lambda each: order.get(each.field.partition("/")[0], len(order)))


def _note_lines(value: Value) -> tuple[NoteLine, ...]:
    known: dict[str, LineKind] = {kind: kind for kind in get_args(LineKind)}
    rows = cast("list[dict[str, Value]]", value if isinstance(value, list) else [])
    return tuple(
        NoteLine(known[str(row.get("label"))], str(row.get("text")))
        for row in rows
        if isinstance(row, dict) and row.get("label") in known
    )


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
