"""Records as people meet them: their present fields, and the versions still to be settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.encoding import Value


class SyncState(StrEnum):
    """Where a record is, in the three facts that may be claimed."""

    ONLY_HERE = "only_here"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileState:
    """How a whole file stands: when anything in it changed (ms), whether all was received."""

    changed_ms: int
    sync: SyncState
    has_clash: bool


FileStates = Mapping[bytes, FileState]
"""How files stand, by whom they are about."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a record has come, as receipts and others' own marks and entries say.

    `since_ms` is when the oldest change was made that no receipt is held for, 0 if there is none;
    `why` the code for which one was refused. It is known to be on `on_pcs` of the space's `of_pcs`
    PCs, this one and the person's others among them.
    """

    since_ms: int = 0
    why: str = ""
    on_pcs: int = 1
    of_pcs: int = 1


@dataclass(frozen=True, slots=True)
class Version:
    """One head of a field: what was set, by whom, when (ms since 1970 on that PC's clock).

    `pc` is empty where its PC has no name yet; `is_here` says that it was this vault's own.
    """

    change: bytes
    value: Value
    author: str
    at_ms: int
    pc: str = ""
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record's present state.

    `id` has 16 bytes, or 32 for an immutable record. `fields` holds the value shown for each
    field that is not null; `clashes` all versions of each field that a person has to settle;
    `heads` the head ids of every field, null ones too: what an edit names in `over`.
    `seen_by` counts colleagues' devices known to have it. `apart` is the name of its space where
    that is another than the vault's home, whose files are not everyone's of the team.
    """

    id: bytes
    kind: str
    subject: bytes
    space: bytes | None
    fields: Mapping[str, Value]
    clashes: Mapping[str, tuple[Version, ...]]
    heads: Mapping[str, tuple[bytes, ...]]
    author: str
    created_ms: int
    changed_ms: int
    is_away: bool
    sync: SyncState
    seen_by: int
    reach: Reach = Reach()
    apart: str = ""

    @property
    def is_immutable(self) -> bool:
        """Whether nothing can be set on it; a correction names it instead."""
        return len(self.id) == 32


@dataclass(frozen=True, slots=True)
class State:
    """The values shown of the record with this row number, and nothing else of it."""

    number: int
    subject: bytes
    fields: Mapping[str, Value]
    has_clash: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a search met, with the words around the match."""

    record: Record
    snippet: str
