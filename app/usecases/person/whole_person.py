"""The page of a person with several files: one in front, the items of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.people import PersonRow
from app.domain.timeline import Differing, FilePage
from app.ports import Reading
from app.usecases.person import files, joining


def page(reading: Reading, subject: bytes, *, today: date) -> FilePage:
    """The page of the file, or of the one in front where it is joined with others.

    Everything recorded in any of them is on it, as it is in its own file. What the files say of
    the person otherwise than the one in front does stands beside it. Raises NotFound
    `records.no_such_file`.
    """
    whole = joining.shown_files(reading, subject)
    front = files.page(reading, whole.lead, today=today)
    if not whole.parts:
        return front
    others = [files.page(reading, each, today=today) for each in whole.parts]
    items = (item for each in (front, *others) for item in each.items)
    return replace(
        front,
        items=tuple(sorted(items, key=lambda item: (item.at_ms, item.id), reverse=True)),
        parts=tuple(each.person for each in others),
        differing=tuple(
            differing for each in others for differing in _differing(front.person, each.person)
        ),
    )


def _differing(front: PersonRow, other: PersonRow) -> Iterator[Differing]:
    """What the other one says that is neither blank nor the same."""
    born, before = other.date_of_birth, front.date_of_birth
    told = (
        ("name", other.name, front.name),
        ("date_of_birth", str(born or ""), str(before or "")),
        ("nhs_number", other.nhs_number, front.nhs_number),
        ("pronouns", other.pronouns, front.pronouns),
    )
    for field, words, in_front in told:
        if words.strip() and words != in_front:
            yield Differing(field, words, other.reference)
