"""What was erased is sent again by a copy that had not heard of it: a lead's PC erases it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import sync.erasing
from app.domain.people import reference
from app.ports.erasing import Target
from sync.going_on import go_on
from tests.sync.exchange.going_on import forget_sealed, let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import position_of, put_back

FILE = b"f" * 16
REASON = "Asked for by the person"
Team = tuple[PC, PC]
Away = Callable[[], PC]


@pytest.fixture
def copy_of_b(team: Team, new_pc: Callable[[str], PC], tmp_path: Path) -> Away:
    """A copy of Linnet's vault with a note that waits in both; hers is sent, and then erased."""
    a, b = team

    def make() -> PC:
        b.note("plum-kestrel said quietly", subject=FILE)
        b.close()
        shutil.copytree(b.folder, tmp_path / "copy")
        b.open()
        all_sync(b, a)
        erase(a)
        all_sync(a, b)
        return new_pc("Copy")

    return make


def erase(pc: PC) -> None:
    stated = pc.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(FILE), REASON, means)
    )
    assert stated.result()


def all_sync(*pcs: PC) -> None:
    for pc in (*pcs, *pcs):
        assert set(codes(pc.sync())) <= {"exchange.copied_vault"}


def of_file(pc: PC) -> int:
    return len(pc.rows("select 1 from record where subject = ?", FILE))


def sealed(office: Office) -> list[bool]:
    """Of each group of records whether it lies there; the word that there is a copy is none."""
    with office.service.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "select e.entry, g.sealed from groups g "
            "join entries e on e.space = g.space and e.position = g.position "
            "order by g.position, g.place"
        )
        return [group is not None for entry, group in rows if b"yarrow/looks" not in entry]


def test_it_goes_from_the_service_and_from_who_joined_since(
    team: Team, copy_of_b: Away, new_pc: Callable[[str], PC], office: Office
) -> None:
    a, b = team
    copy = copy_of_b()
    late = new_pc("Saffron Oakum")
    late.join(a.invite())
    all_sync(copy)
    all_sync(late)
    assert of_file(late) == 1  # nobody who knew its id has been here yet

    all_sync(a, b, copy, late)

    assert [of_file(pc) for pc in (a, b, copy, late)] == [0, 0, 0, 0]
    assert len({pc.digest() for pc in (a, b, copy, late)}) == 1
    assert not any(sealed(office))
    assert [pc.vault.verify() for pc in (copy, late)] == [[], []]


def test_it_is_stated_once_about_a_record_alone_and_with_the_first_reason(
    team: Team, copy_of_b: Away
) -> None:
    a, b = team
    copy = copy_of_b()
    all_sync(copy, a, b, a)

    told = a.rows("select reason, record is null from erasure order by nr")

    assert told == [(REASON, 1), (REASON, 0)]
    position = a.rows("select position from membership")
    all_sync(a, b, copy)
    assert a.rows("select position from membership") == position


def test_a_colleague_who_is_no_lead_refuses_it_and_states_nothing(
    team: Team, copy_of_b: Away
) -> None:
    _, b = team
    copy = copy_of_b()

    all_sync(copy, b)

    assert of_file(b) == 0
    assert len(b.rows("select 1 from erasure")) == 1


def test_a_group_in_which_something_else_came_too_is_left_to_a_person(
    team: Team, copy_of_b: Away
) -> None:
    a, _ = team
    copy = copy_of_b()
    copy.alter("update change set save = 1 where status = 'waiting'")
    other = copy.note("of the same file and save", subject=FILE)
    copy.alter("update change set save = 1 where status = 'waiting'")

    all_sync(copy, a)

    assert a.has(other)
    assert len(a.rows("select 1 from erasure")) == 1


def test_an_erasure_that_a_service_lost_for_good_is_stated_again(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[[str], PC]
) -> None:
    a, b = team
    b.note("plum-kestrel said quietly", subject=FILE)
    all_sync(b, a)
    kept, at = copied(), position_of(a)
    a.note("cannot be given back")
    all_sync(a, b)
    erase(a)
    all_sync(a, b)
    forget_sealed(a, b, above=at)
    put_back(office, kept)
    assert codes(a.sync()) == ["exchange.history_shorter"]

    let_go_on(a)

    all_sync(a, b)
    late = new_pc("Saffron Oakum")
    late.join(a.invite())
    all_sync(a, b, late)
    assert [of_file(pc) for pc in (a, b, late)] == [0, 0, 0]
    assert len({pc.digest() for pc in (a, b, late)}) == 1
    assert a.rows("select reason from erasure") == [(REASON,)] * 2
    assert sealed(office) == [False, True]


def test_one_that_a_members_pc_alone_carried_out_is_named_there_until_a_lead_erases_anew(
    team: Team, office: Office, copied: Callable[[], Path], tmp_path: Path
) -> None:
    a, b = team
    b.note("plum-kestrel said quietly", subject=FILE)
    all_sync(b, a)
    kept, at = copied(), position_of(b)
    a.close()
    shutil.copytree(a.folder, tmp_path / "before")
    a.open()
    b.note("cannot be given back")
    all_sync(b, a)
    erase(a)
    all_sync(b)
    forget_sealed(b, above=at)
    put_back(office, kept)
    a.close()
    shutil.rmtree(a.folder)
    shutil.copytree(tmp_path / "before", a.folder)
    a.open()  # a PC that was put back too, and never heard of the erasure

    a.lane.about(partial(go_on, for_others=True)).result()
    all_sync(a)
    b.sync()
    (told,) = b.sync().problems

    assert (told.code, told.facts) == ("exchange.erasure_lost", {"reference": reference(FILE)})
    assert (of_file(a), of_file(b)) == (1, 0)
    erase(a)
    all_sync(a, b)
    assert (of_file(a), of_file(b)) == (0, 0)
    assert a.digest() == b.digest()
