"""Any order and any repeats of changes leave the state that merging says, and one digest."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.changes import Edit, make_change
from app.domain.clock import FURTHEST_AHEAD_MS
from app.domain.digest import Digest, heads_term
from app.domain.merging import AWAY, Head, Register, is_clash, shown
from storage import clock_reading, space_rows
from storage.applying import THEIRS, WAITING, Arrival, apply, apply_page
from storage.connection import open_records
from storage.migrations import migrate
from storage.verifying import findings

NOW_MS = 1_795_000_000_000
FIELDS = ("risk", "name", AWAY)
VALUES = st.sampled_from([None, "yes", "high", "standard", "a word", 3, [1, {"a": None}]])
PREPARE = """
    insert into author (nr, id, name) values (1, x'01', 'Wren');
    insert into space (nr, title, is_home) values (1, '', 1);
    insert into space (nr, id, title) values (2, x'02', 'Willowmere');
    insert into device (nr, space, author, name, role) values (1, 1, 1, '', 'lead');
"""


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    path = tmp_path_factory.mktemp("applying") / "records.db"
    connection = open_records(path, key=b"k" * 32, salt=b"s" * 16)
    migrate(connection)
    connection.executescript(PREPARE)
    yield connection
    connection.close()


@pytest.fixture
def rows(connection):
    connection.execute("begin immediate")
    yield connection
    connection.execute("rollback")


@st.composite
def histories(draw):
    """Changes of few records that name each other, or strangers, with any clock."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        names = draw(st.sets(st.sampled_from(FIELDS), min_size=1))
        ids = [change.id for change in made] + [b"?" * 32]
        over = {
            name: draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)) for name in names
        }
        edit = Edit(
            draw(st.sampled_from(["person", "task"])),
            b"s" * 16,
            draw(st.sampled_from([b"r" * 16, b"q" * 16])),
            {name: draw(VALUES) for name in names},
            over,
        )
        at = draw(st.sampled_from([0, 1, 2, NOW_MS << 16, 2**64 - 1]))
        time = (draw(st.sampled_from([0, 5, 2**64 - 1])), draw(st.sampled_from([None, 2**64 - 1])))
        made.append(make_change(edit, salt=number.to_bytes(16, "big"), at=at, time=time))
    return made


def arrivals(changes):
    return [Arrival(change, 1, THEIRS) for change in changes]


def stored(connection):
    """All that is derived, without row numbers, which tell the order of hearing."""
    tables = [
        "select r.subject, r.kind, r.id, r.is_away, r.clashes, r.created_ms, r.changed_ms,"
        " r.first, r.last, r.registers, json(r.state), s.text"
        " from record r left join search s on s.rowid % (1 << 40) = r.nr"
        " order by r.id, r.kind, r.subject",
        "select id, bytes, is_ahead from change order by id",
        "select have, state, clock from space order by nr",
    ]
    return [connection.execute(sql).fetchall() for sql in tables]


def merged_digest(changes):
    """The digest by the rules alone, from registers kept in memory."""
    registers = {}
    digest = Digest()
    for change in changes:
        digest = digest.with_change(change.id)
        for field, value in change.set.items():
            key = (change.subject, change.kind, change.of, field)
            register = registers.setdefault(key, Register({}, set()))
            register.take(Head(change.id, change.at, value), change.over.get(field, ()))
    for (subject, kind, record, field), register in registers.items():
        term = heads_term(
            subject=subject, kind=kind, record=record, field=field, heads=register.heads
        )
        digest = digest.with_heads(0, term)
    return digest


