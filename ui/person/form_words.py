"""A record of a form of its own in the words of the timeline: its title, its answers, its score."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.duty import KIND as DUTY
from app.domain.duty import NO_DUTY
from app.domain.encoding import Value
from app.domain.timeline import Item
from app.errors import YarrowError
from app.forms import library
from app.forms.definition import Field, Form, Kind, is_given
from app.forms.lists import load_list
from app.forms.own_kinds import is_own_kind
from app.forms.scoring import score
from app.forms.stored_words import in_words
from ui.formats import moment, short_date
from ui.widgets.said_tag import LineKind

INJURY = "injury"
_LINES: tuple[tuple[LineKind, str], ...] = (
    *(("fact", "observed"), ("said", "their_words")),
    ("opinion", "opinion"),
)
_MOST_LINES = 12
_UNTOLD = (Kind.RECORD_ID,)


def is_of_own_form(item: Item) -> bool:
    """Whether it is worded by its form alone: a report by law, or of a form pack."""
    return item.kind in (DUTY, INJURY) or is_own_kind(item.kind)


def title(item: Item) -> str:
    """What it is called."""
    if item.kind == DUTY:
        duty = load_list("duties").label(str(item.answers.get("duty")))
        return f"{duty}: {_standing(item)}"
    if item.kind == INJURY:
        return _place(item)
    form = _form(item)
    return form.title if form is not None else "Record"


def body(item: Item, now: datetime) -> str:
    """Its score and its answers, a line each; what is longer is told by the record itself."""
    form = _form(item)
    if form is None:
        return ""
    asked = [field for field in form.fields if not _is_told_above(item, field)]
    lines = [
        f"{field.label}: {_words(field, item.answers[field.name], now)}"
        for field in asked
        if is_given(item.answers.get(field.name))
    ]
    more = len(lines) - _MOST_LINES
    told = [*lines[:_MOST_LINES], *([f"and {more} more"] if more > 0 else ())]
    return "\n".join((*_score(form, item), *told))


def lines(item: Item) -> tuple[tuple[LineKind, str], ...]:
    """Of an injury what was seen, what they said, and what somebody thinks of it."""
    if item.kind != INJURY:
        return ()
    told = ((kind, item.answers.get(name)) for kind, name in _LINES)
    return tuple((kind, words) for kind, words in told if isinstance(words, str))


def _is_told_above(item: Item, field: Field) -> bool:
    """Whether an answer stands in the title, in lines of its own, or names another record."""
    in_lines = {name for _, name in _LINES}
    titled = {DUTY: {"duty"}, INJURY: {"site", "side", "seen_at", *in_lines}}
    return field.kind in _UNTOLD or field.name in titled.get(item.kind, ())


def _place(item: Item) -> str:
    """Where on the body, in words."""
    site, side = str(item.answers.get("site")), item.answers.get("side")
    told = load_list("body_sites").label(site).lower()
    beside = f", {load_list('body_sides').label(str(side)).lower()}" if side else ""
    return f"Injury: {told}{beside}"


def _standing(item: Item) -> str:
    if item.answers.get("how_known") == NO_DUTY:
        return "a worry, no duty"
    return "reported" if item.answers.get("reported_at") else "to be reported"


def _form(item: Item) -> Form | None:
    """The version that asked it, the newest where it names none; None where neither is known."""
    try:
        return library.by_reference(item.form)
    except YarrowError:
        return library.latest(item.kind) if library.is_form(item.kind) else None


def _score(form: Form, item: Item) -> list[str]:
    found = score(form, item.answers)
    if found is None or form.scoring is None:
        return []
    return [f"{found.points} of {len(form.scoring.items)}. It is no measure of risk."]


def _words(field: Field, value: Value, now: datetime) -> str:
    if isinstance(value, str) and field.kind in (Kind.DATE, Kind.DATETIME):
        try:
            if field.kind is Kind.DATE:
                return short_date(date.fromisoformat(value))
            return moment(datetime.fromisoformat(value).astimezone(now.tzinfo), now=now)
        except ValueError:
            return value
    return in_words(value, field)
