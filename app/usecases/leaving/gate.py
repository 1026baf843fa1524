"""The gate: on what grounds something leaves the program, to whom, and the pass for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.domain.careful import care
from app.domain.leaving import Finding, Pass, counted, look
from app.domain.records import Record
from app.errors import FormRefused, Refused
from app.forms.conversion import text_problem
from app.forms.gate_rules import gate_rules
from app.forms.lists import load_list
from app.ports import Reading, Session
from app.usecases.access.leasing import require_read
from app.usecases.access.veiling import require_open
from app.usecases.contact.contacting import require_not_held
from app.usecases.leaving.known_words import known_of as known_of
from app.usecases.leaving.known_words import local_digits as local_digits
from app.usecases.person import joining
from app.usecases.person.files import answers_of

RECIPIENTS = "recipients"
NOT_ASKED = "not_asked"
_SCOPE = "consent_scope"
_AGREED = frozenset({"yes", "overridden"})
_MOST_REASON = 500
_MOST_RECIPIENT = 100
_ON_NO_LIST = "on no list"
_OWN_RECORD = "copied for their own record; found nothing; a note put together from codes"


@dataclass(frozen=True, slots=True)
class Grounds:
    """To whom (a code of `recipients`), and why in the person's own words."""

    recipient: str
    reason: str


def consents(reading: Reading, subject: bytes) -> dict[str, str]:
    """For each recipient what was agreed last: yes, no, not_asked or overridden.

    Where files of one person say otherwise the careful side counts, not the newest: that they were
    joined allows nothing. Raises Refused `leaving.consent_in_clash` while two versions of it stand
    side by side.
    """
    agreed = {code: NOT_ASKED for code in load_list(RECIPIENTS).codes}
    said: dict[str, str] = {}
    for file in joining.shown_files(reading, subject).files:
        for code, value in _agreed_in(reading, file).items():
            said[code] = max(value, said.get(code, value), key=lambda each: care("consent", each))
    return agreed | said


def _agreed_in(reading: Reading, file: bytes) -> dict[str, str]:
    """What was agreed last in one file, as far as it was asked."""
    asked = [each for each in reading.records_of(file) if each.kind == "identification"]
    if any(_SCOPE in each.clashes for each in asked):
        raise Refused("leaving.consent_in_clash")
    agreed: dict[str, str] = {}
    for scope in (answers_of(each).get(_SCOPE) for each in sorted(asked, key=_when)):
        if isinstance(scope, Mapping):
            agreed |= {str(code): str(value) for code, value in scope.items()}
    return agreed


