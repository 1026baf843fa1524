from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from app.domain.changes import Edit, read_change
from app.domain.digest import Digest
from app.domain.encoding import decode
from app.errors import Damaged, NotFound
from app.ports.entering import Entering
from app.ports.exchange import (
    Arrived,
    Cursor,
    Ended,
    EntryState,
    Evidence,
    Heard,
    LogEntry,
    Member,
    Own,
    Page,
    Received,
    Sealed,
    ServiceAddress,
)
from storage.spaces import log_rows, overview
from storage.spaces.store import VaultSpaces

SPACE = b"S" * 32
DEVICE = b"d" * 16
OTHER = b"o" * 16
NOW_MS = 1_795_000_000_000
START = Cursor(1, 0, SPACE, b"")
OWN = Own(DEVICE, b"keys", b"author-id-16byte", b"incarn.1", 0, b"place")
ENTERING = Entering(
    asked=b"asked",
    space=SPACE,
    title="Willowmere",
    service=ServiceAddress("https://sync.example", b"g" * 32, (b"p" * 32, b"q" * 32)),
    own=OWN,
    role="lead",
    epoch=1,
    content_key=b"k" * 32,
    statement=b"create",
    permit=None,
)


@pytest.fixture
def spaces(vault):
    return VaultSpaces(vault)


@pytest.fixture
def space(spaces):
    spaces.enter(ENTERING, START, [])
    return spaces.space(SPACE)


def entry(position, *, device=OTHER, state=EntryState.APPLIED, seq=None, why=""):
    written = f"entry {position}".encode()
    return LogEntry(
        position,
        sha256(written).digest(),
        bytes([position]) * 32,
        state,
        written,
        device=device,
        incarnation=b"incarn.o",
        seq=seq or position,
        seen=position - 1,
        why=why,
        groups=(b"group",),
    )


def page(position, entries=(), arrived=(), **other):
    cursor = Cursor(1, position, bytes([position]) * 32, b"head")
    return Page(cursor, entries, arrived, other.pop("members", ()), {}, 1, **other)


def member(device=OTHER, *, author=b"their-author-16b", name="Linnet", pc="ward-pc"):
    return Member(device, author, "member", name, pc, NOW_MS + 5)


def status_of(vault):
    sql = "select status, position, part from change order by nr"
    return vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result()


def save_two_files(vault):
    edits = [Edit("note", bytes([n]) * 16, None, {"text": "x" * 100}, {}) for n in (1, 2)]
    vault.write(lambda session: session.save(edits)).result()


def sealed(space, seq=1, incarnation=b"incarn.1"):
    waiting = space.waiting(10**6)
    changes = tuple((change.nr,) for change in waiting)
    hash = sha256(f"{incarnation} {seq}".encode()).digest()
    return Sealed(incarnation, seq, hash, b"entry", (b"g1", b"g2"), changes)


def test_a_lead_of_one_space_gives_nobody_of_another_a_name(vault, spaces, space):
    elsewhere = b"E" * 32
    begun = replace(ENTERING, space=elsewhere, own=replace(OWN, device=b"e" * 16))
    spaces.enter(begun, Cursor(1, 0, elsewhere, b""), [])
    space.take_page(page(1, members=[member()]))

    spaces.space(elsewhere).take_page(page(1, members=[member(b"n" * 16, name="Not her name")]))

    named = "select name from author where id = ?"
    told = vault.read(lambda each: each.connection.execute(named, (member().author,)).fetchall())
    assert told.result() == [("Linnet",)]


def test_what_was_entered_is_loaded_as_it_was(spaces, space):
    state = space.load()

    assert spaces.spaces() == [SPACE]
    assert (state.id, state.own, state.cursor) == (SPACE, OWN, START)
    assert state.service == ENTERING.service
    assert state.content_keys == {1: b"k" * 32}
    assert (state.statements, state.marks, state.mark, state.skew_ms) == ((), {}, None, 0)


def test_a_space_that_the_vault_is_not_in_is_not_found(spaces):
    with pytest.raises(NotFound):
        spaces.space(SPACE)


