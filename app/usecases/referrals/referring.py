"""Refer somebody: to our own team, to another one in Yarrow, or to a service outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.domain.changes import Edit
from app.domain.encoding import Value, encode
from app.domain.leaving import Finding, counted, look
from app.domain.parcels import Parcel, Team
from app.domain.people import reference
from app.domain.records import Record
from app.domain.referral import KIND, State, Way, way_of
from app.errors import FormRefused, Refused
from app.forms import fields, library
from app.forms.agreed import agreed
from app.forms.lists import load_list
from app.forms.outside import outside_places
from app.ports import Reading, Session
from app.usecases import recording
from app.usecases.access.veiling import require_open
from app.usecases.leaving import gate
from app.usecases.leaving.gate import Grounds
from app.usecases.person import joining
from app.usecases.person.files import answers_of, person_of
from app.usecases.recording import FORM
from app.usecases.referrals import states
from app.usecases.referrals.agreeing import OVERRIDDEN, YES, scope_edits
from app.usecases.referrals.content import Content, content_of
from app.usecases.referrals.team_kinds import known_kinds

TEAM_RECIPIENT = "service_team"
"""Under which recipient agreement to tell an IDVA team is asked."""
_BECAUSE = "referral"
_TEAM_ID = re.compile(r"[0-9a-f]{64}")
_ASKED = frozenset(
    {"reason", "urgency", "agreement", "conditions", "basis", "why_not_asked", "decided_by"}
    | {"risk_if_not", "risk_if_told", "person_told", "why_not_told", "review_on"}
    | {"referrer", "referrer_role", "referrer_place", "feed_back_by"}
)
"""What whoever refers says; where it stands and who has it is for those who answer it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: which way, to whom, which parts go, and the answers of the form.

    `team` is set for a team in Yarrow, `place` (a code of `outside_places`) for a service.
    """

    way: Way
    team: Team | None = None
    place: str = ""
    parts: frozenset[str] = frozenset()
    answers: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, before anyone has ticked: the content of all parts, what was agreed for each
    recipient, and what the check before leaving finds in it.

    `teams` stand in the order in which they are offered, `first` is the one to begin at, if any.
    `recipients` tells by a team's id as whom people agreed to it; it has none of a team of which no
    lead has said what it is.
    """

    content: Content
    consents: Mapping[str, str]
    findings: tuple[Finding, ...]
    teams: tuple[Team, ...]
    recipients: Mapping[bytes, str] = field(default_factory=dict)
    first: Team | None = None


def preview(reading: Reading, subject: bytes, identification: bytes | None) -> Preview:
    """Look through what a file would give.

    Raises NotFound `records.no_such_file`, Refused `access.glass_needed`,
    `leaving.consent_in_clash`.
    """
    person = person_of(reading, subject)
    require_open(reading, subject)
    content = content_of(reading, subject, identification, all_parts())
    found = findings(reading, subject, content)
    agreed = gate.consents(reading, subject)
    open_ = [
        each for each in reading.parcels.teams() if each.own == person.space and not each.is_closed
    ]
    if not open_:
        return Preview(content, agreed, found, ())
    known, refer_to_us = known_kinds(reading), who_refer(reading)
    place = str(content.answers.get("identification", {}).get("setting_type"))
    teams = known.in_order(open_, place=place, who_refer=refer_to_us)
    recipients = {each.id: known.recipient(each) for each in teams if known.recipient(each)}
    first = teams[0] if known.may_be_first(teams[0], refer_to_us) else None
    return Preview(content, agreed, found, teams, recipients, first)


def who_refer(reading: Reading) -> frozenset[bytes]:
    """The ids of the teams that have referred to ours: of one of these, of which nobody said what
    it is, it is not taken for granted that it has advocates.
    """
    arrived = [
        str(each.fields.get("from_team"))
        for each in reading.rows(reading.list_ids(KIND))
        if way_of(each.fields) is Way.ARRIVED
    ]
    return frozenset(bytes.fromhex(each) for each in arrived if _TEAM_ID.fullmatch(each))


