"""A mark that a file has one of, such as a hold: the one that stands, and writing it anew."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.records import Record
from app.forms import library
from app.ports import Reading, Session
from app.usecases.access.leasing import missing
from app.usecases.recording import FORM, accept


def standing(reading: Reading, kind: str, id: bytes) -> Record | None:
    """The mark with this id, if it is one of this kind."""
    found = reading.record(id)
    return found if found is not None and found.kind == kind else None


def write_anew(
    session: Session,
    kind: str,
    subject: bytes,
    id: bytes,
    stands: Record | None,
    answers: dict[str, Value],
) -> None:
    """Write the whole mark, over all that stood in it; None in `answers` takes a value out.

    Raises NotFound `records.no_such_file`, or FormRefused.
    """
    form = library.latest(kind)
    given = {name: value for name, value in answers.items() if value is not None}
    set_: dict[str, Value] = {**answers, **accept(session, form, given), FORM: form.reference}
    if stands is None:
        set_ = {name: value for name, value in set_.items() if value is not None}
    over = {} if stands is None else {name: stands.heads.get(name, ()) for name in set_}
    person = session.record(subject)
    if person is None:
        raise missing(session, subject, "records.no_such_file")
    session.save([Edit(kind, subject, id, set_, over)], space=person.space)
