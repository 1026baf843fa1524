"""Two copies of one vault that go on side by side are shown to the leads."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

import sync.erasing
from app.ports.erasing import Target
from tests.sync.exchange.offices import PC, codes
from tests.sync.exchange.put_back import all_sync

COPIED = ["exchange.copied_vault"]
DAY_MS = 24 * 60 * 60 * 1000
FILE = b"f" * 16


class Cut(Exception):
    """The exchange was ended."""


@pytest.fixture
def copy(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> PC:
    """Another PC with a copy of the folder of Linnet's vault."""
    _, b = team
    b.close()
    shutil.copytree(b.folder, b.folder.with_name("copy"))
    b.open()
    return new_pc("copy of the folder")


def copied(pc: PC, whose: PC) -> bool:
    rows = {row.id: row for row in pc.overview().spaces[0].devices}
    return rows[whose.device].copied_ms is not None


def test_leads_are_told_whose_vault_goes_on_as_two_copies_and_nobody_else_is(
    team: tuple[PC, PC], copy: PC, new_pc: Callable[..., PC]
) -> None:
    a, b = team
    other = new_pc("Tansy Bramblewick")
    other.join(a.invite())
    copy.note("in the copy")
    assert codes(copy.sync()) == []

    b.note("in the first")
    assert codes(b.sync()) == COPIED
    all_sync(a, other)

    assert copied(a, b)
    assert copied(b, b)
    assert not copied(a, a)
    assert not copied(other, b)


def test_a_reader_whose_vault_was_copied_tells_the_leads_too(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, _ = team
    reader = new_pc("Tansy Bramblewick")
    reader.join(a.invite(role="reader"))
    reader.sync()
    reader.close()
    shutil.copytree(reader.folder, reader.folder.with_name("reading"))
    reader.open()
    double = new_pc("reading copy")
    for pc in (reader, double):
        pc.vault.write(
            lambda session: session.note_access("view", b"", record=None, detail="")
        ).result()
        pc.sync()

    a.sync()

    assert copied(a, reader)


def test_a_vault_whose_folder_only_moved_is_no_copy(team: tuple[PC, PC], copy: PC) -> None:
    a, b = team
    for number in range(2):
        copy.note(f"where it is now {number}")
        assert codes(copy.sync()) == []

    a.sync()

    assert not copied(a, b)


def test_two_copies_that_hear_of_each_other_come_to_rest_and_say_so_again_the_next_day(
    team: tuple[PC, PC], copy: PC
) -> None:
    a, b = team
    copy.note("in the copy")
    for pc in (copy, b, copy, b, copy):
        pc.sync()
    for pc in (a, b, copy, a, b, copy):
        pc.sync()
        pc.wire.asked.clear()
    for pc in (a, b, copy):
        assert codes(pc.sync()) == []
        assert pc.wire.asked == ["hello"]
    ((count,),) = b.rows("select count(*) from access where what = 'vault_copied'")
    assert count == 1

    later = b.now_ms() + DAY_MS
    b.clock = lambda: later
    copy.note("in the copy again")
    copy.sync()
    b.sync()

    ((count,),) = b.rows("select count(*) from access where what = 'vault_copied'")
    assert count == 2


def test_what_a_copy_had_read_back_before_its_receipt_came_is_sent_once_and_erased_whole(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    note = a.note("about the file that is erased", subject=FILE)

    def cut(name: str) -> None:
        if name == "append":
            raise Cut

    a.wire.after = cut  # the service has it, and nobody heard
    with pytest.raises(Cut):
        a.sync()
    a.wire.after, a.wire.before = None, cut  # what stands in the log is read, and no receipt
    with pytest.raises(Cut):
        a.sync()
    a.wire.before = None
    a.close()
    shutil.copytree(a.folder, a.folder.with_name("copy"))
    a.open()
    copy = new_pc("copy of the folder")
    copy.note("in the copy")
    assert copy.sync().sent == 1
    b.sync()
    assert b.has(note)

    a.sync()
    a.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(FILE), "Asked for", means)
    ).result()

    for pc in (a, copy, b):
        pc.sync()
        assert not pc.has(note)