def refer(
    session: Session, subject: bytes, wish: Wish, *, identification: bytes | None = None
) -> Record:
    """Write a referral, and let its parcel wait to be sent if it goes to a team in Yarrow.

    Raises FormRefused, NotFound `records.no_such_file` or `records.no_such_identification`,
    Refused `access.glass_needed`, `leaving.consent_in_clash`, `referrals.made_already` while the
    same one is open, `referrals.part_in_clash` for a ticked part with two versions, and as the gate
    and the port of parcels do.
    """
    unasked = sorted(wish.answers.keys() - _ASKED)
    if unasked:
        raise FormRefused(dict.fromkeys(unasked, "unknown_field"))
    recording.require_file(session, subject)
    require_open(session, subject)
    _require_first(session, subject, wish, identification)
    content = content_of(session, subject, identification, wish.parts)
    if content.in_clash & wish.parts:
        raise Refused("referrals.part_in_clash")
    answers = _answers(session, subject, wish, identification, content)
    if wish.way in (Way.TEAM, Way.OUTSIDE):
        require_grounds(answers)
    id, recipient = session.new_id(), _recipient(session, wish)
    if wish.way is Way.TEAM and wish.team is not None:
        answers |= {"parcel": session.new_id().hex(), "own_space": wish.team.own.hex()}
        answers |= {"to_team": wish.team.id.hex(), "road": State.WRITTEN.value}
        answers |= {"recipient": recipient} if recipient else {}
    record = _save(session, subject, id, answers)
    if wish.way is Way.OUTSIDE or recipient:
        _note_agreement(session, record)
    if wish.way is Way.TEAM and wish.team is not None:
        pack(session, record, wish.team, content)
    return record


def findings(reading: Reading, subject: bytes, content: Content) -> tuple[Finding, ...]:
    """What the check before leaving finds in what would go."""
    return look(_as_text(content), gate.known_of(reading, subject))


def referrer_of(reading: Reading, identification: bytes | None) -> dict[str, Value]:
    """The role and place of who asked, as the identification has them."""
    asked = reading.record(identification) if identification is not None else None
    answers = answers_of(asked) if asked is not None else {}
    named = {"referrer_role": "identifier_role", "referrer_place": "site_ods"}
    return {name: answers[field] for name, field in named.items() if field in answers}


def all_parts() -> frozenset[str]:
    """The codes of everything that can be ticked."""
    return frozenset(part.code for part in agreed().parts)


def usual_parts() -> frozenset[str]:
    """The codes of what goes unless a person says otherwise."""
    return frozenset(part.code for part in agreed().parts if part.is_usual)


def grounds_of(record: Record) -> Grounds:
    """To whom a referral goes and why, in the words of the gate."""
    place = record.fields.get("to_place")
    known = outside_places()
    told = record.fields.get("recipient")
    recipient = told if isinstance(told, str) else ""
    if isinstance(place, str) and place in known:
        recipient = known[place].recipient
    labels = load_list("referral_agreement")
    why = labels.label(str(record.fields.get("agreement")))
    return Grounds(recipient or TEAM_RECIPIENT, f"{_BECAUSE}: {why}")


def _require_first(
    session: Session, subject: bytes, wish: Wish, identification: bytes | None
) -> None:
    """The same referral is not made twice, by a hurried hand or by two who both thought of it."""
    asked = None if identification is None else identification.hex()
    team = None if wish.team is None else wish.team.id.hex()
    files = joining.shown_files(session, subject).files
    made = (each for file in files for each in states.of_file(session.records_of(file)))
    for each in made:
        stands = each.record.fields
        is_same = each.way is wish.way and each.way in (Way.TEAM, Way.OWN_TEAM)
        is_about = (stands.get("identification"), stands.get("to_team")) == (asked, team)
        if is_same and is_about and not each.state.is_over:
            raise Refused("referrals.made_already")


