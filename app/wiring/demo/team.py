"""Two people's vaults, filled by their own work and by what they send each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.domain.encoding import Value
from app.errors import YarrowError
from app.ports import Session
from app.usecases import editing, recording
from app.usecases.recording import Recorded
from app.wiring.attachments.attaching import Attaching
from app.wiring.demo.door import WARD, record_at_ward
from app.wiring.demo.letter import letter
from app.wiring.demo.neighbour import refer_from_next_door, say_what_is_next_door
from app.wiring.demo.referred import refer
from app.wiring.demo.script import Script, ScriptedCase
from app.wiring.referrals.taking import take_in
from app.wiring.trial.caseload import batches, caseload, fill
from storage.keys import FLOOR
from storage.spaces.store import VaultSpaces
from storage.vault import Vault, make_vault
from sync.founding import Wish
from sync.runner import SyncLane

_MORE_PEOPLE = 32
_MORE_NOTES = 70
_SEED = 1117


def make_team(home: Path, script: Script, *, url: str, now: datetime) -> None:
    """Make the lead's and the member's vault below `home`, their space at `url`, and their past.

    At the end the lead's vault has a clash to settle and something that is only on this PC.
    Raises what stood in the way of an exchange.
    """
    with (
        _vault(home / "wren", script.lead, script.passphrase) as lead,
        _vault(home / "linnet", script.member, script.passphrase) as member,
        _vault(home / "practice", script.neighbour.lead, script.passphrase) as practice,
        SyncLane(VaultSpaces(lead, take_in=take_in)) as lead_lane,
        SyncLane(VaultSpaces(member)) as member_lane,
    ):
        lead.set_label(script.lead)
        member.set_label(script.member)
        lead_lane.found(Wish(script.space, url, None, None)).result()
        code = lead_lane.invite(role="member", name=script.member).result()
        member_lane.join(code, url).result()
        made = _record_past(lead, script, now)
        _exchange(lead_lane, member_lane)
        _write_apart(lead, member, script.cases, made)
        _exchange(member_lane, lead_lane, member_lane)
        refer_from_next_door(
            practice, script.neighbour, url=url, lead_lane=lead_lane, exchange=_exchange
        )
        say_what_is_next_door(lead)
        record_at_ward(home / WARD, lead_lane, script.door, url=url, now=now)
        _exchange(lead_lane)
        for case in script.cases:
            if case.is_unsent:
                _record(lead, case)


def _vault(path: Path, name: str, passphrase: str) -> Vault:
    """A training vault with the quickest slot allowed, so that the demonstration starts soon."""
    return make_vault(
        path, name=name, passphrase=passphrase, training=True, calibrate=lambda: FLOOR
    )


def _record_past(lead: Vault, script: Script, now: datetime) -> list[Recorded | None]:
    for batch in batches(caseload(people=_MORE_PEOPLE, notes=_MORE_NOTES, seed=_SEED, now=now)):
        lead.write(partial(fill, cases=batch)).result()
    for kind, answers in script.practice:
        lead.write(partial(recording.record, kind=kind, answers=answers)).result()
    return [None if case.is_unsent else _record(lead, case) for case in script.cases]


def _record(vault: Vault, case: ScriptedCase) -> Recorded:
    made = vault.write(
        lambda session: recording.record(session, "identification", case.enquiry, about=case.about)
    ).result()
    own = [note.answers for note in case.notes if not note.by_member]
    vault.write(lambda session: _add_notes(session, made, own)).result()
    for kind, answers in case.records:
        vault.write(partial(_add, made=made, kind=kind, answers=answers)).result()
    if case.letter:
        _attach(vault, made, case.letter)
    referral, worker = case.referral, VaultSpaces(vault).person().name
    if referral is not None:
        vault.write(lambda session: refer(session, made, referral, worker=worker)).result()
    if case.handed_over_to:
        handed: dict[str, Value] = {
            "identification": made.id.hex(),
            "handed_over_at": datetime.now(UTC).isoformat(timespec="minutes"),
            "handed_over_to": case.handed_over_to,
        }
        vault.write(
            lambda session: recording.record(session, "referral", handed, subject=made.subject)
        ).result()
    return made


def _attach(vault: Vault, made: Recorded, caption: str) -> None:
    """As a person does: from a file, which stays nowhere."""
    file = vault.path.parent / "letter.pdf"
    file.write_bytes(letter())
    try:
        Attaching(vault).take_in(made.subject, file, {"caption": caption})
    finally:
        file.unlink()


def _write_apart(
    lead: Vault, member: Vault, cases: Sequence[ScriptedCase], made: Sequence[Recorded | None]
) -> None:
    """The member's own notes, and what both changed without having heard of each other."""
    for case, recorded in zip(cases, made, strict=True):
        if recorded is None:
            continue
        theirs = [note.answers for note in case.notes if note.by_member]
        member.write(partial(_add_notes, made=recorded, notes=theirs)).result()
        for field, (one, other) in case.clash.items():
            lead.write(partial(editing.edit, id=recorded.id, answers={field: one})).result()
            member.write(partial(editing.edit, id=recorded.id, answers={field: other})).result()


def _add(session: Session, made: Recorded, kind: str, answers: dict[str, Value]) -> None:
    recording.record(session, kind, answers, subject=made.subject)


def _add_notes(session: Session, made: Recorded, notes: Sequence[dict[str, Value]]) -> None:
    for note in notes:
        recording.record(session, "note", note, subject=made.subject)


def _exchange(*lanes: SyncLane) -> None:
    for lane in lanes:
        problems: list[YarrowError] = lane.sync().result().problems
        if problems:
            raise problems[0]
