"""A personal code stands in for the team's shares, and colleagues hear how a vault opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import Refused
from app.wiring.vaults import recovery, shares_way
from storage.slots import recovery_of, ways_of
from sync import removing
from sync.policy import Wanted, set_policy
from tests.sync.conftest import new_pc, office
from tests.sync.exchange.offices import PC, codes

_ = (new_pc, office)


@pytest.fixture
def beside(new_pc: Callable[[str], PC], monkeypatch: pytest.MonkeyPatch) -> tuple[PC, PC, bytes]:
    """Wren, who leads, Linnet, whose vault her team's shares open, and their space beside it."""
    monkeypatch.setattr("sync.founding.service_words", lambda *_given: ("six",) * 6)
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    b.found()
    b.lane.set_recovery(recovery.make_set().set).result()
    assert recovery.keep_slot_current(b.vault)
    a.found()
    case = a.found(title="Case 12")
    b.join(a.invite(space=case))
    for pc in (b, a):
        pc.sync()
    return a, b, case


def open_ones(pc: PC, space: bytes) -> list[str]:
    return [
        row.person
        for row in pc.vault.read(
            lambda reading: shares_way.open_to_shares(
                reading, shares_way.devices_of(reading, space)
            )
        ).result()
    ]


def test_a_lead_hears_whose_vault_shares_open_and_when_they_do_no_more(
    beside: tuple[PC, PC, bytes],
) -> None:
    a, b, case = beside
    for is_open in (True, False):
        if not is_open:
            shares_way.make_code_alone(b.vault)
        recovery.keep_slot_current(b.vault)
        changes = b.rows("select count(*) from change")
        recovery.keep_slot_current(b.vault)
        assert b.rows("select count(*) from change") == changes
        assert codes(b.sync()) == codes(a.sync()) == []

        assert open_ones(a, case) == ["Linnet Marrowby"] * is_open


def test_a_code_alone_keeps_the_shares_out_until_they_are_let_in(
    beside: tuple[PC, PC, bytes],
) -> None:
    _, b, _ = beside
    shares_way.make_code_alone(b.vault)
    assert not recovery.keep_slot_current(b.vault)
    ways = ways_of(b.vault.file)
    assert (ways.code, ways.shares) == (True, False)

    shares_way.allow_shares(b.vault)

    assert recovery.keep_slot_current(b.vault)
    assert recovery_of(b.vault.file) is not None


def test_a_slot_that_is_there_stays_and_none_begins_while_a_space_refuses_it(
    beside: tuple[PC, PC, bytes],
) -> None:
    a, b, case = beside
    a.lane.about(
        lambda store, means: set_policy(store, Wanted(no_team_recovery=True), means), space=case
    ).result()
    assert codes(b.sync()) == ["exchange.no_team_recovery"]
    assert recovery.keep_slot_current(b.vault), "her only way back was taken"
    shares_way.make_code_alone(b.vault)
    assert codes(b.sync()) == []

    with pytest.raises(Refused, match=r"vault\.space_refuses_shares"):
        shares_way.allow_shares(b.vault)

    assert not recovery.keep_slot_current(b.vault)


def test_a_vault_in_its_home_alone_tells_nobody(new_pc: Callable[[str], PC]) -> None:
    a = new_pc("Wren Pepperday")
    a.found()
    before = a.rows("select count(*) from change")

    shares_way.tell_colleagues(a.vault)

    assert a.rows("select count(*) from change") == before


def test_who_was_removed_leaves_as_ever_though_shares_open_her_vault(
    beside: tuple[PC, PC, bytes],
) -> None:
    a, b, case = beside
    device = next(
        row.id
        for row in a.vault.read(lambda reading: shares_way.devices_of(reading, case)).result()
        if row.person.startswith("Linnet")
    )
    a.lane.about(
        lambda store, means: set_policy(store, Wanted(no_team_recovery=True), means), space=case
    ).result()
    a.lane.about(lambda store, means: removing.remove(store, device, means), space=case).result()

    assert codes(b.sync()) == ["exchange.left"]
