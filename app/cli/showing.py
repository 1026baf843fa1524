"""Records as the command line prints them: one shape of JSON, one of text."""

from __future__ import annotations

from typing import Any

import click

from app.cli.times import iso
from app.domain.encoding import Value
from app.domain.masking import masked_record
from app.domain.moving import MOVED, origin_of
from app.domain.records import Record, Version
from app.forms.directory import known_places
from app.usecases.editing import ENTERED_IN_ERROR
from app.usecases.person.files import answers_of, whole_answers

_SITE = "site_ods"


def as_json(record: Record, *, in_error: str | None = None, whole: bool = False) -> dict[str, Any]:
    """One record in the shape of `show`; its lists are lists again, its outcome worked out.

    `in_error` is why a record was put away that cannot say so itself. With `whole` what is kept
    from sight stands there too: somebody gave a reason for it.
    """
    shown = record if whole else masked_record(record)
    return {
        "id": record.id.hex(),
        "kind": record.kind,
        "subject": record.subject.hex(),
        "fields": _fields(record, in_error, whole=whole),
        "clashes": {
            field: [version_as_json(version) for version in versions]
            for field, versions in shown.clashes.items()
        },
        "sync": record.sync.value,
        "seen_by": record.seen_by,
    }


def as_row(record: Record, closed: frozenset[bytes]) -> dict[str, Any]:
    """One record of a list; of a closed sensitive file with nothing in it, and told as such."""
    if record.subject not in closed:
        return as_json(record)
    return {**as_json(record), "fields": {}, "clashes": {}, "sensitive": True}


def echo_closed(record: Record) -> None:
    """A record of a closed sensitive file: that it is there, and no more."""
    click.echo(f"{record.kind} {record.id.hex()}  file {record.subject.hex()}  sensitive")


def version_as_json(version: Version) -> dict[str, Any]:
    """One version of a field in clash, of a record that was masked before."""
    return {
        "change": version.change.hex(),
        "value": version.value,
        "author": version.author,
        "at": iso(version.at_ms),
    }


def echo_text(
    record: Record, *, training: bool, in_error: str | None = None, whole: bool = False
) -> None:
    """One record for a person to read: a line for each field, a code of no known place marked.

    `training` tells whether the vault knows the made-up places.
    """
    shown = record if whole else masked_record(record)
    click.echo(f"{record.kind} {record.id.hex()}  file {record.subject.hex()}  {record.sync}")
    for field, value in _fields(record, in_error, whole=whole).items():
        shown_value = _place(value, training=training) if field == _SITE else plain(value)
        click.echo(f"  {on_one_line(field)}: {shown_value}")
    for field, versions in shown.clashes.items():
        click.echo(f"  {on_one_line(field)} has {len(versions)} versions to settle:")
        for version in versions:
            author = on_one_line(version.author)
            click.echo(f"    {version.change.hex()} by {author}: {plain(version.value)}")


def _place(code: Value, *, training: bool) -> str:
    places, shown = known_places(training=training), plain(code)
    return shown if places.is_known(shown) else places.name(shown)


def on_one_line(text: str) -> str:
    """The text without line ends and without signs that a terminal would obey."""
    words = " ".join(text.split())
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in words)


def _fields(record: Record, in_error: str | None, *, whole: bool) -> dict[str, Value]:
    answers = whole_answers(record) if whole else answers_of(record)
    origin = origin_of(answers)
    if origin is not None:
        answers = {**answers, MOVED: {**origin.field(), "at": iso(origin.at_ms)}}
    return answers if in_error is None else {**answers, ENTERED_IN_ERROR: in_error}


def plain(value: Value) -> str:
    """A value on one line; null is a dash, and an element of a list that is there is yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{on_one_line(str(key))} {plain(item)}" for key, item in value.items())
    return "-" if value is None else on_one_line(str(value))
