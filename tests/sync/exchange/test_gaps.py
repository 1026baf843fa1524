"""An entry read without a group that an erasure took, and the service then loses that erasure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sync.erasing
from app.domain.changes import Change
from app.ports.erasing import Target
from sync.admitting import admit, words_of
from sync.exchange.stated import NOT_IN_FORCE
from sync.exchange.talk import Talk
from sync.holding import decide
from sync.protocol.epochs import Place
from sync.protocol.kinds.erasing import ErasedThing, seal_thing
from sync.protocol.statements import Erase
from sync.removing import rotate
from sync.stating import state
from tests.sync.exchange.forging import Forger, note_change
from tests.sync.exchange.going_on import let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.places import is_here, place
from tests.sync.exchange.put_back import all_sync, position_of, put_back

FILE = b"f" * 16
_PARKED = "select count(*) from log where state = 'parked'"
Team = tuple[PC, PC]


class Cut(Exception):
    """The exchange was ended."""


@pytest.fixture
def reader(team: Team, new_pc: Callable[..., PC]) -> PC:
    """A third PC of the team, that has read everything."""
    a, b = team
    pc = new_pc("Tansy Bramblewick")
    pc.join(a.invite())
    all_sync(pc, a, b)
    return pc


def lose(office: Office, kept: Path, lead: PC) -> None:
    """Put an older copy in place for good, and let history go on without the rest."""
    put_back(office, kept)
    let_go_on(lead)
    lead.sync()


def lose_an_erasure(office: Office, kept: Path, lead: PC) -> None:
    """The same, with an erasure that she stated: she is told of it until she states something."""
    lose(office, kept, lead)
    assert NOT_IN_FORCE in codes(lead.sync())
    lead.lane.about(rotate).result()


@pytest.fixture
def read_with_a_gap(
    team: Team, office: Office, copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> tuple[bytes, Path]:
    """A note of Wren's that is erased by the time Linnet reads its entry, and a copy of before.

    Both exchanges end before they come to the erasure.
    """
    a, b = team
    all_sync(a, b)
    note = a.note("about the file that is erased", subject=FILE)
    a.sync()
    a.note("of another file, behind it")
    a.sync()
    kept = copied()
    a.wire.before = lambda name: _until_all_are_used(name, iter(()))
    erase = a.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(FILE), "Asked for", means)
    )
    with pytest.raises(Cut):
        erase.result()
    a.wire.before = None
    assert a.has(note)
    with monkeypatch.context() as small:
        small.setattr("sync.exchange.pull.PAGE_BYTES", 1)
        pages = iter(range(2))
        b.wire.before = lambda name: _until_all_are_used(name, pages)
        with pytest.raises(Cut):
            b.sync()
    b.wire.before = None
    assert not b.has(note)
    assert b.rows("select 1 from log where why = 'group_gone'")
    assert not b.rows("select 1 from erasure")
    return note, kept


def _until_all_are_used(name: str, pages: object) -> None:
    if name == "log" and next(pages, None) is None:  # type: ignore[call-overload]
        raise Cut


def test_what_came_back_with_the_older_copy_comes_to_who_had_read_over_it(
    team: Team, office: Office, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, kept = read_with_a_gap
    lose_an_erasure(office, kept, a)

    assert codes(b.sync()) == []

    assert a.has(note)
    assert b.has(note)
    assert b.rows(_PARKED) == [(0,)]
    all_sync(a, b)
    assert a.digest() == b.digest()
    assert b.vault.verify() == []


def test_where_nothing_was_lost_the_erasure_says_why_and_nothing_is_asked_for_again(
    team: Team, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, _ = read_with_a_gap

    all_sync(a, b)

    assert not b.has(note)
    assert b.rows(_PARKED) == [(0,)]
    assert a.digest() == b.digest()
    b.wire.asked.clear()
    b.sync()
    assert b.wire.asked == ["hello"]


def test_a_group_that_stays_away_keeps_its_entry_parked_and_is_told_until_it_comes(
    team: Team, office: Office, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, kept = read_with_a_gap
    lose(office, kept, a)
    with office.engine.begin() as connection:
        groups = connection.exec_driver_sql("select position, sealed from groups").all()
        connection.exec_driver_sql("update groups set sealed = null")

    assert "exchange.parked" in codes(b.sync())

    assert not b.has(note)
    with office.engine.begin() as connection:
        for group in groups:
            connection.exec_driver_sql(
                "update groups set sealed = ?2 where position = ?1", tuple(group)
            )
    assert codes(b.sync()) == []
    assert b.has(note)
    assert a.digest() == b.digest()


def forged(team: Team, office: Office, written: Change, **other: Any) -> int:
    """Put an entry with this change into the log in Linnet's name; gives where it stands."""
    a, b = team
    all_sync(a, b)
    forger = Forger(b)
    forger.put(office, *forger.entry([[written]], **other))
    a.sync()
    return position_of(a)


