"""The access log as it is looked through: who saw what, on which PC, found by a few questions."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.history import Mark

PAGE = 100
COPIED = "vault_copied"
"""A line about no file: a copy of the vault sends in its name. Its record is the space's id."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: who did what when (ms since 1970), to which file and record.

    `pc` is empty on this one. `subject` is empty where it was no file; of a file that was erased
    nothing but its id is left.
    """

    ms: int
    author: str
    pc: str
    what: str
    subject: bytes
    record: bytes | None
    detail: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for; what is left empty leaves nothing out.

    `author` is a whole name, `what` an act; `since_ms` counts, `until_ms` no longer does.
    """

    subject: bytes | None = None
    author: str = ""
    what: str = ""
    since_ms: int | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SeenPage:
    """Up to 100 lines, newest first; `older` is None where nothing older is known."""

    lines: tuple[Seen, ...]
    older: Mark | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Whose lines there are, and of which acts; `is_lead` says that colleagues' are among them."""

    authors: tuple[str, ...]
    acts: tuple[str, ...]
    is_lead: bool