@settings(max_examples=60)
@given(histories(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_repeats_and_pages_leave_the_same(connection, history, random, page):
    outcomes = []
    shuffled = history * 2
    random.shuffle(shuffled)
    for order, size in ((history, len(history)), (shuffled, page)):
        connection.execute("begin immediate")
        try:
            for start in range(0, len(order), size):
                part = arrivals(order[start : start + size])
                apply_page(connection, part, space=1, now_ms=NOW_MS)
            outcomes.append(stored(connection))
            assert space_rows.read_digest(connection, 1) == merged_digest(history)
            assert findings(connection) == []
        finally:
            connection.execute("rollback")

    assert outcomes[0] == outcomes[1]


@settings(max_examples=40)
@given(histories())
def test_what_is_shown_is_what_merging_says(connection, history):
    registers = {}
    for change in history:
        for field, value in change.set.items():
            key = (change.kind, change.of, field)
            register = registers.setdefault(key, Register({}, set()))
            register.take(Head(change.id, change.at, value), change.over.get(field, ()))

    connection.execute("begin immediate")
    try:
        apply_page(connection, arrivals(history), space=1, now_ms=NOW_MS)
        found = {
            (kind, id): clashes
            for kind, id, clashes in connection.execute("select kind, id, clashes from record")
        }
        for (kind, id, field), register in registers.items():
            heads = list(register.heads.values())
            value = shown(field, heads).value if heads else None
            sql = "select state -> ? from record where kind = ? and id = ?"
            state = connection.execute(sql, (f"$.{field}", kind, id)).fetchone()[0]
            assert (state is None) == (value is None)
            if is_clash(heads):
                assert found[kind, id] > 0
    finally:
        connection.execute("rollback")


def test_a_change_already_there_changes_nothing_and_says_so(rows, change):
    made = change({"name": "Wren"})

    first = apply(rows, made, space=1, device=1, status=WAITING, now_ms=NOW_MS)
    before = stored(rows)
    second = apply(rows, made, space=1, device=1, status=THEIRS, position=9, now_ms=NOW_MS)

    assert (first, second) == (True, False)
    assert stored(rows) == before
    assert rows.execute("select status, position from change").fetchall() == [(WAITING, None)]


def test_a_replacement_that_arrives_before_what_it_replaces_still_replaces_it(rows, change):
    old = change({"name": "Wren"})
    new = change({"name": "Wren Pepperday"}, over={"name": [old.id]})

    for each in (new, old):
        apply(rows, each, space=1, device=1, status=THEIRS, now_ms=NOW_MS)

    assert rows.execute("select clashes, name from record").fetchall() == [(0, "Wren Pepperday")]


def test_three_edits_made_apart_all_stay_in_whatever_order_they_come(connection, change):
    first = change({"name": "Wren"})
    apart = [change({"name": name}, over={"name": [first.id]}) for name in ("A", "B", "C")]
    outcomes = set()

    for order in permutations([first, *apart]):
        connection.execute("begin immediate")
        for each in order:
            apply(connection, each, space=1, device=1, status=THEIRS, now_ms=NOW_MS)
        outcomes.add(str(stored(connection)))
        assert connection.execute("select clashes from record").fetchone() == (1,)
        connection.execute("rollback")

    assert len(outcomes) == 1


def test_the_higher_risk_is_shown_while_in_clash(rows, change):
    high = change({"risk": {"level": "high"}}, at=1)
    low = change({"risk": {"level": "standard"}}, at=2)

    apply_page(rows, arrivals([high, low]), space=1, now_ms=NOW_MS)

    shown_level = rows.execute("select state ->> '$.risk.level' from record").fetchone()
    assert shown_level == ("high",)


def test_two_records_of_one_id_in_other_files_kinds_or_spaces_stay_apart(rows, change):
    made = [
        change({"name": "A"}),
        change({"name": "B"}, subject=b"t" * 16),
        change({"name": "C"}, kind="task"),
    ]
    for space in (1, 2):
        apply_page(rows, arrivals(made), space=space, now_ms=NOW_MS)

    names = rows.execute("select space, state ->> '$.name', clashes from record order by 1, 2")
    assert names.fetchall() == [(s, n, 0) for s in (1, 2) for n in "ABC"]


def test_one_reference_number_given_twice_leaves_both_records(rows, change):
    made = [change({"number": "REF-7"}, record=bytes([n]) * 16, kind="referral") for n in (1, 2)]

    apply_page(rows, arrivals(made), space=1, now_ms=NOW_MS)

    assert rows.execute("select state ->> '$.number' from record").fetchall() == [("REF-7",)] * 2


def test_a_clock_a_little_ahead_is_followed_and_a_lying_one_is_marked_instead(rows, change):
    near = (NOW_MS + FURTHEST_AHEAD_MS) << 16
    far = (NOW_MS + FURTHEST_AHEAD_MS + 1) << 16

    apply_page(
        rows,
        arrivals([change({"a": 1}, at=far), change({"b": 1}, at=near)]),
        space=1,
        now_ms=NOW_MS,
    )

    assert clock_reading.last(rows) == near
    marks = rows.execute("select at, is_ahead from change").fetchall()
    assert {int.from_bytes(at, "big"): ahead for at, ahead in marks} == {far: 1, near: 0}


@pytest.mark.parametrize("seen_all", [True, False])
def test_a_record_put_away_comes_back_in_clash_by_what_was_not_seen(rows, change, seen_all):
    first = change({"name": "Wren"})
    gone = change({AWAY: "Wrong person"}, over={AWAY: [first.id]})
    later = change({"name": "Wren P"}, over={"name": [first.id]})
    made = [first, gone] if seen_all else [later, gone, first]

    apply_page(rows, arrivals(made), space=1, now_ms=NOW_MS)

    found = rows.execute("select is_away, clashes from record").fetchone()
    in_search = rows.execute("select count(*) from search where search match 'wren'").fetchone()[0]
    assert found == ((1, 0) if seen_all else (0, 1))
    assert in_search == (0 if seen_all else 1)
