"""A service put back from an older copy is given what it lost by the PCs that hold it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.ports.erasing import Target
from sync import erasing
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office, codes, done
from tests.sync.exchange.put_back import all_sync, is_read_only, position_of, put_back

Team = tuple[PC, PC]


def test_a_ward_pc_that_holds_nothing_to_give_back_is_not_waited_for(
    team: Team, office: Office, copied: Callable[[], Path], tmp_path: Path
) -> None:
    a, b = team
    WardPC(tmp_path / "ward", office).join(a.invite(name="Fernhollow", role="writer"))
    all_sync(a, b)
    put_back(office, copied())

    a.note("written meanwhile")
    assert codes(a.sync()) == ["service.restoring"]
    assert codes(b.sync()) == []
    assert not is_read_only(office)
    all_sync(a, b)


def test_one_pc_gives_back_what_was_lost_and_all_goes_on_as_it_was(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept = copied()
    notes = [a.note(f"lost {n}") for n in range(3)]
    all_sync(a, b)
    before = a.digest()
    put_back(office, kept)
    later = a.note("written meanwhile")

    assert codes(a.sync()) == ["exchange.refilled", "service.restoring"]
    assert a.state_of(later)[0] == "only_here"
    assert [a.state_of(each)[0] for each in notes] == ["received"] * 3
    assert codes(b.sync()) == []
    assert not is_read_only(office)
    assert done(a.sync()) == (1, 0, 0)
    assert not a.overview().spaces[0].is_frozen
    all_sync(b, a)
    assert a.state_of(later) == ("received", 1)
    assert a.digest() == b.digest() != before


def test_two_pcs_that_hold_different_parts_give_it_back_together(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept = copied()
    for n in range(4):
        a.note(f"lost {n}")
        all_sync(a, b)
    last = position_of(a)
    a.alter("delete from sealed_entry where position > ?", last - 2)
    b.alter("delete from sealed_entry where position between 4 and ?", last - 2)
    put_back(office, kept)

    assert codes(b.sync()) == ["exchange.history_shorter"]
    assert b.overview().spaces[0].is_frozen
    assert codes(a.sync()) == ["exchange.refilled", "exchange.history_shorter"]
    assert codes(b.sync()) == ["exchange.refilled"]
    assert codes(a.sync()) == []

    assert not is_read_only(office)
    assert not a.overview().spaces[0].is_frozen
    a.note("after all that")
    all_sync(a, b)
    assert a.digest() == b.digest()


def test_a_receipt_nobody_else_saw_holds_again_when_its_pc_comes(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept = copied()
    note = a.note("seen by nobody")
    a.sync()
    put_back(office, kept)
    theirs = b.note("meanwhile on another ward")

    assert codes(b.sync()) == ["service.restoring"]  # before anything else could take its place
    assert codes(a.sync()) == ["exchange.refilled"]

    assert a.state_of(note)[0] == "received"
    assert codes(b.sync()) == []
    all_sync(a, b)
    assert a.has(theirs)
    assert b.has(note)
    assert a.digest() == b.digest()


def test_a_newcomer_reads_a_log_that_was_given_back(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    kept = copied()
    note = a.note("lost and found")
    c = new_pc("Bram Ellery")
    c.join(a.invite())
    all_sync(a, b, c)
    put_back(office, kept)

    assert codes(c.sync()) == ["service.no_standing"]
    assert codes(a.sync()) == ["exchange.refilled"]
    assert codes(b.sync()) == codes(c.sync()) == []

    assert not is_read_only(office)
    d = new_pc("Juniper Vale")
    d.join(a.invite())
    all_sync(a, d)
    assert d.has(note)
    assert d.digest() == a.digest()


def test_what_was_erased_stays_erased_where_the_copy_still_had_it(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    file = b"f" * 16
    a.save("person", {"name": "Linnet Marrowby"}, record=file, subject=file)
    all_sync(a, b)
    kept = copied()
    note = a.note("plum-kestrel", subject=file)
    all_sync(a, b)
    target = Target(file)
    a.lane.about(lambda store, means: erasing.erase(store, target, "Asked", means)).result()
    all_sync(a, b)
    put_back(office, kept)

    assert codes(b.sync()) == ["exchange.refilled"]
    assert codes(a.sync()) == []

    with office.service.store.reading() as connection:
        found = connection.exec_driver_sql("select count(*) from groups where sealed is not null")
        left = found.scalar_one()
        found = connection.exec_driver_sql("select count(*) from groups")
        assert left < found.scalar_one()
        named = "select count(*) from groups where sealed is null"
        assert connection.exec_driver_sql(named).scalar_one() >= 2
    assert not b.has(note)
    later = a.note("life goes on")
    all_sync(a, b)
    assert b.has(later)
    assert a.digest() == b.digest()


def test_a_service_that_was_copied_by_hand_becomes_read_only_when_it_is_shown_its_own_head(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept = copied()
    a.note()
    all_sync(a, b)
    a.alter("delete from sealed_entry where position > 3")
    put_back(office, kept, by_command=False)

    assert codes(a.sync()) == ["exchange.history_shorter"]

    assert is_read_only(office)
    assert codes(b.sync()) == ["exchange.refilled"]
    assert codes(a.sync()) == []
    assert not is_read_only(office)
