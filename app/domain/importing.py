"""What becomes of the rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.encoding import Value
from app.domain.people import PersonRow


class Fate(StrEnum):
    """What becomes of a row."""

    NEW_FILE = "new_file"
    ADDED = "added"
    """It goes into the file of a row before it, of the same person."""
    ALIKE = "alike"
    """Its person looks like one who has a file: somebody has to say."""
    KNOWN = "known"
    """It was taken in before."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """One row: its line in the file, what would become of it, and why not, answer by answer.

    `first` is the number of the row whose file it goes into, its own for a new file. `alike` are
    those with files, the likeliest first. `columns` gives the heading of each answer. `unlike` is
    why it cannot be added to the likeliest of them, `fills` the answers that the file would gain,
    and `name_stays` that it has the name in another way, which is kept. `are_several` says that
    `alike` are several people, of whom nobody but a person can say which is meant.
    """

    number: int
    key: str
    fate: Fate
    about: Mapping[str, Value]
    answers: Mapping[str, Value]
    first: int
    alike: tuple[PersonRow, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    unlike: Mapping[str, str] = field(default_factory=dict)
    fills: tuple[str, ...] = ()
    name_stays: bool = False
    are_several: bool = False
