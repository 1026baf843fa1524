"""Programs of different versions in one space: what one does not know, it keeps and passes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.encoding import Value
from sync.exchange import membership
from sync.exchange.talk import Talk
from sync.protocol.statements import SetPolicy
from sync.stating import state
from tests.sync.exchange.offices import PC, codes, done

PERSON = b"p" * 16
Team = tuple[PC, PC]


def shown(pc: PC, id: bytes) -> dict[str, Value]:
    record = pc.vault.read(lambda reading: reading.record(id)).result()
    assert record is not None
    return dict(record.fields)


def heads(pc: PC, id: bytes, field: str) -> list[bytes]:
    record = pc.vault.read(lambda reading: reading.record(id)).result()
    assert record is not None
    return list(record.heads[field])


def newer_writes(pc: PC) -> tuple[bytes, bytes]:
    """A field and a kind that came after this version, as a newer program saves them."""
    pc.save("person", {"name": "Tansy", "aura": {"hue": ["violet"]}}, record=PERSON, subject=PERSON)
    return PERSON, pc.save("horoscope", {"sign": "wren"}, record=b"h" * 16, subject=PERSON)


def test_a_field_and_a_kind_of_a_newer_program_reach_a_third_pc_through_an_older_one(
    team: Team, new_pc: Callable[[str], PC]
) -> None:
    newer, older = team
    person, horoscope = newer_writes(newer)
    done(newer.sync())
    done(older.sync())
    fields = {"name": "Tansy Bramblewick"}
    over = {"name": heads(older, person, "name")}
    older.save("person", fields, record=person, subject=person, over=over)
    done(older.sync())
    done(newer.sync())
    third = new_pc("Saffron")
    third.join(newer.invite())
    done(third.sync())

    for pc in (newer, older, third):
        assert shown(pc, person) == {"name": "Tansy Bramblewick", "aura": {"hue": ["violet"]}}
        assert shown(pc, horoscope) == {"sign": "wren"}
    assert newer.digest() == older.digest() == third.digest()
    assert older.vault.verify() == third.vault.verify() == []


def test_an_older_program_keeps_apart_what_two_newer_ones_wrote_in_a_field_it_does_not_know(
    team: Team,
) -> None:
    newer, older = team
    person, _ = newer_writes(newer)
    done(newer.sync())
    done(older.sync())
    seen = heads(older, person, "aura")
    for pc, hue in ((newer, "amber"), (older, "teal")):
        pc.save("person", {"aura": hue}, record=person, subject=person, over={"aura": seen})
    for pc in (newer, older, newer):
        pc.sync()

    assert len(heads(newer, person, "aura")) == len(heads(older, person, "aura")) == 2
    assert newer.digest() == older.digest()


def require(pc: PC, version: int) -> None:
    """A lead's policy wants this version of everyone."""

    def make(talk: Talk) -> SetPolicy:
        known = talk.membership
        return SetPolicy(
            previous=known.newest,
            by=talk.device,
            policy=replace(known.policy, least_version=version),
            no_team_recovery=False,
            service=known.service,
            time=talk.line.service_ms,
        )

    assert pc.lane.about(lambda store, means: state(store, means, make)).result()


def test_below_the_least_version_nothing_travels_and_work_goes_on(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, older = team
    with monkeypatch.context() as later:
        later.setattr(membership, "PROGRAM", 3)
        require(newer, 3)
        theirs = newer.note()
        done(newer.sync())

    ours = older.note()

    assert codes(older.sync()) == codes(older.sync()) == ["exchange.least_version"]
    assert older.has(ours) and older.state_of(ours)[0] == "only_here"
    assert not older.has(theirs)
    monkeypatch.setattr(membership, "PROGRAM", 3)
    assert done(older.sync()) == (1, 1, 0)
    assert older.has(theirs)
