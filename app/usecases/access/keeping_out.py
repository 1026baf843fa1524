"""Keep a colleague out of a file, let her in again, and tell a lead who is on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.keeping_out import KEPT_FROM, LET_IN, SEEN, TURNED_AWAY, Colleague, Linked
from app.errors import NotFound, Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases import editing
from app.usecases.access.veiling import require_open
from app.usecases.recording import FORM, accept, require_file


@dataclass(frozen=True, slots=True)
class ToSee:
    """What a lead is told of: a file, and who is kept out of it or works on both sides."""

    about: bytes
    subject: bytes
    since_ms: int
    kept_out: tuple[str, ...]
    on_both: tuple[str, ...]


def colleagues(reading: Reading, subject: bytes) -> list[Colleague]:
    """Who can be kept out of a file: everyone else of its space."""
    person = editing.find(reading, subject)
    return reading.colleagues(person.space)


def keep_out(session: Session, subject: bytes, worker: str, *, because: str, why: str) -> None:
    """Keep a colleague out of a file from now on, whatever she did in it before.

    `worker` is her id in hex. Raises NotFound `records.no_such_file` or `access.no_such_colleague`,
    Refused `access.glass_needed`, or FormRefused.
    """
    require_file(session, subject)
    require_open(session, subject)
    if worker not in {each.author for each in colleagues(session, subject)}:
        raise NotFound("access.no_such_colleague")
    answers: dict[str, Value] = {"worker": worker, "because": because, "why": why}
    _save(session, KEPT_FROM, subject, answers)


def let_in(session: Session, subject: bytes, worker: str, *, why: str) -> None:
    """Let a colleague in again whom somebody kept out; a lead alone may.

    Raises Refused `access.lead_lets_in`, NotFound `access.no_such_colleague` for one whom nobody
    kept out, or FormRefused. Whom the link to her other case keeps out is not let in.
    """
    require_open(session, subject)
    person = editing.find(session, subject)
    if not session.standing(person.space).is_lead:
        raise Refused("access.lead_lets_in")
    kept = [each for each in kept_out_of(session, subject) if each.worker.author == worker]
    decided = [each for each in kept if len(each.about) == 32]
    if not decided:
        raise NotFound("access.no_such_colleague")
    for each in decided:
        _save(session, LET_IN, subject, {"kept": each.about.hex(), "why": why})


def kept_out_of(reading: Reading, subject: bytes) -> list[Linked]:
    """Who is kept out of a file now."""
    return [each for each in reading.linked() if each.subject == subject and each.is_kept_out]


def waiting(reading: Reading) -> Iterator[ToSee]:
    """For a lead: each link or decision that no lead has seen, with whom it concerns."""
    found: dict[bytes, list[Linked]] = {}
    for each in reading.linked():
        if not each.is_seen and not each.is_me and reading.standing(each.space).is_lead:
            found.setdefault(each.about, []).append(each)
    for about, linked in found.items():
        names = [(each.worker.name, each.is_kept_out) for each in linked]
        yield ToSee(
            about,
            linked[0].subject,
            linked[0].since_ms,
            tuple(dict.fromkeys(name for name, is_out in names if is_out)),
            tuple(dict.fromkeys(name for name, is_out in names if not is_out)),
        )


def see(session: Session, about: bytes) -> None:
    """Say as a lead that one knows of it; raises NotFound `records.no_such_record`."""
    linked = [each for each in session.linked() if each.about == about and not each.is_me]
    if not linked or not session.standing(linked[0].space).is_lead:
        raise NotFound("records.no_such_record")
    for each in linked:
        answers: dict[str, Value] = {"about": about.hex(), "worker": each.worker.author}
        _save(session, SEEN, each.subject, answers)


def note_turned_away(session: Session, subject: bytes) -> None:
    """Write down that somebody who is kept out asked for the file: it travels to the leads."""
    session.note_access(TURNED_AWAY, subject, record=None, detail="")


def _save(session: Session, kind: str, subject: bytes, answers: dict[str, Value]) -> None:
    form = library.latest(kind)
    person = session.record(subject)
    space = None if person is None else person.space
    stored: dict[str, Value] = {**accept(session, form, answers), FORM: form.reference}
    session.save([Edit(kind, subject, None, stored, {})], space=space)
