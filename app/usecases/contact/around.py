"""Who around somebody may know, and what of theirs is watched, read from all files of theirs."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.around import CONFIDANT, WATCHED, Around, around_of, somebody
from app.ports import Reading


def around_in(reading: Reading, files: Iterable[bytes]) -> Around:
    """What these files of one person say together; the careful side of what they say apart."""
    listed = list(files)
    return around_of(
        (
            somebody(each.id, each.fields.get(CONFIDANT), is_in_clash=CONFIDANT in each.clashes)
            for file in listed
            for each in reading.of_file(file, CONFIDANT)
        ),
        (each.fields for file in listed for each in reading.of_file(file, WATCHED)),
    )
