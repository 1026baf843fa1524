"""What clashed elsewhere without two people meaning different things does not clash here.

Each test is named after what happened; the stories are listed in `docs/reliability.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.records import Record
from sync.exchange.pull import MOST_CLASHES
from tests.sync.exchange.offices import PC, Office, codes, done

ID = b"r" * 16


def record_of(pc: PC, id: bytes = ID) -> Record:
    found = pc.vault.read(lambda reading: reading.record(id)).result()
    assert found is not None
    return found


def put(pc: PC, fields: dict[str, Value], *, id: bytes = ID, seeing: bool = True) -> None:
    """Write fields over what stands here, or as if nothing did."""
    known = pc.vault.read(lambda reading: reading.record(id)).result() if seeing else None
    heads = known.heads if known is not None else {}
    over = {field: list(heads.get(field, ())) for field in fields}
    pc.save("person", fields, record=id, subject=ID, over=over)


def clashes(pc: PC) -> int:
    return sum(len(each.clashes) for each in pc.vault.read(lambda r: r.clashes()).result())


def settle_down(*pcs: PC, rounds: int = 3) -> None:
    for _ in range(rounds):
        for pc in pcs:
            assert codes(pc.sync()) == []


@pytest.fixture
def trio(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> tuple[PC, PC, PC]:
    """A third colleague's PC in the same space, that has read nothing of what follows."""
    a, b = team
    c = new_pc("Robin Vale")
    c.join(a.invite(name="Robin Vale"))
    settle_down(a, b, c, rounds=1)
    return a, b, c


@pytest.mark.parametrize("first", [0, 1])
def test_one_of_two_versions_of_a_new_record_was_dropped_at_a_third_peer(
    trio: tuple[PC, PC, PC], first: int
) -> None:
    """The same id is made on two PCs; a third hears of them by each path."""
    a, b, c = trio
    for pc, name in ((a, "Tansy"), (b, "Clover")):
        put(pc, {"name": name}, seeing=False)
    for pc in ((a, b), (b, a))[first]:
        pc.sync()
        c.sync()

    settle_down(a, b, c)

    for pc in trio:
        assert {each.value for each in record_of(pc).clashes["name"]} == {"Tansy", "Clover"}
    assert a.digest() == b.digest() == c.digest()


def test_identical_words_written_twice_were_called_nothing_and_never_reached_the_third(
    trio: tuple[PC, PC, PC],
) -> None:
    a, b, c = trio
    for pc in (a, b):
        put(pc, {"name": "Tansy Bramblewick"}, seeing=False)
    for pc in (a, b):
        pc.sync()

    settle_down(c, a, b)

    for pc in trio:
        assert record_of(pc).fields["name"] == "Tansy Bramblewick"
        assert len(record_of(pc).heads["name"]) == 2
        assert clashes(pc) == 0
    put(c, {"name": "Tansy B."})
    settle_down(c, a, b)
    assert [len(record_of(pc).heads["name"]) for pc in trio] == [1, 1, 1]


def test_two_deletions_made_apart_never_agreed(trio: tuple[PC, PC, PC]) -> None:
    a, b, c = trio
    put(a, {"name": "Tansy", "pronouns": "she"})
    settle_down(a, b, c)
    for pc in (b, c):
        put(pc, {"pronouns": None})
    for pc in (c, a, b):
        pc.sync()

    settle_down(a, c, b)

    for pc in trio:
        assert "pronouns" not in record_of(pc).fields
        assert clashes(pc) == 0
    assert a.digest() == b.digest() == c.digest()


EDITS: list[dict[str, Value]] = [
    *({"name": "Clover"}, {"name": None}, {"pronouns": "they"}),
    *({"risk": "high"}, {"risk": "standard"}, {"gone": "wrong file"}),
]


def test_a_field_differed_by_who_came_back_online_first(team: tuple[PC, PC]) -> None:
    """Every pair of edits made apart, and both orders of coming back."""
    a, b = team
    pairs = list(permutations(EDITS, 2))
    came: list[list[str]] = []
    for first in (0, 1):
        ids = [bytes([first, number]) * 8 for number in range(len(pairs))]
        for id in ids:
            put(a, {"name": "Tansy", "risk": "medium"}, id=id)
        settle_down(a, b, rounds=1)
        for id, pair in zip(ids, pairs, strict=True):
            for pc, fields in zip((a, b), pair, strict=True):
                put(pc, fields, id=id)
        for pc in ((a, b), (b, a))[first]:
            pc.sync()
        settle_down(a, b, rounds=2)
        assert a.digest() == b.digest()
        came.append([])
        for id in ids:
            one, other = told(record_of(a, id)), told(record_of(b, id))
            assert one == other
            came[-1].append(other)

    assert came[0] == came[1]


def told(record: Record) -> str:
    """What people meet of it; which of two equals is later is the clock's."""
    sides = {
        field: sorted(str(each.value) for each in versions)
        for field, versions in record.clashes.items()
    }
    stands = {field: value for field, value in record.fields.items() if field not in sides}
    careful = record.fields.get("risk")
    return repr((sides, stands, careful, record.is_away))