def test_what_is_begun_is_kept_until_it_is_entered_or_dropped(spaces):
    assert spaces.entering() is None
    spaces.keep_entering(ENTERING)
    assert spaces.entering() == ENTERING
    spaces.keep_entering(replace(ENTERING, permit="ABCD"))
    assert spaces.entering() == replace(ENTERING, permit="ABCD")

    spaces.drop_entering()
    assert spaces.entering() is None

    spaces.keep_entering(ENTERING)
    spaces.enter(ENTERING, START, [])
    assert spaces.entering() is None


def test_records_of_before_move_into_the_first_space_and_later_ones_begin_there(
    vault, save, spaces
):
    before = save("person", {"name": "Zinnia"})
    digest = vault.digest()

    spaces.enter(ENTERING, START, [])
    after = save("person", {"name": "Zinnia Q"}, over={"name": [before.id]})
    other = save("person", {"name": "Clover"}, subject=b"t" * 16, record=b"t" * 16)

    for change in (before, after, other):
        record = vault.read(lambda reading, id=change.record: reading.record(id)).result()
        assert record.space == SPACE
    assert vault.digest() != digest
    assert vault.verify() == []
    assert [change.encoded for change in spaces.space(SPACE).waiting(10**6)] == [
        change.encoded for change in (before, after, other)
    ]


def test_a_second_space_takes_nothing_from_the_first(vault, save, spaces, space):
    change = save("person", {"name": "Zinnia"})

    second = replace(ENTERING, space=b"T" * 32, own=replace(OWN, device=b"e" * 16))
    spaces.enter(second, replace(START, running=b"T" * 32), [])

    assert spaces.spaces() == [SPACE, b"T" * 32]
    record = vault.read(lambda reading: reading.record(change.record)).result()
    assert record.space == SPACE


def test_a_page_is_taken_with_its_cursor_or_not_at_all(vault, space, change):
    arrived = [Arrived(change({"name": "Zinnia"}), OTHER, 2, 0)]
    good = page(2, [entry(1), entry(2)], arrived, members=[member()], title="Team")

    assert space.take_page(good) == 1
    assert space.take_page(page(3, [entry(3)], arrived)) == 0

    assert space.load().cursor.position == 3
    bad = page(4, [entry(4), entry(4)])
    with pytest.raises(Exception, match="UNIQUE"):
        space.take_page(bad)
    assert space.load().cursor.position == 3
    assert space.running_at(3) == b"\x03" * 32
    assert space.running_at(4) is None
    assert vault.verify() == []


def test_the_last_segment_of_a_device_is_its_newest_by_position(space):
    space.take_page(page(3, [entry(1), entry(2, device=DEVICE), entry(3)], members=[member()]))

    assert space.last_segment(OTHER) == entry(3).hash
    assert space.last_segment(b"x" * 16) is None
    assert space.last_sent() == entry(2).hash
    assert space.is_in_log(entry(1).hash) and not space.is_in_log(b"x" * 32)


def test_sealed_changes_keep_their_number_until_a_receipt_or_a_new_incarnation(vault, space):
    save_two_files(vault)
    first = sealed(space)
    space.keep_sealed([first])

    assert space.sealed() == [first]
    assert space.waiting(10**6) == []
    assert space.load().own.seq == 1
    assert space.holds(b"incarn.1", 1) == first.hash

    space.begin_incarnation(b"incarn.2", b"elsewhere")
    assert space.sealed() == []
    assert len(space.waiting(10**6)) == 2
    own = space.load().own
    assert (own.incarnation, own.seq, own.place) == (b"incarn.2", 0, b"elsewhere")


def test_a_receipt_gives_each_change_its_place(vault, space):
    save_two_files(vault)
    first = sealed(space)
    space.keep_sealed([first])

    space.keep_received([Received(b"incarn.1", 1, 7, b"receipt")])

    assert status_of(vault) == [("received", 7, 0), ("received", 7, 1)]
    assert space.sealed() == []
    assert space.holds(b"incarn.1", 1) == space.last_sent() == first.hash
    space.keep_received([Received(b"incarn.1", 9, 8, b"of nothing sealed here")])
    assert space.last_sent() == first.hash


def test_sealing_leaves_the_rows_of_changes_as_they_are(vault, space):
    save_two_files(vault)
    before = status_of(vault)

    space.keep_sealed([sealed(space)])

    assert status_of(vault) == before == [("waiting", None, None)] * 2


