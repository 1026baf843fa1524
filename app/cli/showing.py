"""Records as the command line prints them: one shape of JSON, one of text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.records import Record, Version
from app.forms import fields, library, outcome
from app.forms.definition import Form
from app.usecases.editing import ENTERED_IN_ERROR, form_of
from app.usecases.recording import FORM


def as_json(record: Record) -> dict[str, Any]:
    """One record in the shape of `show`; its lists are lists again, its outcome worked out."""
    return {
        "id": record.id.hex(),
        "kind": record.kind,
        "subject": record.subject.hex(),
        "fields": answers(record),
        "clashes": {
            field: [version_as_json(version) for version in versions]
            for field, versions in record.clashes.items()
        },
        "sync": record.sync.value,
        "seen_by": record.seen_by,
    }


def answers(record: Record) -> dict[str, Value]:
    """The answers a record holds, as its form asked them."""
    found = {name: value for name, value in record.fields.items() if name not in (FORM, AWAY)}
    if library.is_form(record.kind):
        form = form_of(record)
        found = fields.from_fields(form, found)
        _add_outcome(form, found)
    if AWAY in record.fields:
        found[ENTERED_IN_ERROR] = record.fields[AWAY]
    return found


def version_as_json(version: Version) -> dict[str, Any]:
    """One version of a field in clash."""
    at = datetime.fromtimestamp(version.at_ms / 1000, UTC).astimezone()
    return {
        "change": version.change.hex(),
        "value": version.value,
        "author": version.author,
        "at": at.isoformat(timespec="milliseconds"),
    }


def echo_text(record: Record) -> None:
    """One record for a person to read: a line for each field."""
    click.echo(f"{record.kind} {record.id.hex()}  file {record.subject.hex()}  {record.sync}")
    for field, value in answers(record).items():
        click.echo(f"  {field}: {_plain(value)}")
    for field, versions in record.clashes.items():
        click.echo(f"  {field} has {len(versions)} versions to settle:")
        for version in versions:
            shown = _plain(version.value)
            click.echo(f"    {version.change.hex()} by {version.author}: {shown}")


def _plain(value: Value) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return "-" if value is None else str(value)


def _add_outcome(form: Form, found: dict[str, Value]) -> None:
    if form.outcome is not None:
        found["outcome"] = outcome.of(form, found)