def test_false_conflicts_came_while_typing_through_a_slow_sync(team: tuple[PC, PC]) -> None:
    a, b = team
    put(a, {"name": "Tansy"})
    settle_down(a, b, rounds=1)
    letters = iter("Tansy Bramblewick")
    typed = ""

    def type_on(_request: str) -> None:
        nonlocal typed
        if letter := next(letters, ""):
            typed += letter
            put(a, {"name": typed})

    a.wire.before = a.wire.after = type_on
    for _ in range(2):
        a.sync()
        b.sync()
    a.wire.before = a.wire.after = None
    settle_down(a, b)

    for pc in (a, b):
        assert record_of(pc).fields["name"] == typed
        assert clashes(pc) == 0


def test_false_conflicts_came_every_monday_after_three_days_offline(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    put(a, {"name": "Tansy"})
    settle_down(a, b, rounds=1)
    office.is_up = False
    for day in range(3):
        put(b, {"pronouns": f"they, {day}"})
        put(b, {"date_of_birth": f"1990-01-0{day + 1}"})
        b.sync()
        office.is_up = True
        put(a, {"name": f"Tansy {day}"})
        assert codes(a.sync()) == []
        office.is_up = False
    office.is_up = True

    settle_down(b, a)

    for pc in (a, b):
        assert clashes(pc) == 0
        assert record_of(pc).fields["pronouns"] == "they, 2"
        assert record_of(pc).fields["name"] == "Tansy 2"


def test_everything_became_a_conflict_after_a_change_of_account(
    team: tuple[PC, PC], tmp_path: Path
) -> None:
    """The folder moves while its last words are on their way: all is numbered and sent anew."""
    a, b = team
    many = MOST_CLASHES + 10
    ids = [number.to_bytes(16, "big") for number in range(1, many + 1)]
    a.save_many([Edit("person", id, id, {"name": "Tansy"}, {}) for id in ids])
    settle_down(a, b, rounds=1)
    heads = {id: record_of(a, id).heads["name"] for id in ids}
    for pc in (a, b):  # the same words once more, by a program that writes what did not change
        over = {id: {"name": heads[id]} for id in ids}
        pc.save_many([Edit("person", id, id, {"name": "Tansy"}, over[id]) for id in ids])
    a.wire.after = Lost("append")
    with suppress(Cut):
        a.sync()
    a.wire.after = None
    a.close()
    a.folder = a.folder.rename(tmp_path / "moved")
    a.open()
    a.sync()

    settle_down(a, b)

    for pc in (a, b):
        assert clashes(pc) == 0
    assert a.digest() == b.digest()


class Cut(BaseException):
    """The process ends here."""


class Lost:
    """The answer to one kind of request never arrives."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, name: str) -> None:
        if name == self.name:
            raise Cut


def test_more_than_fifty_at_once_pause_and_ask(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    ids = [number.to_bytes(16, "big") for number in range(1, MOST_CLASHES + 2)]
    a.save_many([Edit("person", id, id, {"name": "Tansy"}, {}) for id in ids])
    settle_down(a, b, rounds=1)
    for pc, name in ((a, "Clover"), (b, "Marigold")):
        over = {id: {"name": record_of(pc, id).heads["name"]} for id in ids}
        pc.save_many([Edit("person", id, id, {"name": name}, over[id]) for id in ids])
    a.sync()
    before = b.digest()

    for _ in range(2):  # it is asked anew each time, and nothing is taken in
        totals = b.sync()
        assert codes(totals) == ["exchange.many_clashes"]
        assert totals.problems[0].facts == {"count": MOST_CLASHES + 1}
        assert (totals.received, b.digest(), clashes(b)) == (0, before, 0)
    assert b.state_of(ids[0])[0] == "received"  # what was saved here was sent all the same
    later = b.note("Written meanwhile")
    b.sync()
    assert b.state_of(later)[0] == "received"

    b.take_clashes()
    assert codes(b.sync()) == []
    assert clashes(b) == MOST_CLASHES + 1
    # The word was for that once.
    assert codes(a.sync()) == ["exchange.many_clashes"]
    a.take_clashes()
    settle_down(a, b)
    assert a.digest() == b.digest()
    # Whoever joins meets the clashes of others without being asked.
    c = new_pc("Robin Vale")
    c.join(a.invite(name="Robin Vale"))
    settle_down(c)
    assert clashes(c) == MOST_CLASHES + 1


def test_fifty_at_once_are_taken_in(team: tuple[PC, PC]) -> None:
    a, b = team
    ids = [number.to_bytes(16, "big") for number in range(1, MOST_CLASHES + 1)]
    for pc, name in ((a, "Clover"), (b, "Marigold")):
        pc.save_many([Edit("person", id, id, {"name": name}, {}) for id in ids])
    assert done(a.sync()) == (MOST_CLASHES, 0, 0)

    assert codes(b.sync()) == []

    assert clashes(b) == MOST_CLASHES
