"""Say of two files that they are one person's, or that they are not, and take either back."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.joining import LEADS, OTHER, SAME, Joined, owner, pair_id
from app.domain.masking import OTHER_PERSON
from app.errors import NotFound, Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.access.veiling import closed_files, require_open
from app.usecases.person.same_files import files_of as files_of
from app.usecases.person.same_files import said_by
from app.usecases.recording import FORM, accept, require_file


def shown_files(reading: Reading, subject: bytes) -> Joined:
    """The files of one person that this reader may see now; of a closed one no other."""
    whole, closed = files_of(reading, subject), closed_files(reading)
    if not whole.parts or subject in closed:
        return Joined(subject)
    left = [each for each in whole.files if each not in closed]
    return Joined(left[0], tuple(left[1:]))


def leads(reading: Reading) -> dict[bytes, bytes]:
    """For each file that is shown as a part of another the one in front, as this reader sees it."""
    numbers = reading.list_ids(SAME)
    states = reading.states(numbers) if numbers else []
    touched = {each.subject for each in states if each.fields.get(SAME) != "no"}
    found: dict[bytes, bytes] = {}
    for subject in touched:
        if subject not in found:
            whole = shown_files(reading, subject)
            found |= dict.fromkeys(whole.files, whole.lead)
    return {part: lead for part, lead in found.items() if part != lead}


def all_shown(reading: Reading) -> list[list[bytes]]:
    """The files of each person with several, the one in front first, as this reader sees them."""
    fronts = sorted(set(leads(reading).values()))
    return [list(shown_files(reading, each).files) for each in fronts]


def join(session: Session, part: bytes, into: bytes) -> None:
    """From now on both files show as one, `into` in front; nothing in them moves.

    Raises NotFound `records.no_such_file`; Refused `joining.same_file`, `joining.joined_already`,
    `joining.other_space`, `joining.one_is_sensitive`, `joining.of_two_people` where one names the
    other as the other person's, or `access.glass_needed`.
    """
    if part == into:
        raise Refused("joining.same_file")
    marks = session.guards()
    _require_both(session, part, into)
    if (part in marks) != (into in marks):
        raise Refused("joining.one_is_sensitive")
    if into in files_of(session, part).files:
        raise Refused("joining.joined_already")
    if _are_of_two(session, part, into):
        raise Refused("joining.of_two_people")
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
        pair = said_by(record)
        if pair is not None and pair.is_same:
            _say(session, pair.one, pair.other, is_same=False, leads=None)
    left = [each for each in whole.files if each != part]
    for subject in left[1:]:
        if subject not in files_of(session, left[0]).files:
            _say(session, left[0], subject, is_same=True, leads=left[0])


def tell_apart(session: Session, one: bytes, other: bytes) -> None:
    """Remember that two files that look alike are of two people.

    Raises NotFound `records.no_such_file`; Refused `joining.same_file`, `joining.other_space`,
    `joining.are_joined` or `access.glass_needed`.
    """
    if one == other:
        raise Refused("joining.same_file")
    _require_both(session, one, other)
    if other in files_of(session, one).files:
        raise Refused("joining.are_joined")
    keep_apart(session, one, [other])


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
    pairs = [said_by(each) for each in reading.pairs(subject)]
    return frozenset(each.beside(subject) for each in pairs if each and not each.is_same)


def _require_both(session: Session, one: bytes, other: bytes) -> None:
    """Both are here, open, and in one space."""
    for subject in (one, other):
        require_file(session, subject)
        require_open(session, subject)
    if _space_of(session, one) != _space_of(session, other):
        raise Refused("joining.other_space")


def _are_of_two(reading: Reading, one: bytes, other: bytes) -> bool:
    """Whether a file among theirs says that another is the other person's."""
    files = {*files_of(reading, one).files, *files_of(reading, other).files}
    named = {each.hex() for each in files}
    links = [link for each in files for link in reading.of_file(each, OTHER_PERSON)]
    told = [link.fields.get("file") for link in links]
    told += [each.value for link in links for each in link.clashes.get("file", ())]
    return any(isinstance(each, str) and each in named for each in told)


def _is_known(reading: Reading, one: bytes, other: bytes) -> bool:
    return any(each.id == pair_id(one, other) for each in reading.pairs(one))


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
