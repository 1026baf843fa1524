"""What is held counts for nobody until a lead has decided, and then for everybody alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import NotFound, Refused
from sync.exchange.talk import Talk
from sync.holding import Held, decide, held
from sync.protocol.statements import Adopt
from sync.removing import remove, rotate
from sync.stating import state
from tests.sync.exchange.forging import Forger
from tests.sync.exchange.offices import PC, Office, codes

Trio = tuple[PC, PC, PC]


@pytest.fixture
def trio(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> Trio:
    """A lead, a member, and one in whose name things are planted."""
    lead, member = team
    third = new_pc("Tansy Bramblewick")
    third.join(lead.invite())
    for pc in (third, lead, member):
        pc.sync()
    return lead, member, third


def store_of(pc: PC):  # type: ignore[no-untyped-def]
    return pc.spaces.space(pc.spaces.spaces()[0])


def listed(pc: PC) -> list[Held]:
    return held(store_of(pc))


def settle(pc: PC, positions: Sequence[int], *, adopt: bool) -> None:
    def carried(store, means):  # type: ignore[no-untyped-def]
        return decide(store, positions, means, adopt=adopt)

    pc.lane.about(carried).result()


def plant_old(trio: Trio, office: Office) -> bytes:
    """A note under the key of before a rotate that its author had read of."""
    lead, _, third = trio
    lead.lane.about(rotate).result()
    third.sync()
    return Forger(third).plant(office, "under the old key")


def test_what_a_lead_adopts_counts_on_every_pc_and_for_who_joins_later(
    trio: Trio, office: Office, new_pc: Callable[..., PC]
) -> None:
    lead, member, third = trio
    note = plant_old(trio, office)
    for pc in (lead, member):
        assert codes(pc.sync()) == ["exchange.held"]
        assert not pc.has(note)
    (waiting,) = listed(lead)
    assert (waiting.why, waiting.device) == ("old_epoch", store_of(third).load().own.device)

    settle(lead, [waiting.position], adopt=True)

    late = new_pc("Sorrel Ashdown")
    late.join(lead.invite())
    lead.sync()
    for pc in (member, late):
        assert codes(pc.sync()) == []
    assert all(pc.has(note) for pc in (lead, member, late))
    assert lead.digest() == member.digest() == late.digest()
    assert listed(lead) == listed(late) == []


def test_who_has_not_read_the_decision_does_not_count_as_holding_what_it_lets_in(
    trio: Trio, office: Office
) -> None:
    lead, member, _ = trio
    note = plant_old(trio, office)
    for pc in (member, lead):
        pc.sync()
    (waiting,) = listed(lead)
    settle(lead, [waiting.position], adopt=True)
    of_author = 1  # whose PC wrote it
    assert lead.state_of(note)[1] == of_author

    member.sync()
    lead.sync()

    assert lead.state_of(note)[1] == of_author + 1


def test_what_a_lead_adopts_that_stands_in_her_name_and_is_not_here_counts_here_too(
    trio: Trio, office: Office
) -> None:
    lead, _, third = trio
    note = plant_old(trio, office)
    third.sync()
    lead.sync()
    (position,) = (each.position for each in listed(lead))

    settle(lead, [position], adopt=True)
    third.sync()

    assert third.has(note)
    assert third.digest() == lead.digest()


def test_what_a_lead_discards_is_gone_from_the_list_and_never_counts(
    trio: Trio, office: Office
) -> None:
    lead, member, _ = trio
    note = plant_old(trio, office)
    lead.sync()
    (waiting,) = listed(lead)

    settle(lead, [waiting.position], adopt=False)

    assert codes(lead.sync()) == codes(member.sync()) == []
    assert not lead.has(note) and not member.has(note)
    with pytest.raises(NotFound, match=r"space\.not_held"):
        settle(lead, [waiting.position], adopt=True)


def test_what_a_reader_writes_is_held_and_may_be_adopted(
    team: tuple[PC, PC], office: Office, new_pc: Callable[..., PC]
) -> None:
    lead, member = team
    reader = new_pc("Tansy Bramblewick")
    reader.join(lead.invite(role="reader"))
    reader.sync()
    note = Forger(reader).plant(office, "written by a reader")
    assert codes(lead.sync()) == ["exchange.held"]
    (waiting,) = listed(lead)
    assert waiting.why == "no_standing"

    settle(lead, [waiting.position], adopt=True)
    member.sync()

    assert lead.has(note) and member.has(note)
    assert lead.digest() == member.digest()


def test_what_nobody_is_known_to_have_written_is_only_discarded(trio: Trio, office: Office) -> None:
    lead, member, third = trio
    Forger(third).plant(office, "forged", key=Ed25519PrivateKey.generate())
    lead.sync()
    (waiting,) = listed(lead)
    assert (waiting.why, waiting.device) == ("wrong_signature", None)

    with pytest.raises(Refused, match=r"space\.not_adoptable"):
        settle(lead, [waiting.position], adopt=True)
    settle(lead, [waiting.position], adopt=False)

    assert codes(member.sync()) == []


def test_what_nobody_can_open_is_only_discarded(trio: Trio, office: Office) -> None:
    lead, member, third = trio
    Forger(third).plant(office, "sealed wrongly", content_key=bytes(32))
    lead.sync()
    (waiting,) = listed(lead)
    assert (waiting.device, waiting.may_be_adopted) == (third.device, False)

    with pytest.raises(Refused, match=r"space\.not_readable"):
        settle(lead, [waiting.position], adopt=True)
    settle(lead, [waiting.position], adopt=False)

    assert codes(member.sync()) == []


@pytest.mark.parametrize("is_opened", [True, False])
def test_what_cannot_count_is_over_once_a_lead_has_adopted_it_with_another_program(
    trio: Trio, office: Office, is_opened: bool
) -> None:
    lead, member, third = trio
    key = {"key": Ed25519PrivateKey.generate()} if is_opened else {"content_key": bytes(32)}
    Forger(third).plant(office, "for nobody", **key)
    lead.sync()
    named = tuple(each.position for each in listed(lead))

    def adopt(talk: Talk) -> Adopt:
        return Adopt(talk.membership.newest, talk.device, named, talk.means.now_ms())

    lead.lane.about(lambda store, means: state(store, means, adopt)).result()

    assert len(named) == 1
    for pc in (lead, member):
        assert codes(pc.sync()) == []
        assert pc.overview().spaces[0].held == 0
    # as earlier versions of this program left it
    member.alter("update log set state = 'held' where state = 'discarded'")
    assert member.overview().spaces[0].held == 1
    assert codes(member.sync()) == []
    assert member.overview().spaces[0].held == 0


def test_only_a_lead_decides(trio: Trio, office: Office) -> None:
    _, member, _ = trio
    plant_old(trio, office)
    member.sync()

    with pytest.raises(Refused, match=r"space\.not_lead_to_state"):
        settle(member, [listed(member)[0].position], adopt=True)


def test_17_who_wrote_under_a_key_that_nobody_made_is_removed_and_the_others_go_on(
    trio: Trio, office: Office
) -> None:
    lead, member, third = trio
    note = Forger(third).plant(office, "under no key of ours", epoch=9, content_key=b"9" * 32)
    assert codes(lead.sync()) == ["exchange.held"]
    (waiting,) = listed(lead)
    assert waiting.why == "unknown_epoch"
    with pytest.raises(Refused, match=r"space\.not_adoptable"):
        settle(lead, [waiting.position], adopt=True)

    device = store_of(third).load().own.device
    assert lead.lane.about(lambda store, means: remove(store, device, means)).result()
    ours = lead.note()
    lead.sync()
    settle(lead, [waiting.position], adopt=False)

    assert codes(member.sync()) == []
    assert member.has(ours) and not member.has(note)
    assert lead.digest() == member.digest()