def test_what_comes_in_a_page_while_a_segment_holds_it_keeps_its_place_for_the_receipt(
    vault, space
):
    save_two_files(vault)
    first = space.waiting(10**6)[0]
    space.keep_sealed([sealed(space)])
    came = Arrived(read_change(decode(first.encoded)), OTHER, 3, 5)

    space.take_page(page(3, [entry(3)], [came], members=[member()]))

    assert [row[1:] for row in status_of(vault)] == [(None, None)] * 2
    assert space.waiting(10**6) == []
    space.keep_received([Received(b"incarn.1", 1, 7, b"receipt")])
    assert status_of(vault) == [("received", 7, 0), ("received", 7, 1)]
    sql = "select position, part from change_again"
    assert vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result() == [
        (3, 5)
    ]


def test_what_is_refused_is_set_aside_and_can_wait_again(vault, space):
    save_two_files(vault)
    first = sealed(space)
    space.keep_sealed([first])

    space.refuse(first, "too_large")

    assert {status for status, _, _ in status_of(vault)} == {"refused"}
    assert space.sealed() == space.waiting(10**6) == []
    assert space.send_again() == 2
    assert len(space.waiting(10**6)) == 2


def test_waiting_gives_whole_saves_and_at_least_one(vault, space):
    for _ in range(3):
        save_two_files(vault)

    assert len(space.waiting(1)) == 2
    one = sum(len(change.encoded) for change in space.waiting(1))
    assert len(space.waiting(2 * one)) == 4
    assert len(space.waiting(2 * one - 1)) == 2
    assert [change.save for change in space.waiting(10**6)] == sorted(
        change.save for change in space.waiting(10**6)
    )


def test_parked_entries_come_back_with_their_groups_until_opened(space, change):
    parked = entry(1, state=EntryState.PARKED, why="no_key")
    held = entry(2, state=EntryState.HELD, why="false_seen")
    space.take_page(page(2, [parked, held], members=[member()]))

    assert space.in_state(EntryState.PARKED) == [parked]
    assert space.count(EntryState.PARKED) == space.count(EntryState.HELD) == 1
    assert space.convicted() == [OTHER]

    arrived = [Arrived(change({"name": "Zinnia"}), OTHER, 1, 0)]
    assert space.take_page(page(2, [], arrived, opened=[1])) == 1
    assert space.in_state(EntryState.PARKED) == []


def test_seen_by_counts_colleagues_devices_that_have_all_of_a_record(vault, save, space):
    change = save("person", {"name": "Zinnia"})
    mine_too = member(b"m" * 16, author=OWN.author)
    space.take_page(page(1, [entry(1)], members=[member(), mine_too]))
    first = sealed(space)
    space.keep_sealed([first])
    space.keep_received([Received(b"incarn.1", 1, 2, b"receipt")])

    def seen_by():
        return vault.read(lambda reading: reading.record(change.record)).result().seen_by

    def heard(device, position):
        space.keep_heard([Heard(device, b"mark", position, 9, Digest())])

    heard(OTHER, 1)
    assert seen_by() == 0
    heard(OTHER, 2)
    assert seen_by() == 1
    heard(b"m" * 16, 2)
    assert seen_by() == 1
    save("person", {"name": "Zinnia Q"}, over={"name": [change.id]})
    assert seen_by() == 0


def test_evidence_and_the_end_of_an_exchange_are_kept(vault, space):
    for _ in range(2):
        space.keep_evidence(Evidence("exchange.history_differs", b"ours", b"theirs", 3))
    space.keep_ended(Ended(10, (("exchange.held", {"count": 2}),), is_frozen=True))
    space.keep_ended(Ended(20, (("exchange.unreachable", {}),), was_reached=False))

    shown = vault.read(lambda reading: overview.read(reading.connection)).result().spaces[0]

    assert (shown.tried_ms, shown.reached_ms, shown.is_frozen) == (20, 10, False)
    assert shown.problems == (("exchange.unreachable", {}),)
    sql = "select count(*) from evidence"
    count = vault.read(lambda reading: reading.connection.execute(sql).fetchone()).result()
    assert count == (1,)


