"""What has to hold once faults have stopped: nothing lost, nothing apart, nothing false, quiet."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

import cbor2

from sync.exchange import stated
from sync.totals import Totals
from tests.simulation.by_the_book import came_back, clashes_of, digest_of
from tests.simulation.central import Central
from tests.simulation.made import Made
from tests.simulation.pc import PC
from tests.simulation.team import Team

MOST_ROUNDS = 8
_TOLD_EACH_TIME = {
    "exchange.held",
    "exchange.nobody_heard",
    "exchange.erasure_lost",
    *stated.LOST,
    stated.NOT_IN_FORCE,
}
_TOLD_WHILE_REMOVED = {
    "exchange.removed",
    "exchange.removed_received",
    "exchange.removed_over",
    "exchange.removed_unsent",
}
_ASKED_WHILE_REMOVED = {"hello", "statements"}
_ASKED_WHILE_IT_WAITS = {"parcels", "parcel_states", "objects"}
_CHANGES = "select id, bytes from change where space = ?"
_DIGEST = "select have, state from space where id = ?"
_NOT_RECEIVED = """
    select count(*) from change where space = ? and status in ('waiting', 'sealed', 'refused')
"""
_IN_CLASH = "select id from record where space = ? and clashes > 0"
_ERASED = "select id from erased_change where space = ?"
_LOOKS = "select detail from look union select detail from access"
_RECEIPTS = "select position, hash from receipt where space = ? and position > 0"
_POSITION = "select position from membership where space = ?"
_EPOCH = "select coalesce(max(epoch), 0) from content_key where space = ?"


def until_quiet(pcs: list[PC], removed: Collection[PC] = ()) -> int:
    """Exchange by turns until nothing moves any more; after how many rounds that was so.

    Of each the last exchange has to be one request a space, without a problem but for what waits
    for a lead, and nobody's since may have been anything else. Where a referral was taken back that
    the other team never had, both sides look each time whether it comes, and so does who lacks a
    content. Who is `removed` from one of her spaces looks there whether a lead has decided.
    """
    quiet = turn = 0
    while quiet < len(pcs):
        assert turn < MOST_ROUNDS * len(pcs), "never quiet"
        pc = pcs[turn % len(pcs)]
        before = len(pc.network.asked)
        totals = pc.sync()
        pc.world.say("  quiet?", pc.name, _told(totals))
        assert isinstance(totals, Totals), (pc.name, totals)
        codes = {problem.code for problem in totals.problems}
        waits = _ASKED_WHILE_IT_WAITS | pc.world.asked_for_good
        if pc in removed:
            codes, waits = codes - _TOLD_WHILE_REMOVED, waits | _ASKED_WHILE_REMOVED
        asked = [name for name in pc.network.asked[before:] if name not in waits]
        moved = len(asked) > _most_asked(pc) or bool(codes - _TOLD_EACH_TIME)
        quiet = 0 if moved else quiet + 1
        turn += 1
    return turn // len(pcs)


def _most_asked(pc: PC) -> int:
    """One request for each space."""
    return max(1, len(pc.spaces.spaces()))


def _told(totals: Totals | str) -> str:
    if isinstance(totals, str):
        return totals
    problems = [problem.code for problem in totals.problems]
    return f"{totals.sent} {totals.received} {totals.refused} {totals.position} {problems}"


def check_all(team: Team, pcs: list[PC], central: Central) -> None:
    """What holds of a team's space, at the PCs of it that were not sent away."""
    space, made = team.space, team.made
    kept = {pc.name: changes_of(pc, space) for pc in pcs}
    first = kept[pcs[0].name]
    erased = _erased(pcs, space)
    for pc in pcs:
        assert not erased & kept[pc.name].keys(), f"{pc.name} holds what was erased"
        saved = {id for id in pc.saved if _is_of(team, made.spaces[id])}
        lost = saved - kept[pc.name].keys() - erased
        assert not lost, f"{pc.name} has lost {len(lost)} of its own"
        assert kept[pc.name] == first, f"{pc.name} holds other changes"
        _check_vault(pc, space, list(first.values()))
    _check_nothing_from_nowhere(first, team, made)
    _check_clashes(list(first.values()), made)
    if not erased and not team.lost:  # a new lead reads from the next key on
        _check_looks(team, pcs)
    _check_log(pcs, space, central)


