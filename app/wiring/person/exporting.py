"""Whole files saved for somebody outside: looked into, noted, and written with a pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from app.domain.leaving_files import LeavingFile
from app.errors import Refused
from app.usecases.leaving import exporting, gate
from app.usecases.leaving.exporting import Going, Terms
from app.usecases.leaving.fhir import as_bundle
from app.usecases.leaving.gate import Grounds
from app.usecases.leaving.shapes import as_json, as_table
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
    """The copy, and what went into it. There is none where all of it stays behind."""

    copy: Path | None
    going: Going


_AT_ONCE = 20
"""So many files are read at a time: whoever looks something up meanwhile waits for no more."""


def look_through(
    vault: Vault,
    terms: Terms,
    *,
    told: Callable[[int, int], object],
    is_stopped: Callable[[], bool],
) -> Going:
    """What goes of all files, looked into a few at a time; raises as `exporting.whose`.

    `told` is called with how many are done, of how many. Stopped, it gives what it has. Waits for
    the vault.
    """
    numbers = vault.read(exporting.whose).result()
    parts = [vault.read(exporting.hidden_files).result()]
    for first in range(0, len(numbers), _AT_ONCE):
        if is_stopped():
            break
        some = numbers[first : first + _AT_ONCE]
        work = partial(exporting.some_files, numbers=some, terms=terms)
        parts.append(vault.read(work).result())
        told(first + len(some), len(numbers))
    return exporting.together(parts)


def look_into(vault: Vault, subject: bytes, recipient: str) -> Going:
    """What goes of one file; raises as `exporting.one_file`. Waits for the vault."""
    return vault.read(lambda reading: exporting.one_file(reading, subject, recipient)).result()


def save_files(
    vault: Vault,
    subject: bytes | None,
    shape: str,
    folder: Path,
    grounds: Grounds,
    *,
    day: date,
    takes_unasked: bool = False,
) -> Saved:
    """Write one file, or with None every file that may go to this recipient, as one of FORMATS.

    Raises FormRefused for `recipient` or `reason`, Refused `leaving...` or `access...`, and
    NotFound `records.no_such_file`. A line for each file stands in the access log before anything
    is written. `takes_unasked` is heeded of many files. Waits for the vault and the disk.
    """
    gate.require_words(grounds)
    require_folder(folder)
    if subject is None:
        terms = Terms(grounds.recipient, takes_unasked)
        going = look_through(vault, terms, told=_to_nobody, is_stopped=_never)
    else:
        going = look_into(vault, subject, grounds.recipient)
    if not going.files:
        return Saved(None, going)
    is_of_many = subject is None
    return write_files(vault, going, shape, folder, grounds, day=day, is_of_many=is_of_many)


def write_files(
    vault: Vault,
    going: Going,
    shape: str,
    folder: Path,
    grounds: Grounds,
    *,
    day: date,
    is_of_many: bool,
) -> Saved:
    """Write what was looked into; raises as `save_files`, and Refused `leaving.changed`."""
    require_folder(folder)
    make, ending = FORMATS[shape]
    content = make(going.files, is_made_up=going.is_made_up)
    digest = sha256(content).hexdigest()
    leave = vault.write(
        lambda session: gate.grant_files(
            session, grounds, going.found, digest=digest, is_of_many=is_of_many
        )
    ).result()
    return Saved(write_out(leave, content, folder, day=day, ending=ending), going)


def _never() -> bool:
    return False


def _to_nobody(_done: int, _of: int) -> None:
    """Nobody watches."""


def require_folder(folder: Path) -> None:
    """A folder that is not there is made, its parents are not."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refused("leaving.no_folder") from error
