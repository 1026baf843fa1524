"""Records as the command line prints them: one shape of JSON, one of text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from app.domain.encoding import Value
from app.domain.records import Record, Version
from app.usecases.files import answers_of


def as_json(record: Record) -> dict[str, Any]:
    """One record in the shape of `show`; its lists are lists again, its outcome worked out."""
    return {
        "id": record.id.hex(),
        "kind": record.kind,
        "subject": record.subject.hex(),
        "fields": answers_of(record),
        "clashes": {
            field: [version_as_json(version) for version in versions]
            for field, versions in record.clashes.items()
        },
        "sync": record.sync.value,
        "seen_by": record.seen_by,
    }


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
    for field, value in answers_of(record).items():
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
