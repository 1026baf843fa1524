"""Each entry is judged by itself: what stands beside it, and where a page ends, decide nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sync.exchange.forging import Forger, held, note_change, unsigned
from tests.sync.exchange.offices import PC, Office, codes, plant

Trio = tuple[PC, PC, PC]
WHOLE, SINGLY = 1024 * 1024, 1


@pytest.fixture
def trio(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> Trio:
    """Two who read and one in whose name things are planted."""
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    for pc in (c, a, b):
        pc.sync()
    return a, b, c


def read_both_ways(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> list[list[tuple[str, str]]]:
    """What becomes of each segment for one who reads it in one page, and one entry at a time."""
    found = []
    for pc, size in zip(trio[:2], (WHOLE, SINGLY), strict=True):
        monkeypatch.setattr("sync.exchange.pull.PAGE_BYTES", size)
        pc.sync()
        found.append(pc.rows("select state, why from log where state <> 'statement' order by nr"))
    assert trio[0].digest() == trio[1].digest()
    return found


def test_a_forged_entry_before_a_genuine_one_of_the_same_number_is_held_alone(
    trio: Trio, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger = Forger(trio[2])
    true, groups = forger.entry([[note_change("what she wrote")]])
    twin = Forger(trio[2])
    stranger = Ed25519PrivateKey.generate()
    false, false_groups, false_note = twin.segment("safe to ring at home", key=stranger)
    forger.put(office, false, false_groups, seq=10**6)
    forger.put(office, true, groups)

    ways = read_both_ways(trio, monkeypatch)

    assert ways == [[("held", "wrong_signature"), ("applied", "")]] * 2
    assert not any(pc.has(false_note) for pc in trio[:2])
    assert all(pc.has(note_change("what she wrote").id) for pc in trio[:2])


def test_an_entry_with_a_group_cut_out_is_held_and_the_whole_one_after_it_applied(
    trio: Trio, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger = Forger(trio[2])
    changes = [note_change("one file"), note_change("another")]
    true, groups = forger.entry([[each] for each in changes])
    forger.put(office, unsigned(true, groups=1), groups[:1], seq=10**6)
    forger.put(office, true, groups)

    ways = read_both_ways(trio, monkeypatch)

    assert ways == [[("held", "wrong_signature"), ("applied", "")]] * 2
    assert all(pc.has(each.id) for pc in trio[:2] for each in changes)


def test_an_unsigned_entry_after_a_genuine_one_takes_nothing_from_it(
    trio: Trio, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger = Forger(trio[2])
    first = forger.plant(office, "genuine")
    junk, groups, _ = Forger(trio[2]).segment("junk")
    forger.put(office, unsigned(junk, seq=99), groups, seq=99)
    later = forger.plant(office, "follows the genuine one")

    ways = read_both_ways(trio, monkeypatch)

    assert ways == [[("applied", ""), ("held", "wrong_signature"), ("applied", "")]] * 2
    assert all(pc.has(note) for pc in trio[:2] for note in (first, later))


def test_an_entry_of_another_space_does_not_break_the_chain_of_this_one(
    trio: Trio, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger = Forger(trio[2])
    elsewhere, groups, _ = Forger(trio[2]).segment("elsewhere", space=b"s" * 32)
    forger.put(office, elsewhere, groups, seq=10**6)
    forger.plant(office, "here")

    ways = read_both_ways(trio, monkeypatch)

    assert ways == [[("held", "wrong_space"), ("applied", "")]] * 2


def test_an_entry_repeated_by_the_service_is_held_and_its_author_goes_on(
    trio: Trio, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger = Forger(trio[2])
    entry, groups, _ = forger.segment("once")
    forger.put(office, entry, groups)
    forger.plant(office, "twice")
    forger.put(office, entry, groups, seq=10**6)
    last = forger.plant(office, "after the repetition")

    ways = read_both_ways(trio, monkeypatch)

    assert ways[0] == ways[1]
    assert [why for _, why in ways[0]] == ["", "", "repeated", ""]
    assert all(pc.has(last) for pc in trio[:2])


def test_what_was_planted_in_its_name_does_not_stop_a_device_from_sending(
    trio: Trio, office: Office
) -> None:
    a, b, _ = trio
    forger = Forger(b)
    junk, groups, _ = Forger(b).segment("junk", incarnation=forger.talk.incarnation)
    plant(office, forger.space, unsigned(junk), device=b"listed elsewhere", groups=groups)
    note = b.note("genuine")

    assert codes(b.sync()) == codes(a.sync()) == ["exchange.held"]

    assert a.has(note)
    assert b.state_of(note)[0] == "received"
    assert held(a) == held(b) == ["wrong_signature"]


def test_an_entry_in_a_colleagues_name_that_is_held_counts_for_no_one_as_seen(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = a.note("only Wren has this")
    a.sync()
    head = a.spaces.space(a.spaces.spaces()[0]).load().cursor.head
    forger = Forger(b)
    entry, groups, _ = forger.segment("planted", seen=head)
    forger.put(office, unsigned(entry), groups, seq=1)
    broken, more, _ = Forger(b).segment("out of its chain", seen=head, previous=b"p" * 32)
    forger.put(office, broken, more, seq=2)

    a.sync()

    assert held(a) == ["wrong_signature", "broken_chain"]
    assert a.state_of(note) == ("received", 0)
