"""Files that leave as JSON, and as one long table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.encoding import Value
from app.domain.leaving_files import LeavingFile, LeavingRecord
from app.domain.sheet import Sheet, as_csv

FORMAT = "yarrow/files/1"
COLUMNS = (
    *("subject", "reference", "record", "kind", "form", "author", "written_at", "changed_at"),
    *("in_clash", "training", "field", "value"),
)


def as_json(files: Sequence[LeavingFile], *, is_made_up: bool) -> bytes:
    """All files with their records, and who wrote each when; the same files, the same bytes."""
    told = {"format": FORMAT, "training": is_made_up, "files": [_file(each) for each in files]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def as_table(files: Sequence[LeavingFile], *, is_made_up: bool) -> bytes:
    """A row for each answer: any form fits, and a spreadsheet can turn it as it is wanted."""
    training = "yes" if is_made_up else "no"
    rows = [
        (
            *(file.subject.hex(), file.reference, record.id.hex(), record.kind, record.form),
            *(record.author, record.written_at, record.changed_at),
            *("yes" if name.partition("/")[0] in record.in_clash else "no", training, name, cell),
        )
        for file in files
        for record in file.records
        for field, value in record.answers.items()
        for name, cell in _cells(field, value)
    ]
    return as_csv(Sheet("files", COLUMNS, tuple(rows)))


def _file(file: LeavingFile) -> dict[str, Any]:
    return {
        "subject": file.subject.hex(),
        "reference": file.reference,
        "records": [_record(each) for each in file.records],
        "left_out": file.left_out,
    }


def _record(record: LeavingRecord) -> dict[str, Any]:
    return {
        "id": record.id.hex(),
        "kind": record.kind,
        "form": record.form or None,
        "author": record.author,
        "written_at": record.written_at,
        "changed_at": record.changed_at,
        "fields": dict(record.answers),
        "in_clash": list(record.in_clash),
    }


def _cells(name: str, value: Value) -> Iterator[tuple[str, str | int | None]]:
    """A field, and each part of one that has parts under a name of its own."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _cells(f"{name}/{key}", each)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _cells(f"{name}/{number}", each)
    elif isinstance(value, list):
        yield name, "; ".join(str(each) for each in value)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield name, value
    elif value is not None:
        yield name, str(value).lower()
