"""A file's timeline: what was recorded, by whom, and where each item is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.encoding import Value
from app.domain.parcels import Carrier
from app.domain.people import PersonRow
from app.domain.records import Reach, SyncState
from app.domain.travel import Travel


@dataclass(frozen=True, slots=True)
class Item:
    """One record on the timeline.

    `at_ms` is when it happened, else when it was written. `lines` are (label, text) with the
    labels fact, said and opinion. `answers` are the record's own, its outcome worked out.
    `corrects` is the note it corrects; `error` why it was entered in error, if it was.
    `travel` is where an attachment's content is, None where nobody looked. `state` is where a
    referral is, a code of `referral_states`. `file` is where it stands, of a person's files;
    `form` the version of the form that asked it. `carrier` is the PC that a referral waits on which
    was not sent yet, `is_untold` says that its answer cannot reach who referred. `came_from` is
    the team that saw or wrote what came with a referral, empty for all that is our own.
    """

    id: bytes
    kind: str
    at_ms: int
    author: str
    lines: tuple[tuple[str, str], ...]
    answers: Mapping[str, Value]
    corrects: bytes | None
    error: str | None
    sync: SyncState
    seen_by: int
    has_clash: bool
    reach: Reach = Reach()
    travel: Travel | None = None
    state: str = ""
    file: bytes = b""
    form: str = ""
    carrier: Carrier | None = None
    is_untold: bool = False
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """What another file of the same person says of who they are: the field, the words, the file."""

    field: str
    words: str
    reference: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """All that the person page shows; items newest first.

    `parts` are the other files of the same person, whose items are among them; `differing` what
    their own records say otherwise than the one in front, each with its file's reference.
    """

    person: PersonRow
    items: tuple[Item, ...]
    parts: tuple[PersonRow, ...] = ()
    differing: tuple[Differing, ...] = ()