def _answers(
    session: Session,
    subject: bytes,
    wish: Wish,
    identification: bytes | None,
    content: Content,
) -> dict[str, Value]:
    given: dict[str, Value] = {
        **referrer_of(session, identification),
        **wish.answers,
        "way": wish.way.value,
        "referred_at": recording.now(session).isoformat(timespec="seconds"),
        "their_reference": reference(subject),
        "shared": [*sorted(wish.parts)],
    }
    if identification is not None:
        given["identification"] = identification.hex()
    if wish.way is Way.OUTSIDE:
        place = outside_places().get(wish.place)
        given |= {"to_place": wish.place, "to_name": place.name if place is not None else ""}
        given["meets_wish"] = "yes" if place is not None and place.has_advocates else "no"
    elif wish.team is not None:
        given |= {"to_name": wish.team.name, "to_team": wish.team.id.hex()}
    if content.left_out:
        given["left_out"] = content.left_out
    return {name: value for name, value in given.items() if value not in (None, "", [])}


def require_grounds(answers: Mapping[str, Value]) -> None:
    """Raise FormRefused unless it says that they agree, or that it goes without that."""
    if answers.get("agreement") is None:
        raise FormRefused({"agreement": "needed"})
    if answers.get("person_told") == "no" and not answers.get("why_not_told"):
        raise FormRefused({"why_not_told": "needed"})


def _save(session: Session, subject: bytes, id: bytes, answers: Mapping[str, Value]) -> Record:
    form = library.latest(KIND)
    accepted = recording.accept(session, form, answers)
    recording.require_named(session, accepted, subject)
    stored = fields.to_fields(form, accepted, new_element_id=lambda: session.new_id()[:8].hex())
    person = session.record(subject)
    space = None if person is None else person.space
    session.save([Edit(KIND, subject, id, {**stored, FORM: form.reference}, {})], space=space)
    record = session.record(id)
    if record is None:
        raise Refused("referrals.no_such_referral")
    return record


def _recipient(reading: Reading, wish: Wish) -> str:
    """As whom people agreed to this team; empty where no lead has said what it is."""
    team = wish.team if wish.way is Way.TEAM else None
    return "" if team is None else known_kinds(reading).recipient(team)


def _note_agreement(session: Session, record: Record) -> None:
    """What was agreed for this recipient holds from now on, in the identification too."""
    answer = YES if record.fields.get("agreement") == YES else OVERRIDDEN
    edits = scope_edits(session, record, grounds_of(record).recipient, answer)
    if edits:
        session.save(edits, space=record.space)


def pack(session: Session, record: Record, team: Team, content: Content) -> None:
    """Seal nothing yet: the parcel waits with what was checked, and goes with the next exchange.

    Raises as the gate and the port of parcels do.
    """
    answers = answers_of(record)
    always = {name: answers[name] for name in agreed().referral if name in answers}
    basis = {name: answers[name] for name in agreed().basis if name in answers}
    whole: dict[str, Value] = {"kind": KIND, **content.as_fields(), KIND: always}
    encoded = encode(whole)
    found = findings(session, record.subject, content)
    leave = gate.grant(
        session,
        record,
        grounds_of(record),
        digest=sha256(encoded).hexdigest(),
        found=counted(found),
    )
    leave.spend(encoded)
    id = bytes.fromhex(str(record.fields["parcel"]))
    parcel = Parcel(id, team.own, team.id, None, whole, basis)
    session.parcels.write(parcel, subject=record.subject)


def _as_text(content: Content) -> str:
    return "\n".join(_words(content.as_fields()))


def _words(value: Value) -> list[str]:
    if isinstance(value, dict):
        return [words for each in value.values() for words in _words(each)]
    if isinstance(value, list):
        return [words for each in value for words in _words(each)]
    return [value] if isinstance(value, str) else []
