"""Say of two files that they are one person's, or that they are not, and take either back."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.joining import LEADS, OTHER, SAME, Joined, Pair, joined, owner, pair_id, pair_of
from app.domain.records import Record
from app.errors import NotFound, Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.recording import FORM, accept, require_file
from app.usecases.veiling import require_open


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


def join(session: Session, part: bytes, into: bytes) -> None:
    """From now on both files show as one, `into` in front; nothing in them moves.

    Raises NotFound `records.no_such_file`; Refused `joining.same_file`, `joining.joined_already`,
    `joining.other_space`, `joining.one_is_sensitive` or `access.glass_needed`.
    """
    if part == into:
        raise Refused("joining.same_file")
    spaces, marks = set(), session.guards()
    for subject in (part, into):
        require_file(session, subject)
        require_open(session, subject)
        spaces.add(_space_of(session, subject))
    if len(spaces) > 1:
        raise Refused("joining.other_space")
    if (part in marks) != (into in marks):
        raise Refused("joining.one_is_sensitive")
    if into in files_of(session, part).files:
        raise Refused("joining.joined_already")
    _say(session, part, into, is_same=True, leads=into)


def take_out(session: Session, part: bytes) -> None:
    """This file is of a person of its own again; the others of that person stay together.

    Raises NotFound `records.no_such_file`, or Refused `joining.not_joined` or
    `access.glass_needed`.
    """
    require_file(session, part)
    whole = files_of(session, part)
    if not whole.parts:
        raise Refused("joining.not_joined")
    for subject in whole.files:
        require_open(session, subject)
    for record in session.pairs(part):
        pair = _pair(record)
        if pair is not None and pair.is_same:
            _say(session, pair.one, pair.other, is_same=False, leads=None)
    left = [each for each in whole.files if each != part]
    for subject in left[1:]:
        if subject not in files_of(session, left[0]).files:
            _say(session, left[0], subject, is_same=True, leads=left[0])


def keep_apart(session: Session, subject: bytes, others: Sequence[bytes]) -> None:
    """Remember that somebody looked at these files and said that they are other people's.

    Files of another space are left out: what is remembered would name them there.
    """
    space = _space_of(session, subject)
    for other in others:
        if other == subject or session.record(other) is None:
            continue
        if _space_of(session, other) == space and not _is_known(session, subject, other):
            _say(session, subject, other, is_same=False, leads=None)


def said_apart(reading: Reading, subject: bytes) -> frozenset[bytes]:
    """The files that somebody said are other people's than this one."""
    pairs = [_pair(each) for each in reading.pairs(subject)]
    return frozenset(each.beside(subject) for each in pairs if each and not each.is_same)


def _known_pairs(reading: Reading, subject: bytes) -> list[Pair]:
    """What stands about this file, those it is one with, and so on."""
    found: list[Pair] = []
    met, waiting = {subject}, [subject]
    while waiting:
        at = waiting.pop()
        for record in reading.pairs(at):
            pair = _pair(record)
            if pair is None or not pair.is_same:
                continue
            found.append(pair)
            other = pair.beside(at)
            if other not in met:
                met.add(other)
                waiting.append(other)
    return found


def _is_known(reading: Reading, one: bytes, other: bytes) -> bool:
    return any(each.id == pair_id(one, other) for each in reading.pairs(one))


def _together(reading: Reading, subject: bytes, files: Sequence[bytes]) -> set[bytes]:
    """The file and those among the others that are here and in its space."""
    people = [each for each in reading.records(files) if each.kind == "person"]
    spaces = {each.subject: each.space for each in people if not each.is_away}
    space = spaces.get(subject)
    return {subject, *(each for each, its in spaces.items() if its == space)}


def _pair(record: Record) -> Pair | None:
    return pair_of(record.id, record.subject, record.fields)


def _say(session: Session, one: bytes, other: bytes, *, is_same: bool, leads: bytes | None) -> None:
    """Write down what two files are to each other, over all that stood about them."""
    subject, id = owner(one, other), pair_id(one, other)
    form = library.latest(SAME)
    answers: dict[str, Value] = {
        SAME: "yes" if is_same else "no",
        OTHER: (other if subject == one else one).hex(),
    }
    if leads is not None:
        answers[LEADS] = leads.hex()
    set_: dict[str, Value] = {**accept(session, form, answers), FORM: form.reference}
    stands = session.record(id)
    over = {} if stands is None else {name: stands.heads.get(name, ()) for name in set_}
    session.save([Edit(SAME, subject, id, set_, over)], space=_space_of(session, subject))


def _space_of(session: Reading, subject: bytes) -> bytes | None:
    person = session.record(subject)
    if person is None:
        raise NotFound("records.no_such_file")
    return person.space
