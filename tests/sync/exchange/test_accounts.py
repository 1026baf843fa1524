"""What the page Sync lists as not sent: in one order, whatever an exchange does meanwhile."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from storage.reading import VaultReading
from storage.spaces import accounts
from tests.sync.exchange.offices import PC, Office


def listed(pc: PC) -> list[bytes]:
    def work(reading: VaultReading) -> list[bytes]:
        return [record.id for record in reading.rows(accounts.unsent(reading.connection, 100))]

    return pc.vault.read(work).result()


def test_what_was_refused_comes_first_and_then_the_oldest_all_through_an_exchange(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    office.limits = replace(office.limits, body_bytes=12_000)
    office.restart()
    b.note("from Linnet")
    b.sync()
    first = a.note("one")
    large = a.note("".join(map(str, range(9_000))))
    last = a.note("two")
    seen: list[list[bytes]] = []
    a.wire.before = lambda _request: seen.append(listed(a))

    a.sync()

    assert seen[0] == [first, large, last]
    for before, after in pairwise(seen):
        kept = [id for id in before if id in after and id != large]
        assert [id for id in after if id != large] == kept
    assert listed(a) == [large]
    later = a.note("three")
    assert listed(a) == [large, later]


def test_putting_away_is_a_change_that_waits_like_any_other(team: tuple[PC, PC]) -> None:
    a, _ = team
    person = b"r" * 16
    a.save("person", {"name": "Tansy"}, record=person, subject=person)
    a.sync()
    assert listed(a) == []
    record = a.vault.read(lambda reading: reading.record(person)).result()
    assert record is not None
    heads = sorted({head for heads in record.heads.values() for head in heads})

    a.save("person", {"gone": "wrong"}, record=person, subject=person, over={"gone": heads})

    assert listed(a) == [person]
    assert a.overview().only_here == 1
    ((subject, count, _),) = a.vault.read(lambda reading: reading.only_here()).result()
    assert (subject, count) == (person, 1)