def check_kept(team: Team, pcs: list[PC]) -> None:
    """What another lead took back in its days of grace was carried out by nobody."""
    for pc in pcs:
        done = {hash for (hash,) in pc.rows("select hash from erasure")}
        assert not done & team.kept, f"{pc.name} has erased what was taken back"


def changes_of(pc: PC, space: bytes) -> dict[bytes, bytes]:
    """The changes of a space as they lie at a PC, by their ids."""
    return dict(pc.rows(_CHANGES, pc.nr(space)))


def check_left(pc: PC, team: Team) -> None:
    """What was saved by who was sent away is here or with the team; she has no key made since."""
    lead, space, made = team.lead, team.space, team.made
    kept = {id for each in (pc, lead) for (id,) in each.rows("select id from change")}
    saved = {id for id in pc.saved if _is_of(team, made.spaces[id])}
    lost = saved - kept - _erased([pc, lead], space)
    is_discarded = pc.devices.get(space) in team.discarded
    assert not lost or is_discarded, f"{pc.name} has lost {len(lost)} of its own"
    ((hers,),), ((theirs,),) = pc.rows(_EPOCH, pc.nr(space)), lead.rows(_EPOCH, lead.nr(space))
    assert hers < theirs, f"{pc.name} can read what came after"
    assert pc.vault.verify() == []


def _erased(pcs: list[PC], space: bytes) -> set[bytes]:
    return {id for pc in pcs for (id,) in pc.rows(_ERASED, pc.nr(space))}


def _check_vault(pc: PC, space: bytes, changes: list[bytes]) -> None:
    assert pc.rows(_DIGEST, space) == [digest_of(changes)], f"{pc.name} comes to another state"
    assert pc.rows(_NOT_RECEIVED, pc.nr(space)) == [(0,)], f"{pc.name} has something left to send"
    clashing = {record for _, _, record, _ in clashes_of(changes)} | came_back(changes)
    shown = {id for (id,) in pc.rows(_IN_CLASH, pc.nr(space))}
    assert shown == clashing, f"{pc.name} shows other clashes"
    assert pc.vault.verify() == []


def _is_of(team: Team, space: bytes | None) -> bool:
    """Whether a space is the team's; what was saved before there was any has gone home."""
    return space == team.space or (space is None and not team.is_apart)


def _check_nothing_from_nowhere(changes: dict[bytes, bytes], team: Team, made: Made) -> None:
    for id, encoded in changes.items():
        assert sha256(encoded).digest() == id
        said = cbor2.loads(encoded)
        meant = (said["kind"], said["subject"], said["set"])
        assert meant in made.attempted, "a change that nobody made"
        assert _is_of(team, made.spaces[id]), "a change that was made for another space"


def _check_clashes(changes: list[bytes], made: Made) -> None:
    """Values stand side by side only where neither author's PC held the other's."""
    for place, heads in clashes_of(changes).items():
        for one in heads:
            for other in heads.keys() - {one}:
                assert one not in made.known.get(other, ()), f"a phantom clash in {place[3]}"


def _check_looks(team: Team, pcs: list[PC]) -> None:
    """The first, who leads, knows what everybody looked at in the space."""
    told = {detail for (detail,) in pcs[0].rows(_LOOKS)}
    for pc in pcs:
        looked = {detail for detail, space in pc.looked.items() if _is_of(team, space)}
        assert looked <= told, f"the leads do not know what {pc.name} looked at"


def _check_log(pcs: list[PC], space: bytes, central: Central) -> None:
    log = central.log(space)
    hashes = {row[0]: row[1] for row in log}
    numbers = [row[3:] for row in log if row[5] is not None]
    assert len(set(numbers)) == len(numbers), "one number twice"
    for pc in pcs:
        for position, hash in pc.rows(_RECEIPTS, pc.nr(space)):
            assert hashes[position] == hash, f"{pc.name} has a receipt for something else"
        last = max(row[0] for row in log)
        assert pc.rows(_POSITION, pc.nr(space)) == [(last,)]
