"""What has to hold between two teams: each referral once, nothing beside it, the same told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from hashlib import sha256
from typing import Any

from app.domain.parcels import Apart
from app.domain.records import Record
from app.domain.referral import State
from app.usecases.referrals import states
from app.usecases.referrals.referring_again import refer_again
from sync.introducing import part
from tests.simulation.by_the_book import heads_of
from tests.simulation.checks import changes_of
from tests.simulation.pc import PC
from tests.simulation.team import Team

Fields = dict[str, list[Any]]
_ANSWERED = ("accepted", "contacted", "declined", "closed")
_OVER = ("declined", "closed")
_UNSETTLED = "select id, sender, answers, state, why from parcel_arrived where state != 'told'"
_ON_THE_WAY = "select id, answers, state, why from parcel_sent where state != 'received'"
_RANKS = {"received": 0, "accepted": 1, "contacted": 2, "declined": 3, "closed": 3}
_LINK_ENDED = "select 1 from team where is_closed"
_ERASED = "select subject from erasure where subject is not null"


def send_for_those_who_left(team: Team) -> bool:
    """Let the lead send what waits on the PC of somebody who was sent away; whether there was."""
    lead = team.lead
    waiting = lead.vault.read(_waiting_on_a_removed_pc).result()
    for id in waiting:
        done = lead.save(lambda session, id=id: refer_again(session, id))
        lead.world.say("refer for", id.hex()[:16], done if isinstance(done, str) else "")
        lead.world.count("referred for another")
    return bool(waiting)


def let_in(team: Team) -> bool:
    """Let the lead say that what is kept apart for a PC that was removed counts; whether it was."""
    lead = team.lead
    apart = [each for each in lead.vault.read(_apart).result() if each.is_proven]
    for each in apart:
        lead.save(lambda session, each=each: session.parcels.let_in(each))
        lead.world.count("let in")
    return bool(apart)


def end_link(team: Team, other: Team) -> str:
    """Let the lead end the link to the other team: from then on nothing goes either way."""
    lead = team.lead
    if lead.world.has(0.2):
        lead.disk.kill_in = lead.world.chance.randint(1, 10)
    # What came and had not proved its sender by then never does: that is tried each time.
    lead.world.asked_for_good.add("of_team")
    ending = partial(part, team=other.space)
    done = lead.tried(lambda: lead.lane.introducing(ending, space=team.space).result())
    if done is None:
        lead.world.count("link ended")
    return f"{lead.name} ends the link {done or ''}"


def _is_ended(teams: Iterable[Team]) -> bool:
    return any(team.lead.rows(_LINK_ENDED) for team in teams)


def check_between(teams: list[Team], left: Collection[PC]) -> None:
    """`left` are the PCs that were sent away."""
    if len(teams) < 2:
        return
    for one, other in (teams, reversed(teams)):
        _check_told(one, other)
        _check_nothing_beside(one, other)
        for pc in one.pcs:
            if pc not in left:
                _check_nothing_waits(pc, other)


def _check_told(one: Team, other: Team) -> None:
    """What each team says of a referral follows from what the other has of it."""
    theirs, is_over = _by_parcel(other, "arrived"), _is_ended((one, other))
    erased = {subject for (subject,) in other.lead.rows(_ERASED)}
    for parcel, sent in _by_parcel(one, "team").items():
        if _file_of(one.space, parcel) in erased:
            continue
        (record, fields) = sent[0]
        assert len(sent) == 1, "one parcel of two referrals"
        came = theirs.get(parcel, [])
        assert len(came) <= 1, "a referral that came is there twice"
        shown = _shown(one, record)
        if not came:
            is_ended = fields.get("withdrawn_at") or fields.get("road_why") == ["parcels.erased"]
            assert is_ended or (is_over and shown not in _RANKS), f"a referral ({shown}) never came"
            continue
        ((there, answers),) = came
        one.lead.world.count("referred")
        state, is_back = answers.get("state", []), bool(fields.get("withdrawn_at"))
        if len(state) > 1:
            continue  # of a clash nothing is told
        told = state[0] if state and state[0] in _ANSWERED else "received"
        if is_over:
            _check_true(shown, _shown(other, there), told=told, is_back=is_back)
            continue
        is_alone = shown == "sent" and told == "received" and _is_gone(one, record)
        assert is_alone or shown == ("withdrawn" if is_back else told), (
            f"{shown} here, {told} there"
        )
        here = "withdrawn" if is_back and told not in _OVER else told
        assert _shown(other, there) == here, f"{_shown(other, there)} there, {here} by the book"


def _check_true(shown: str, there: str, *, told: str, is_back: bool) -> None:
    """Since the link was ended neither side hears more: what it says was so, and may be old."""
    if shown in _RANKS:
        assert _RANKS[shown] <= _RANKS[told], f"{shown} here, {told} there"
    assert there == told or (is_back and there == "withdrawn"), f"{there} there, {told} by the book"


def _check_nothing_beside(one: Team, other: Team) -> None:
    """No word of a note crosses: it is in no list of what goes with a referral."""
    for change in changes_of(other.lead, other.space).values():
        noted = b"Seen in " + one.title.encode()
        assert noted not in change, "a note of another team"


def _check_nothing_waits(pc: PC, other: Team) -> None:
    theirs, is_over = {parcel for parcel, _ in _parcels(other.lead)}, _is_over(pc, other)
    for id, answers, state, why in pc.rows(_ON_THE_WAY):
        is_of_nothing = state == "sent" and answers is not None and answers not in theirs
        is_ended = is_of_nothing or (state, why) in _ENDS or is_over
        assert is_ended, f"{pc.name} has parcel {id.hex()[:16]} {state} {why}"
    parcels = {parcel for parcel, _ in _parcels(pc)}
    for id, _, answers, state, why in pc.rows(_UNSETTLED):
        is_of_nothing = state == "arrived" and answers is not None and answers not in parcels
        assert is_of_nothing or is_over, f"{pc.name} keeps parcel {id.hex()[:16]} {state} {why}"


def _is_over(pc: PC, other: Team) -> bool:
    """Whether either team has ended the link, as this PC and the other team's lead know."""
    return bool(pc.rows(_LINK_ENDED) or other.lead.rows(_LINK_ENDED))