def adopted(lead: PC, position: int) -> None:
    lead.lane.about(lambda store, means: decide(store, [position], means, adopt=True)).result()


def erased(lead: PC, position: int) -> None:
    """The lead states that the group of an entry is erased, and has not read that herself."""

    def make(talk: Talk) -> Erase:
        at = Place(talk.space, 1)
        key, thing = talk.require_key(1), ErasedThing(FILE, None, None, "Asked for")
        what = seal_thing(key, thing, place=at, random32=bytes(32))
        named = ((position, 0),)
        return Erase(talk.membership.newest, talk.device, named, (), 1, what, talk.line.service_ms)

    lead.wire.before = lambda name: _until_all_are_used(name, iter(()))
    with pytest.raises(Cut):
        lead.lane.about(lambda store, means: state(store, means, make)).result()
    lead.wire.before = None


def read_up_to(pc: PC, position: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exchange that is cut off once this much is read."""
    pages = iter(range(position - position_of(pc)))
    with monkeypatch.context() as small:
        small.setattr("sync.exchange.pull.PAGE_BYTES", 1)
        pc.wire.before = lambda name: _until_all_are_used(name, pages)
        with pytest.raises(Cut):
            pc.sync()
    pc.wire.before = None
    assert position_of(pc) == position


def admitted(lead: PC, pc: PC) -> None:
    told = " ".join(words_of(pc.spaces.space(pc.spaces.spaces()[0]), pc.device))
    lead.lane.about(lambda store, means: admit(store, pc.device, told, means)).result()


def test_what_was_read_over_before_its_key_came_is_read_again_too(
    team: Team,
    office: Office,
    new_pc: Callable[..., PC],
    copied: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b = team
    far = new_pc("Tansy Bramblewick")
    far.join(a.invite(distance=True))
    far.sync()
    all_sync(a, b)
    note = a.note("about the file that is erased", subject=FILE)
    a.sync()
    at = position_of(a)
    kept = copied()
    erased(a, at)
    read_up_to(far, at, monkeypatch)
    lose(office, kept, a)
    admitted(a, far)

    far.sync()

    assert far.has(note)
    assert far.rows(_PARKED) == [(0,)]
    all_sync(a, b, far)
    assert a.digest() == far.digest() == b.digest()


@pytest.mark.parametrize("is_read_by_then", [True, False])
def test_what_a_lead_adopted_without_its_group_is_read_again_too(
    team: Team,
    office: Office,
    reader: PC,
    copied: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    is_read_by_then: bool,
) -> None:
    a, b = team
    written = note_change("about the file that is erased", subject=FILE)
    at = forged(team, office, written, previous=b"p" * 32)
    assert reader.rows(_PARKED) == [(0,)]
    adopted(a, at)
    assert is_here(a, written)
    kept, decided_at = copied(), position_of(a)
    erased(a, at)
    read_up_to(reader, decided_at if is_read_by_then else at, monkeypatch)
    lose_an_erasure(office, kept, a)

    assert codes(reader.sync()) == []

    assert is_here(reader, written)
    assert reader.rows(_PARKED) == [(0,)]
    all_sync(a, b, reader)
    assert a.digest() == reader.digest() == b.digest()
    assert reader.vault.verify() == []


def test_settings_that_no_lead_wrote_do_not_come_in_by_the_way_back(
    team: Team,
    office: Office,
    reader: PC,
    copied: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b = team
    written = place("Larkfield Surgery")
    at = forged(team, office, written)
    assert not is_here(a, written)
    kept = copied()
    erased(a, at)
    read_up_to(reader, at, monkeypatch)
    lose_an_erasure(office, kept, a)

    assert codes(reader.sync()) == codes(a.sync())

    assert not is_here(reader, written)
    apart = "select position, state, why from log where state in ('held', 'parked')"
    assert reader.rows(apart) == a.rows(apart) == [(at, "held", "settings_not_by_lead")]


def test_what_an_erasure_took_before_comes_back_with_no_service_that_kept_it(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    all_sync(a, b)
    note = a.note("about the file that is erased", subject=FILE)
    a.sync()
    with office.engine.begin() as connection:
        kept_back = connection.exec_driver_sql("select position, sealed from groups").all()
    a.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(FILE), "Asked for", means)
    ).result()
    all_sync(a, b)
    older = copied()
    a.note("lost with the copy that was put back")
    a.sync()
    lose(office, older, a)
    with office.engine.begin() as connection:
        for group in kept_back:
            connection.exec_driver_sql(
                "update groups set sealed = ?2 where position = ?1", tuple(group)
            )

    b.sync()

    assert not b.has(note)
    assert b.rows(_PARKED) == [(0,)]
    all_sync(a, b)
    assert a.digest() == b.digest()
