"""Two files of one person: what says so, and which files it makes one.

That two files are one person's, or that they are not, is one record for each pair. Nothing in the
files moves, so it can be taken back; whoever said it first or twice, on whichever PC, the same
records give the same files together, and the same one of them in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.domain.encoding import Value

SAME = "same_person"
"""The kind of such a record, and its field that says yes or no."""
OTHER, LEADS = "other", "leads"
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands about two files; `one` is the one that the record belongs to."""

    one: bytes
    other: bytes
    is_same: bool
    leads: bytes

    @property
    def follows(self) -> bytes:
        """The one of both that is shown as a part of the other."""
        return self.one if self.leads == self.other else self.other

    def beside(self, subject: bytes) -> bytes:
        """The other one of both."""
        return self.other if subject == self.one else self.one


@dataclass(frozen=True, slots=True)
class Joined:
    """The files of one person: the one in front, then the others; one alone is joined to none."""

    lead: bytes
    parts: tuple[bytes, ...] = ()

    @property
    def files(self) -> tuple[bytes, ...]:
        """All of them."""
        return (self.lead, *self.parts)


def pair_id(one: bytes, other: bytes) -> bytes:
    """The id of the record about two files: the same on every PC, whichever is named first."""
    return sha256(b"yarrow/same-person/v1" + b"".join(sorted((one, other)))).digest()[:_ID_BYTES]


def owner(one: bytes, other: bytes) -> bytes:
    """In which of two files the record about both stands."""
    return min(one, other)


def pair_of(id: bytes, subject: bytes, fields: Mapping[str, Value]) -> Pair | None:
    """What a record says; None for one that names no other file or stands in the wrong place.

    Only a plain no keeps files apart: what cannot be read shows them together, which shows more of
    the danger there is.
    """
    other, leads = _id(fields.get(OTHER)), _id(fields.get(LEADS))
    if other is None or owner(subject, other) != subject or pair_id(subject, other) != id:
        return None
    is_same = fields.get(SAME) not in ("no", None)
    return Pair(subject, other, is_same, other if leads == other else subject)


def joined(subject: bytes, pairs: Iterable[Pair]) -> Joined:
    """The files that are of one person with this one, by these pairs."""
    return _ordered(_reached(subject, [pair for pair in pairs if pair.is_same]), pairs)


def all_joined(pairs: Sequence[Pair]) -> list[Joined]:
    """Every person with several files."""
    same = [pair for pair in pairs if pair.is_same]
    found: list[Joined] = []
    met: set[bytes] = set()
    for pair in same:
        if pair.one not in met:
            files = _reached(pair.one, same)
            met |= files
            found.append(_ordered(files, same))
    return found


def _reached(subject: bytes, same: Sequence[Pair]) -> set[bytes]:
    beside: dict[bytes, set[bytes]] = {}
    for pair in same:
        beside.setdefault(pair.one, set()).add(pair.other)
        beside.setdefault(pair.other, set()).add(pair.one)
    reached, waiting = {subject}, [subject]
    while waiting:
        new = beside.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _ordered(files: set[bytes], pairs: Iterable[Pair]) -> Joined:
    """In front is who follows nobody; of several, or of a circle, the one with the least id."""
    following = {pair.follows for pair in pairs if pair.is_same and pair.one in files}
    lead = min(files - following or files)
    return Joined(lead, tuple(sorted(files - {lead})))


def _id(value: Value) -> bytes | None:
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return None
    return found if len(found) == _ID_BYTES else None
