from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import Unreachable, Untrusted, YarrowError
from sync.protocol.words import service_words
from sync.service.permits import keep_permit
from sync.service.store import count_spaces
from tests.sync.exchange.offices import PC, PINS, Office, code_of, codes


class Cut(BaseException):
    """The process ends here."""


def cut(at: str) -> Callable[[str], None]:
    def check(name: str) -> None:
        if name == at:
            raise Cut

    return check


def test_what_the_vault_held_moves_into_its_first_space_with_its_ids(
    new_pc: Callable[..., PC],
) -> None:
    a = new_pc()
    note = a.note()
    before = a.rows("select have, state from space where nr = 1")

    space = a.found()

    record = a.vault.read(lambda reading: reading.record(note)).result()
    assert record is not None
    assert (record.space, a.state_of(note)) == (space, ("only_here", 0))
    assert a.rows("select have, state from space where id = ?", space) == before
    assert a.rows("select have, state from space where nr = 1") == [(bytes(32), bytes(32))]
    assert a.rows("select title, is_home from space where id = ?", space) == [("Willowmere", 1)]
    assert a.vault.verify() == []
    assert a.sync().sent == 1


def test_the_six_words_are_those_the_service_prints(
    new_pc: Callable[..., PC], office: Office
) -> None:
    words = service_words(office.service.keys.public, PINS[0])
    pc = new_pc()

    assert pc.lane.meet("https://sync.example").result().words == words

    pc.found(words=" ".join(words).upper())
    assert len(pc.spaces.spaces()) == 1


def test_other_words_make_nothing(new_pc: Callable[..., PC], office: Office) -> None:
    pc = new_pc()
    words = [*service_words(office.service.keys.public, PINS[0])]

    with pytest.raises(Untrusted) as refused:
        pc.found(words=" ".join(reversed(words)))

    assert code_of(refused.value) == "exchange.other_words"
    assert pc.wire.asked == ["time"]
    assert (pc.spaces.spaces(), pc.spaces.entering()) == ([], None)


def test_a_service_whose_certificate_is_not_the_one_it_names_is_refused(
    new_pc: Callable[..., PC],
) -> None:
    pc = new_pc()
    pc.wire.pin = b"z" * 32

    with pytest.raises(Untrusted) as refused:
        pc.found()

    assert code_of(refused.value) == "exchange.other_key"
    assert pc.spaces.entering() is None


def test_without_a_service_nothing_is_half_made(new_pc: Callable[..., PC], office: Office) -> None:
    pc = new_pc()
    note = pc.note()
    office.is_up = False

    with pytest.raises(Unreachable):
        pc.found()

    assert pc.spaces.spaces() == []
    assert pc.state_of(note) == ("only_here", 0)
    office.is_up = True
    pc.found()
    assert len(pc.spaces.spaces()) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_it_is_made_the_same_space_is_made_by_running_again(
    new_pc: Callable[..., PC], office: Office, when: str
) -> None:
    pc = new_pc()
    setattr(pc.wire, when, cut("spaces"))
    with pytest.raises(Cut):
        pc.found()
    begun = pc.spaces.entering()
    assert begun is not None
    assert pc.spaces.spaces() == []
    pc.close()
    pc.wire.before = pc.wire.after = None
    pc.open()

    assert pc.found() == begun.space

    assert pc.spaces.entering() is None
    with office.service.store.reading() as rows:
        assert count_spaces(rows) == 1
    assert codes(pc.sync()) == []


def test_a_service_that_asks_for_a_permit_takes_each_once(
    new_pc: Callable[..., PC], office: Office
) -> None:
    office.spaces = "permit"
    office.restart()
    with office.service.store.writing() as rows:
        keep_permit(rows, "ABCD-EFGH", made=1)
    pc = new_pc()

    with pytest.raises(YarrowError) as refused:
        pc.found(permit="WRONG")
    assert code_of(refused.value) == "service.no_permit"
    assert pc.spaces.entering() is None

    pc.found(permit="abcd-efgh")
    assert len(pc.spaces.spaces()) == 1
    with pytest.raises(YarrowError) as refused:
        new_pc("Linnet Marrowby").found(permit="ABCD-EFGH")
    assert code_of(refused.value) == "service.no_permit"


def test_a_second_space_leaves_the_first_as_it_is(new_pc: Callable[..., PC]) -> None:
    a = new_pc()
    first = a.found()
    note = a.note()
    second = a.found(title="Restricted")

    assert a.spaces.spaces() == [first, second]
    record = a.vault.read(lambda reading: reading.record(note)).result()
    assert record is not None and record.space == first
    assert codes(a.sync()) == []
