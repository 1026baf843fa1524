"""What would become of the rows of a spreadsheet, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.domain.importing import Fate, Planned
from app.domain.people import reference
from app.errors import FormRefused
from app.forms import library
from resources.words import sentence
from ui.forms.problems import SENTENCES

_FATES = {
    Fate.NEW_FILE: "a new file",
    Fate.ADDED: "into the file of row {first}",
    Fate.KNOWN: "taken in before",
    Fate.ALIKE: "will be added to {reference}, or opens a new file",
}
_SEVERAL = "looks like several people: {references}. It can only open a new file"
_IN_A_SHEET = {
    "ods_code": "Neither the name nor the code of a place that is known here. Write its code",
}
_COUNTS = {
    Fate.NEW_FILE: ("opens a new file", "open new files"),
    Fate.ADDED: ("goes into the file of another row", "go into the file of another row"),
    Fate.ALIKE: ("looks like somebody here", "look like somebody here"),
    Fate.KNOWN: ("was taken in before", "were taken in before"),
    Fate.REFUSED: ("cannot be taken in", "cannot be taken in"),
}


def summary(planned: Sequence[Planned]) -> str:
    """How many rows become what."""
    counts = Counter(each.fate for each in planned)
    told = [
        f"{count} {_COUNTS[fate][count != 1]}" for fate in Fate if (count := counts.get(fate, 0))
    ]
    return ", ".join(told) + "." if told else "There are no rows."


def lines(planned: Sequence[Planned], kind: str) -> Iterator[str]:
    """A line for each row, those that cannot be taken in first, with every reason."""
    for each in sorted(planned, key=lambda row: (row.fate is not Fate.REFUSED, row.number)):
        if each.fate is Fate.REFUSED:
            yield f"Row {each.number}: {'; '.join(_problems(each, each.problems, kind))}"
        else:
            alike = reference(each.alike[0].subject) if each.alike else ""
            told = _FATES[each.fate].format(first=each.first, reference=alike)
            if each.are_several:
                references = ", ".join(reference(row.subject) for row in each.alike)
                told = _SEVERAL.format(references=references)
            yield f"Row {each.number}: {told}{_beside(each, kind)}"


def _beside(row: Planned, kind: str) -> str:
    """What the file that is here gains or keeps, and why the row cannot be added to it."""
    told = ""
    if row.fills:
        told += f"; the file gains: {', '.join(_label(name, kind) for name in row.fills)}"
    if row.name_stays:
        told += "; the name there stays as it is"
    if row.unlike:
        told += f"; cannot be added: {'; '.join(_problems(row, row.unlike, kind))}"
    return told


def _label(name: str, kind: str) -> str:
    fields = (library.latest(kind).field(name), library.latest("person").field(name))
    return next((each.label for each in fields if each is not None), name)


def _problems(row: Planned, problems: Mapping[str, str], kind: str) -> Iterator[str]:
    for name, problem in problems.items():
        label = _label(name, kind)
        column = row.columns.get(name)
        where = f"{label} (column {column})" if column else label
        told = _IN_A_SHEET.get(problem) or SENTENCES.get(problem)
        told = told or sentence(FormRefused({name: problem}))
        yield f"{where}: {told.removesuffix('.')}"
