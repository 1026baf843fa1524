"""Parcels in a real vault, as use cases and an exchange see them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.parcels import Parcel, ParcelState, Team, derived_id
from app.errors import NotFound, Refused
from app.ports.parcels import Brought
from storage import parcel_rows
from storage.spaces.leaving import forget
from storage.spaces.parcel_store import MOST_APART, VaultParcelStore

OWN, THEIRS, FILE = b"w" * 32, b"t" * 32, b"f" * 16
PARCEL = Parcel(b"p" * 16, OWN, THEIRS, None, {"kind": "referral"}, {"agreement": "yes"})
BROUGHT = Brought(b"q" * 16, THEIRS, 1, b"sealed", replace(PARCEL, id=b"q" * 16), b"d" * 16)


@pytest.fixture
def store(vault):
    add = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
    vault.write(lambda session: session.connection.execute(add, (OWN,))).result()
    made = VaultParcelStore(vault, nr=2, id=OWN, take_in=None)
    made.keep_teams([Team(THEIRS, OWN, "Ashgate Surgery", "01632 960001")])
    return made


def do(vault, work):
    return vault.write(lambda session: work(session.parcels)).result()


def write(vault, parcel=PARCEL, **given):
    do(vault, lambda parcels: parcels.write(parcel, **given))


def sent(vault):
    return do(vault, lambda parcels: parcels.sent(PARCEL.id, OWN))


def test_a_parcel_waits_once_however_often_it_is_written(vault, store):
    write(vault)
    write(vault)

    assert sent(vault).state is ParcelState.WRITTEN
    assert [each.parcel for each in store.to_send()] == [PARCEL]
    with pytest.raises(Refused, match="parcels.written_otherwise"):
        write(vault, replace(PARCEL, fields={"kind": "another"}))


def test_a_parcel_needs_a_team_that_is_introduced_and_a_basis(vault, store):
    with pytest.raises(NotFound, match="parcels.no_such_team"):
        write(vault, replace(PARCEL, team=b"x" * 32))
    with pytest.raises(Refused, match="parcels.no_basis"):
        write(vault, replace(PARCEL, basis={}))
    store.keep_teams([Team(THEIRS, OWN, "Ashgate Surgery", "", is_closed=True)])
    with pytest.raises(Refused, match="parcels.ended"):
        write(vault)
    write(vault, replace(PARCEL, team=OWN, basis={}))

    assert [team.is_closed for team in do(vault, lambda parcels: parcels.teams())] == [True]


def test_a_parcel_can_be_taken_back_until_it_may_have_left(vault, store):
    write(vault)
    assert do(vault, lambda parcels: parcels.withdraw(PARCEL.id, OWN))
    assert store.to_send() == []
    write(vault)
    store.keep_sealed(PARCEL.id, 1, b"sealed")

    assert not do(vault, lambda parcels: parcels.withdraw(PARCEL.id, OWN))
    assert [each.sealed for each in store.to_send()] == [b"sealed"]


def test_how_far_a_parcel_came_never_goes_back_once_it_was_received(vault, store):
    write(vault)
    store.keep_state(PARCEL.id, ParcelState.SENT)
    store.keep_state(PARCEL.id, ParcelState.WRITTEN, "parcels.not_introduced")
    assert sent(vault).why == "parcels.not_introduced"
    store.keep_state(PARCEL.id, ParcelState.RECEIVED)
    store.keep_state(PARCEL.id, ParcelState.SENT)

    assert sent(vault).state is ParcelState.RECEIVED
    assert store.to_send() == []


def test_a_parcel_that_comes_twice_is_taken_in_once(vault, store):
    store.bring([BROUGHT])
    store.bring([BROUGHT])
    (arrived,) = do(vault, lambda parcels: parcels.arrived())
    do(vault, lambda parcels: parcels.settle(arrived))
    store.bring([BROUGHT])

    assert do(vault, lambda parcels: parcels.arrived()) == []
    assert store.to_tell() == [(THEIRS, BROUGHT.id)]
    store.keep_told(store.to_tell())
    assert store.to_tell() == []


def test_what_proves_nothing_is_kept_apart_until_it_proves_itself(vault, store):
    unproven = replace(BROUGHT, arrived=None, why="parcels.sender_unknown")
    store.bring([unproven])
    assert do(vault, lambda parcels: parcels.arrived()) == []
    (apart,) = do(vault, lambda parcels: parcels.apart())
    assert (apart.sender, apart.why) == (THEIRS, "parcels.sender_unknown")

    store.bring([replace(BROUGHT, sealed=b"other bytes under its id")])
    assert do(vault, lambda parcels: parcels.arrived()) == []
    store.bring([BROUGHT])

    assert len(do(vault, lambda parcels: parcels.arrived())) == 1


def test_what_one_team_or_strangers_send_in_heaps_takes_no_other_teams_place(vault, store):
    unproven = replace(BROUGHT, arrived=None, why="parcels.sender_unproven")
    heap = [bytes([n // 256, n % 256]) * 8 for n in range(MOST_APART + 5)]
    store.bring([replace(unproven, id=id) for id in heap])
    store.bring([replace(unproven, id=id, sender=b"%32d" % n) for n, id in enumerate(heap)])
    store.bring([replace(unproven, sender=OWN)])  # from a ward PC, whose statement comes later

    kept = [each.sender for each in store.to_try_again()]
    assert (kept.count(THEIRS), kept.count(OWN), len(kept)) == (MOST_APART, 1, 2 * MOST_APART + 1)


def test_what_is_kept_apart_cannot_fill_the_vault(vault, store):
    store.bring(
        [
            replace(BROUGHT, id=bytes([n // 256, n % 256]) * 8, arrived=None, why="x")
            for n in range(MOST_APART + 5)
        ]
    )
    store.bring([BROUGHT])

    assert len(do(vault, lambda parcels: parcels.apart())) == MOST_APART + 5
    assert len(store.to_try_again()) == MOST_APART
    assert len(do(vault, lambda parcels: parcels.arrived())) == 1

    removed = replace(BROUGHT, id=b"s" * 16, why="parcels.sender_removed")
    store.bring([removed])  # proven, and a person is still to decide: however full, it is kept
    found = {each.id: each for each in do(vault, lambda parcels: parcels.apart())}
    assert do(vault, lambda parcels: parcels.let_in(found[removed.id]))
    assert len(do(vault, lambda parcels: parcels.arrived())) == 2


def test_what_a_form_does_not_allow_is_kept_whole(vault, store):
    store.bring([BROUGHT])
    (arrived,) = do(vault, lambda parcels: parcels.arrived())
    do(vault, lambda parcels: parcels.set_apart(arrived, "form.unknown_field"))
    store.bring([BROUGHT])

    assert [each.why for each in do(vault, lambda parcels: parcels.apart())] == [
        "form.unknown_field"
    ]
    assert store.to_try_again() == []


def test_one_that_nobody_can_take_in_holds_up_no_other(vault, store):
    def take_in(session):
        for each in session.parcels.arrived():
            session.parcels.settle(each)
            if each.parcel.fields["kind"] == "poison":
                raise KeyError("form")

    poison = replace(PARCEL, id=b"r" * 16, fields={"kind": "poison"})
    store.bring([replace(BROUGHT, id=b"r" * 16, arrived=poison), BROUGHT])

    assert VaultParcelStore(vault, nr=2, id=OWN, take_in=take_in).take_in() == 1
    (apart,) = do(vault, lambda parcels: parcels.apart())
    assert (apart.id, apart.why, apart.is_proven) == (b"r" * 16, "parcels.not_taken", True)
    assert store.to_tell() == [(THEIRS, BROUGHT.id)]


def test_what_fails_without_a_parcel_is_told_as_a_fault(vault, store):
    def take_in(_session):
        raise KeyError("form")

    with pytest.raises(Refused, match="parcels.not_caught_up"):
        VaultParcelStore(vault, nr=2, id=OWN, take_in=take_in).take_in()


def test_leaving_a_space_leaves_nothing_of_its_parcels(vault, store):
    write(vault)
    store.bring([BROUGHT])
    vault.write(lambda each: forget(each.connection, 2, now_ms=1)).result()

    left = """
        select (select count(*) from team) + (select count(*) from parcel_sent)
            + (select count(*) from parcel_arrived)
    """
    rows = vault.read(lambda each: each.connection.execute(left).fetchone()).result()
    assert rows[0] == 0


def test_the_ids_made_from_a_parcel_are_the_same_everywhere_and_of_no_other_sender():
    assert derived_id(THEIRS, b"p" * 16, "file") == derived_id(THEIRS, b"p" * 16, "file")
    different = {
        derived_id(THEIRS, b"p" * 16, "file"),
        derived_id(OWN, b"p" * 16, "file"),
        derived_id(THEIRS, b"q" * 16, "file"),
        derived_id(THEIRS, b"p" * 16, "referral"),
    }
    assert len(different) == 4


@pytest.mark.parametrize("road", ["written", "sealed", "sent"])
def test_of_an_erased_file_nothing_waits_to_be_sent_and_it_is_said_why(vault, store, road):
    write(vault, subject=FILE)
    if road != "written":
        store.keep_sealed(PARCEL.id, 1, b"sealed")
    if road == "sent":
        store.keep_state(PARCEL.id, ParcelState.SENT)

    vault.write(lambda each: parcel_rows.erase_of(each.connection, FILE)).result()

    assert store.to_send() == []
    state = ParcelState.SENT if road == "sent" else ParcelState.REFUSED
    assert (sent(vault).state, sent(vault).why) == (state, "parcels.erased")
    held = vault.read(
        lambda each: each.connection.execute("select content, sealed from parcel_sent").fetchall()
    ).result()
    assert held == [(b"", b"")]
