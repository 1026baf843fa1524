"""Whole files saved for somebody outside: looked into, noted, and written with a pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from app.domain.leaving_files import LeavingFile
from app.errors import Refused
from app.usecases import exporting, leaving
from app.usecases.export_fhir import as_bundle
from app.usecases.export_shapes import as_json, as_table
from app.usecases.exporting import Going
from app.usecases.leaving import Grounds
from storage.reading import VaultReading
from storage.unlocked import Vault
from storage.writing_out import write_out


class Make(Protocol):
    """Writes files in one shape; what is of a training vault says so."""

    def __call__(self, files: Sequence[LeavingFile], /, *, is_made_up: bool) -> bytes:
        """The bytes."""


FORMATS: dict[str, tuple[Make, str]] = {
    "fhir": (as_bundle, ".json"),
    "json": (as_json, ".json"),
    "csv": (as_table, ".csv"),
}


@dataclass(frozen=True, slots=True)
class Saved:
    """The copy, how many files and records are in it, and what stays behind by the code of why.

    There is no copy where all of it stays behind. `unasked` are the files in it whose person was
    never asked about this recipient.
    """

    copy: Path | None
    files: int
    records: int
    left_out: int
    kept_back: Mapping[str, int]
    unasked: int
    found: Mapping[str, int]


def save_files(
    vault: Vault,
    subject: bytes | None,
    shape: str,
    folder: Path,
    grounds: Grounds,
    *,
    day: date,
    is_agreed_only: bool = False,
) -> Saved:
    """Write one file, or with None every file that may go to this recipient, as one of FORMATS.

    Raises FormRefused for `recipient` or `reason`, Refused `leaving...` or `access...`, and
    NotFound `records.no_such_file`. A line for each file stands in the access log before anything
    is written. `is_agreed_only` is heeded of many files. Waits for the vault and the disk.
    """
    leaving.require_words(grounds)
    _require_folder(folder)

    def read(reading: VaultReading) -> Going:
        if subject is None:
            return exporting.all_files(reading, grounds.recipient, is_agreed_only=is_agreed_only)
        return exporting.one_file(reading, subject, grounds.recipient)

    going = vault.read(read).result()
    if not going.files:
        return Saved(None, 0, 0, 0, going.kept_back, 0, {})
    copy = _written(vault, going, shape, folder, grounds, day)
    return Saved(
        copy,
        len(going.files),
        sum(len(each.records) for each in going.files),
        sum(each.left_out for each in going.files),
        going.kept_back,
        going.unasked,
        _added(going.found.values()),
    )


def _written(
    vault: Vault, going: Going, shape: str, folder: Path, grounds: Grounds, day: date
) -> Path:
    make, ending = FORMATS[shape]
    content = make(going.files, is_made_up=going.is_made_up)
    digest = sha256(content).hexdigest()
    leave = vault.write(
        lambda session: leaving.grant_files(session, grounds, going.found, digest=digest)
    ).result()
    return write_out(leave, content, folder, day=day, ending=ending)


def _require_folder(folder: Path) -> None:
    """A folder that is not there is made, its parents are not."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refused("leaving.no_folder") from error


def _added(found: Iterable[Mapping[str, int]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        counts.update(each)
    return dict(counts)