_ENDS = (("refused", "parcels.erased"), ("sent", "parcels.erased"))


def _apart(reading: Any) -> list[Apart]:
    return reading.parcels.apart()


def _parcels(pc: PC) -> Iterable[tuple[bytes, bytes]]:
    found = pc.vault.read(lambda reading: reading.referrals()).result()
    return [(bytes.fromhex(str(each.fields["parcel"])), each.id) for each in found]


def _by_parcel(team: Team, way: str) -> dict[bytes, list[tuple[bytes, Fields]]]:
    """The referrals that go a way, by parcel: record, and of each field the values that stand."""
    records: dict[bytes, Fields] = defaultdict(dict)
    changes = changes_of(team.lead, team.space).values()
    for (_, kind, record, field), heads in heads_of(changes).items():
        if kind == "referral":
            records[record][field] = list({repr(value): value for value in heads.values()}.values())
    found: dict[bytes, list[tuple[bytes, Fields]]] = defaultdict(list)
    for record, fields in records.items():
        if fields.get("way") == [way]:
            found[bytes.fromhex(fields["parcel"][0])].append((record, fields))
    return found


def _shown(team: Team, record: bytes) -> str:
    """What the screen says of a referral."""

    def standing(reading: Any) -> str:
        return states.standing(reading, states.find(reading, record)).state.value

    return team.lead.vault.read(standing).result()


def _file_of(sender: bytes, parcel: bytes) -> bytes:
    """The id of the file that a parcel becomes, as decision 072 has it."""
    return sha256(b"yarrow/from-parcel/v1" + sender + parcel + b"file").digest()[:16]


def _waiting_on_a_removed_pc(reading: Any) -> list[bytes]:
    found = [each for each in reading.referrals() if each.fields.get("way") == "team"]
    return sorted(each.id for each in found if _waits(reading, each))


def _is_gone(team: Team, record: bytes) -> bool:
    """Whether it went from a PC that was sent away: that one alone would have heard more."""

    def is_gone(reading: Any) -> bool:
        carrier = reading.parcels.carrier(states.find(reading, record))
        return carrier is not None and carrier.is_gone

    return team.lead.vault.read(is_gone).result()


def _waits(reading: Any, record: Record) -> bool:
    carrier = reading.parcels.carrier(record)
    is_waiting = states.standing(reading, record).state is State.WRITTEN
    return is_waiting and carrier is not None and carrier.is_gone