def sorted_for(
    findings: Iterable[Finding], recipient: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What has to be judged before it goes to a recipient, and what they may know anyhow."""
    return gate_rules().sorted_for(findings, recipient)


def grant(
    session: Session, record: Record, grounds: Grounds, *, digest: str, found: Mapping[str, int]
) -> Pass:
    """The pass for bytes with this SHA-256 (hex), with its line in the access log.

    `found` counts what was found in them. The line stands before anything leaves: what then
    fails to be written was at least meant to. Raises FormRefused for `recipient` or `reason`, and
    Refused as `consents` does, `leaving.never_to_them` for what this recipient never gets,
    `leaving.contact_held` while contact is held, `access.glass_needed` for a sensitive file that is
    closed, and `lease.hidden` for one of which this PC does not show everything now.
    """
    require(grounds)
    require_fit(grounds.recipient, found)
    require_read(session, record.subject)
    require_open(session, record.subject)
    require_not_held(session, record.subject)
    agreed = consents(session, record.subject)[grounds.recipient]
    detail = _detail(grounds, agreed, found)
    session.note_access("exported", record.subject, record=record.id, detail=detail)
    return Pass(digest)


def look_into_file(
    reading: Reading,
    subject: bytes,
    text: str,
    *,
    recipient: str,
    is_of_many: bool,
    is_agreed_only: bool = False,
) -> dict[str, int]:
    """What was found in all that a file would give this recipient; raises what stands in the way.

    `recipient` may be on no list. Of a file among many nobody who has another one is looked for:
    no rule bars that, and all go to the same place. Raises as `grant` does, and Refused
    `leaving.said_no` where the person said no to this recipient and many files are asked for, and
    with `is_agreed_only` `leaving.not_asked` where nobody said yes nor overrode a no.
    """
    require_read(reading, subject)
    require_open(reading, subject)
    require_not_held(reading, subject)
    agreed = consents(reading, subject).get(recipient, NOT_ASKED)
    if agreed == "no" and is_of_many:
        raise Refused("leaving.said_no")
    if agreed not in _AGREED and is_agreed_only:
        raise Refused("leaving.not_asked")
    known = known_of(reading, subject, with_others=not is_of_many)
    names_nobody = "themself" in gate_rules().of(recipient).never
    found = counted(look(text, known, is_about_nobody=names_nobody))
    require_fit(recipient, found)
    return found


def grant_files(
    session: Session,
    grounds: Grounds,
    found: Mapping[bytes, Mapping[str, int]],
    *,
    digest: str,
    is_of_many: bool,
) -> Pass:
    """The pass for whole files, with a line for each; `found` is what `look_into_file` gave.

    A line of many says of how many, so that a lead who reads one sees what it was. Raises
    FormRefused for `recipient` or `reason`, and Refused `leaving.changed` where something that bars
    a file came up since it was looked into.
    """
    require_words(grounds)
    lines = []
    for subject, counts in found.items():
        agreed = _still_agreed(session, subject, grounds.recipient, is_of_many=is_of_many)
        many = _of_how_many(len(found)) if is_of_many else ""
        lines.append((subject, None, _detail(grounds, agreed, counts, many)))
    session.note_accesses("exported", lines)
    return Pass(digest)


def _of_how_many(count: int) -> str:
    return f"one of {count} files" if count > 1 else "the only file"


def _still_agreed(session: Session, subject: bytes, recipient: str, *, is_of_many: bool) -> str:
    """What this person said about the recipient; what came between look and word bars it."""
    try:
        require_read(session, subject)
        require_open(session, subject)
        require_not_held(session, subject)
        agreed = consents(session, subject).get(recipient, NOT_ASKED)
    except Refused as error:
        raise Refused("leaving.changed") from error
    if agreed == "no" and is_of_many:
        raise Refused("leaving.changed")
    return agreed


def recipient_called(words: str) -> str:
    """The code of a recipient named by code or label; of whoever is on no list their own words."""
    recipients, typed = load_list(RECIPIENTS), _in_line(words).casefold()
    for each in recipients.entries:
        if typed in (each.code, each.label.casefold()):
            return each.code
    return _in_line(words)


def grant_figures(session: Session, grounds: Grounds, *, what: str, digest: str) -> Pass:
    """The pass for figures that name nobody, whose small numbers are hidden, with its line.

    Whoever gets them may be on no list: the recipient's own words stand in the log then. Raises
    FormRefused for `recipient` or `reason`.
    """
    require_words(grounds)
    detail = f"{_whom(grounds)}; {what}; {_in_line(grounds.reason)}"
    session.note_access("exported", b"", record=None, detail=detail)
    return Pass(digest)


def look_into_note(reading: Reading, text: str, *, subject: bytes | None) -> None:
    """Raise Refused `leaving.note_names` if a note for somebody's own record would tell too much.

    `subject` is the file it is about, None for somebody who has none yet.
    """
    if look(text, known_of(reading, subject or b"")):
        raise Refused("leaving.note_names")


def grant_note(session: Session, text: str, *, subject: bytes | None, record: bytes | None) -> Pass:
    """The pass for a note put together from codes, for the person's own record elsewhere.

    It was looked into before. No reason is asked for: it is always this one, and the line in the
    access log says so. Raises Refused `access.glass_needed` for a sensitive file that is closed.
    """
    if subject is not None:
        require_open(session, subject)
    session.note_access("exported", subject or b"", record=record, detail=_OWN_RECORD)
    return Pass(sha256(text.encode()).hexdigest())


def require(grounds: Grounds) -> None:
    """Raise FormRefused unless the recipient is on the list and the reason is words."""
    if grounds.recipient not in load_list(RECIPIENTS).codes:
        raise FormRefused({"recipient": "not_in_list"})
    problem = _problem(grounds.reason, most=_MOST_REASON)
    if problem is not None:
        raise FormRefused({"reason": problem})


def require_fit(recipient: str, found: Iterable[str]) -> None:
    """Raise Refused `leaving.never_to_them` if one of these kinds never goes to this recipient."""
    barred = gate_rules().of(recipient).never & set(found)
    if barred:
        labels, kinds = load_list(RECIPIENTS), load_list("leaving_findings")
        named = sorted(kinds.label(each).lower() for each in barred)
        who = labels.label(recipient) if recipient in labels.codes else _ON_NO_LIST
        raise Refused("leaving.never_to_them", who=who, what=", ".join(named))


def require_words(grounds: Grounds) -> None:
    """Raise FormRefused unless both are words; whoever gets it may be on no list."""
    problems = {
        name: problem
        for name, words, most in (
            ("recipient", grounds.recipient, _MOST_RECIPIENT),
            ("reason", grounds.reason, _MOST_REASON),
        )
        if (problem := _problem(words, most=most)) is not None
    }
    if problems:
        raise FormRefused(problems)


def _problem(words: str, *, most: int) -> str | None:
    """What is wrong with words that may not be left out."""
    problem = text_problem(words, most=most)
    return "words_needed" if problem == "blank_text" else problem


def _detail(grounds: Grounds, agreed: str, found: Mapping[str, int], many: str = "") -> str:
    seen = ", ".join(f"{count} {what}" for what, count in sorted(found.items())) or "nothing"
    parts = (_whom(grounds), f"consent {agreed}", f"found {seen}", many, _in_line(grounds.reason))
    return "; ".join(filter(None, parts))


def _whom(grounds: Grounds) -> str:
    """Without the sign that divides a line of the log: typed in, it would forge what comes next."""
    return _in_line(grounds.recipient).replace(";", ",")


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _when(record: Record) -> tuple[str, int]:
    return str(record.fields.get("identified_at", "")), record.created_ms
