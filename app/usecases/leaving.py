"""The gate: on what grounds something leaves the program, to whom, and the pass for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from app.domain.careful import care
from app.domain.encoding import Value
from app.domain.leaving import Finding, Known, Pass, address_words, day_words, look
from app.domain.people_named import Named
from app.domain.records import Record
from app.domain.telephone import as_digits, numbers
from app.errors import FormRefused, Refused
from app.forms.conversion import text_problem
from app.forms.gate_rules import gate_rules, ordinary_words
from app.forms.lists import load_list
from app.forms.nicknames import load_nicknames
from app.forms.numbers import own_numbers
from app.ports import Reading, Session
from app.usecases import joining
from app.usecases.contacting import require_not_held
from app.usecases.files import answers_of
from app.usecases.kept_words import MUST_NOT_KNOW, kept_words
from app.usecases.leasing import require_read
from app.usecases.veiling import require_open

RECIPIENTS = "recipients"
_SCOPE = "consent_scope"
_MOST_REASON = 500
_MOST_RECIPIENT = 100
_PEOPLE = frozenset({"other_person", "child", MUST_NOT_KNOW})
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
    agreed = {code: "not_asked" for code in load_list(RECIPIENTS).codes}
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


def known_of(reading: Reading, subject: bytes) -> Known:
    """What this vault knows that must not leave with a text about this person by chance."""
    files = joining.shown_files(reading, subject).files
    rules, own, others = gate_rules(), set(), []
    own_names: list[str] = []
    for file, fields in reading.fields_of("person"):
        names = tuple(_names(fields))
        if file in files:
            own.add(str(fields.get("nhs_number")))
            own_names += names
        elif names:
            others.append(Named("someone_else", names))
    places = [
        ("where_now", place)
        for file in files
        for each in reading.records_of(file)
        if each.kind == "identification" and isinstance(place := each.fields.get("where_now"), str)
    ]
    known = Known(
        words=tuple(places),
        own=frozenset(own),
        people=tuple(others),
        own_names=tuple(own_names),
        service_numbers=rules.numbers | local_digits(),
        service_domains=rules.domains,
        short_names=load_nicknames(),
        ordinary=ordinary_words(),
    )
    for file in files:
        known = _with_kept(known, kept_words(reading, file))
    return known


def local_digits() -> frozenset[str]:
    """The digits of the numbers that the team rings, which may stand in any document."""
    told = " \n".join(own_numbers().values())
    return frozenset(digits for _, digits, _ in numbers(told))


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
    seen = ", ".join(f"{count} {what}" for what, count in sorted(found.items())) or "nothing"
    detail = f"{grounds.recipient}; consent {agreed}; found {seen}; {_in_line(grounds.reason)}"
    session.note_access("exported", record.subject, record=record.id, detail=detail)
    return Pass(digest)


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
    problems = {
        name: problem
        for name, words, most in (
            ("recipient", grounds.recipient, _MOST_RECIPIENT),
            ("reason", grounds.reason, _MOST_REASON),
        )
        if (problem := text_problem(words, most=most)) is not None
    }
    if problems:
        raise FormRefused(problems)
    detail = f"{_in_line(grounds.recipient)}; {what}; {_in_line(grounds.reason)}"
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
    problem = text_problem(grounds.reason, most=_MOST_REASON)
    if problem is not None:
        raise FormRefused({"reason": problem})


def require_fit(recipient: str, found: Iterable[str]) -> None:
    """Raise Refused `leaving.never_to_them` if one of these kinds never goes to this recipient."""
    barred = gate_rules().of(recipient).never & set(found)
    if barred:
        labels, kinds = load_list(RECIPIENTS), load_list("leaving_findings")
        named = sorted(kinds.label(each).lower() for each in barred)
        raise Refused("leaving.never_to_them", who=labels.label(recipient), what=", ".join(named))


def _with_kept(known: Known, pairs: Iterable[tuple[str, str]]) -> Known:
    """With what the file keeps of ways to reach the person, and of who belongs to it.

    `pairs` are a kind and a text: a number, an address, a code word, or a name.
    """
    words, people, sought = list(known.words), list(known.people), list(known.numbers)
    for what, text in pairs:
        if what == "code_word":
            words.append(("own_code_word", text))
        elif what.endswith("_at"):
            words.append((what.removesuffix("_at"), text))
        elif what.endswith("_born"):
            with suppress(ValueError):
                words += day_words(what.removesuffix("_born"), date.fromisoformat(text))
        elif digits := as_digits(text):
            sought.append((what, digits))
        elif what in _PEOPLE and not any(each.isdigit() for each in text):
            people.append(Named(what, (text,), is_near=True))
        else:
            words += address_words(what, text) or ((what, text),)
    return replace(known, words=tuple(words), people=tuple(people), numbers=tuple(sought))


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _names(fields: Mapping[str, Value]) -> Iterator[str]:
    """The name and the names known by, as a person's record holds them."""
    for name, value in fields.items():
        if (name == "name" or name.startswith("known_as/")) and isinstance(value, str):
            yield value


def _when(record: Record) -> tuple[str, int]:
    return str(record.fields.get("identified_at", "")), record.created_ms
