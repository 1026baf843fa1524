"""Another reader holds what Yarrow holds of a log that a colleague or the service spoilt."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from sync import holding
from sync.protocol.heads import Head, sign_head
from tests.second_client.digest import digest
from tests.second_client.formats import HpkeKey
from tests.second_client.keys import Keys
from tests.second_client.reader import Space, Stopped
from tests.sync.conftest import made_team, new_pc, office, team
from tests.sync.exchange.forging import Forger, held
from tests.sync.exchange.offices import PC, Office, codes, plant

_ = (made_team, new_pc, office, team)


def read_by_another(pc: PC, office: Office) -> Space:
    """What it makes of the log as it stands on the service, with the key that a PC has."""
    state = pc.spaces.space(pc.spaces.spaces()[0]).load()
    keys = Keys(state.own.device, HpkeKey(), dict(state.content_keys))
    space = Space(state.id, office.service.keys.public, keys)
    log: dict[int, tuple[bytes, list[bytes | None]]] = {}
    with office.service.store.reading() as rows:
        for position, entry in rows.execute(text("select position, entry from entries")):
            log[position] = (entry, [])
        sql = "select position, sealed from groups order by position, place"
        for position, sealed in rows.execute(text(sql)):
            log[position][1].append(sealed)
    for position in sorted(log):
        space.take(*log[position])
    space.finish()
    return space


def test_whoever_names_a_head_that_was_never_signed_is_held_from_then_on_until_a_lead_adopts(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    forger = Forger(b)
    head = Head(forger.space, 1, 2, b"x" * 32, office.now_ms())
    forger.plant(office, "false", seen=sign_head(Ed25519PrivateKey.generate(), head))
    forger.plant(office, "true but held")
    a.note("the others go on")
    a.sync()
    found = read_by_another(a, office)

    assert [why for why, *_ in found.held.values()] == ["saw what was never signed"] * 2
    assert held(a) == ["false_seen"] * 2
    assert digest(found.id, found.applied) == a.digest()

    last = max(found.held)
    a.lane.about(lambda store, means: holding.decide(store, [last], means, adopt=True)).result()
    found = read_by_another(a, office)
    assert found.held.keys() == {last - 1}
    assert digest(found.id, found.applied) == a.digest()


def test_a_second_copy_of_an_entry_is_held_and_is_nobodys_last(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    b.note("first")
    b.sync()
    with office.service.store.reading() as rows:
        sql = "select entry, device, sealed from entries join groups using (position) "
        entry, device, sealed = rows.execute(text(sql + "order by position desc")).first()
    plant(office, a.spaces.spaces()[0], entry, device=device, groups=(sealed,), seq=900)
    b.note("second")
    for pc in (a, b, a):
        pc.sync()

    found = read_by_another(a, office)

    assert [why for why, *_ in found.held.values()] == ["a second copy"]
    assert held(a) == ["repeated"]
    assert digest(found.id, found.applied) == a.digest() == b.digest()


def test_what_the_service_altered_or_keeps_back_stops_it(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    a.note("a note")
    assert codes(a.sync()) == []

    for harm in (
        "update groups set sealed = entry from entries",
        "update groups set sealed = null",
    ):
        with office.service.store.writing() as rows:
            rows.execute(text(harm))

        with pytest.raises(Stopped, match=r"altered|withheld"):
            read_by_another(a, office)