def test_devices_are_listed_with_their_people(vault, space):
    space.take_page(page(1, members=[member(), member(b"n" * 16, name=None, pc=None)]))
    space.take_page(page(2, members=[member(name="Linnet Marrowby")]))

    own, other, unnamed = overview_of(vault).devices

    assert (own.person, own.is_own, own.role) == ("Tansy Bramblewick", True, "lead")
    assert (other.person, other.pc, other.read_to) == ("Linnet Marrowby", "ward-pc", 0)
    assert unnamed.person == "Linnet Marrowby"


def overview_of(vault):
    return vault.read(lambda reading: overview.read(reading.connection)).result().spaces[0]


def kept_sealed(vault):
    sql = "select position from sealed_entry order by position"
    return vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result()


def test_sealed_bytes_of_applied_entries_go_after_ninety_days(vault, space, clock):
    held = entry(2, state=EntryState.HELD, why="x")
    space.take_page(page(2, [entry(1), held], members=[member()]))

    clock.ms += log_rows.KEEP_MS + 2
    space.take_page(replace(page(3, [entry(3)]), now_ms=clock.ms))

    assert kept_sealed(vault) == [(2,), (3,)]
    assert space.running_at(1) is not None


def test_sealed_bytes_stay_while_only_one_of_two_clocks_says_ninety_days(vault, space, clock):
    space.take_page(replace(page(1, [entry(1)], members=[member()]), now_ms=NOW_MS))

    space.take_page(replace(page(2, [entry(2)]), now_ms=NOW_MS + 2 * log_rows.KEEP_MS))
    clock.ms += 2 * log_rows.KEEP_MS
    space.take_page(replace(page(3, [entry(3)]), now_ms=NOW_MS))

    assert kept_sealed(vault) == [(1,), (2,), (3,)]


def test_times_beyond_what_a_column_holds_are_kept_as_the_greatest_it_can(vault, space):
    never = replace(member(), added_ms=2**64 - 1)

    space.take_page(page(1, [entry(1)], members=[never]))
    space.take_page(page(1, [], members=[never]))
    space.keep_heard([Heard(OTHER, b"mark", 1, 2**64 - 1, Digest())])

    sql = "select d.added_ms, h.mark_ms from device d join heard h on h.device = d.nr"
    rows = vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result()
    assert rows == [(2**63 - 1, 2**63 - 1)]


def test_changes_of_a_device_that_no_statement_told_of_are_not_taken(vault, space, change):
    stray = Arrived(change({"name": "Zinnia"}), b"n" * 16, 1, 0)

    with pytest.raises(Damaged, match="vault.no_such_device"):
        space.take_page(page(1, [entry(1)], [stray], members=[member()]))

    assert space.load().cursor.position == 0


def test_what_a_receipt_was_for_waits_again_and_its_number_stays_known(vault, space):
    save_two_files(vault)
    first = sealed(space)
    space.keep_sealed([first])
    space.keep_received([Received(b"incarn.1", 1, 7, b"receipt")])
    assert space.receipts(7, 9) == [b"receipt"]
    assert space.receipts(8, 9) == []

    space.take_back([7])

    assert [row[:2] for row in status_of(vault)] == [("waiting", None)] * 2
    assert space.receipts(1, 9) == []
    assert space.last_sent() is None
    assert space.holds(b"incarn.1", 1) == first.hash


def test_changes_can_be_set_aside_before_they_are_sealed(vault, space):
    save_two_files(vault)
    first, second = space.waiting(10**6)

    space.set_aside([first.nr], "too_large")

    assert [change.nr for change in space.waiting(10**6)] == [second.nr]
    assert space.send_again() == 1
    assert len(space.waiting(10**6)) == 2


def test_only_what_is_applied_or_parked_says_how_far_its_author_has_read(vault, space):
    held = entry(3, state=EntryState.HELD, why="broken_chain")

    space.take_page(page(3, [entry(1), entry(2), held], members=[member()]))

    sql = "select position from heard"
    rows = vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result()
    assert rows == [(1,)]


def test_a_copied_folder_is_another_place(vault, spaces, tmp_path):
    here = spaces.place()

    assert here == spaces.place()
    vault.path = tmp_path
    assert spaces.place() != here
