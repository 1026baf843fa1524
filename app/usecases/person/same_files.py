"""Which files here are one person's, as what stands about them says."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.joining import SAME, Joined, Pair, joined, pair_of
from app.domain.records import Record
from app.ports import Reading


def files_of(reading: Reading, subject: bytes) -> Joined:
    """The files here that are of one person with this one, and which of them is in front.

    One that is gone, or in another space, is left out, and does not lead.
    """
    pairs = _known_pairs(reading, subject)
    if not pairs:
        return Joined(subject)
    whole = joined(subject, pairs)
    here = _together(reading, subject, whole.files)
    if here.issuperset(whole.files):
        return whole
    lead = whole.lead if whole.lead in here else min(here)
    return Joined(lead, tuple(sorted(here - {lead})))


def paired_files(reading: Reading) -> frozenset[bytes]:
    """Every file of which anything says that another is, or is not, of the same person."""
    pairs = map(said_by, reading.rows(reading.list_ids(SAME)))
    return frozenset(file for pair in pairs if pair for file in (pair.one, pair.other))


def said_by(record: Record) -> Pair | None:
    """What a record says of two files; None for one that says nothing."""
    return pair_of(record.id, record.subject, record.fields)


def _known_pairs(reading: Reading, subject: bytes) -> list[Pair]:
    """What stands about this file, those it is one with, and so on."""
    found: list[Pair] = []
    met, waiting = {subject}, [subject]
    while waiting:
        at = waiting.pop()
        for record in reading.pairs(at):
            pair = said_by(record)
            if pair is None or not pair.is_same:
                continue
            found.append(pair)
            other = pair.beside(at)
            if other not in met:
                met.add(other)
                waiting.append(other)
    return found


def _together(reading: Reading, subject: bytes, files: Sequence[bytes]) -> set[bytes]:
    """The file and those among the others that are here and in its space."""
    people = [each for each in reading.records(files) if each.kind == "person"]
    spaces = {each.subject: each.space for each in people if not each.is_away}
    space = spaces.get(subject)
    return {subject, *(each for each, its in spaces.items() if its == space)}
