"""What an exchange costs does not grow with what was recorded and sent before."""

from __future__ import annotations

import pytest

from app.errors import Untrusted
from app.ports.erasing import Erasing, Target
from storage.connection import Connection
from storage.lanes import Lane
from sync.exchange import talk
from sync.holding import decide, held
from tests.sync.exchange.forging import unsigned
from tests.sync.exchange.offices import PC, Office, codes, plant

SENT_BEFORE = 25
A_TURN = 4
MOST_MORE = 10 * SENT_BEFORE
"""A lead goes over the log since the newest entry of the access log; one list more is above it."""


class Steps:
    """Counts the steps of SQLite's machine in a PC's vault."""

    def __init__(self, pc: PC) -> None:
        self.count = 0
        pc.vault.write(lambda session: self._watch(session.connection)).result()
        pc.vault.read(lambda reading: self._watch(reading.connection)).result()

    def _watch(self, connection: Connection) -> None:
        connection.set_progress_handler(self._step, 1)

    def _step(self) -> int:
        self.count += 1
        return 0


def steps_of_nothing(pc: PC, steps: Steps) -> int:
    """The steps of an exchange that finds nothing to do."""
    pc.sync()
    before = steps.count
    assert not pc.sync().problems
    return steps.count - before


def test_an_exchange_with_nothing_to_do_is_no_more_work_in_a_large_vault(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    watched = [(pc, Steps(pc)) for pc in team]
    small = [steps_of_nothing(pc, steps) for pc, steps in watched]
    for number in range(SENT_BEFORE):
        for line in range(A_TURN):
            a.note(f"Rang {number}, {line}")
        a.sync()
    assert b.sync().received == SENT_BEFORE * A_TURN
    a.sync(), b.sync()

    large = [steps_of_nothing(pc, steps) for pc, steps in watched]

    assert all(now - before < MOST_MORE for now, before in zip(large, small, strict=True))


def test_an_exchange_with_nothing_to_do_waits_for_the_disk_once(team: tuple[PC, PC]) -> None:
    a = team[0]
    a.sync()
    said: list[str] = []
    a.vault.write(lambda session: session.connection.set_trace_callback(said.append)).result()
    said.clear()

    a.sync()

    assert said.count("begin immediate") == 1


def test_what_is_held_is_not_read_at_each_exchange_once_something_was_decided(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    (space,) = a.spaces.spaces()
    b.note()
    b.sync()
    with office.service.store.reading() as connection:
        row = "select entry from entries order by position desc limit 1"
        written = connection.exec_driver_sql(row).scalar_one()
    for groups in (1, 2):
        entry = unsigned(written, groups=groups)
        plant(office, space, entry, device=b.device, seq=100 + groups)
    assert codes(a.sync()) == ["exchange.held"]
    first = held(a.spaces.space(space))[0].position
    a.lane.about(lambda store, means: decide(store, [first], means, adopt=False)).result()
    said: list[str] = []
    a.vault.read(lambda reading: reading.connection.set_trace_callback(said.append)).result()

    assert codes(a.sync()) == ["exchange.held"]

    assert [each for each in said if "'held'" in each and "groups" in each] == []
    assert said


def test_who_was_convicted_is_found_without_going_over_the_log(team: tuple[PC, PC]) -> None:
    a, steps = team[0], Steps(team[0])
    store = a.spaces.space(a.spaces.spaces()[0])

    def steps_of_it() -> int:
        before = steps.count
        assert store.convicted() == []
        return steps.count - before

    steps_of_it()
    small = steps_of_it()
    for _ in range(10):
        a.note()
        a.sync()

    assert steps_of_it() <= small


def test_what_an_erasure_names_is_looked_for_in_one_go(team: tuple[PC, PC]) -> None:
    a, file = team[0], b"f" * 16
    for _ in range(4):
        a.note(subject=file)
        a.sync()
    store = a.spaces.space(a.spaces.spaces()[0])
    said: list[str] = []
    a.vault.read(lambda reading: reading.connection.set_trace_callback(said.append)).result()

    assert len(store.erasures.named(Target(file)).groups) == 4

    assert len([each for each in said if "from change " in " ".join(each.split())]) == 2


def test_contents_that_were_erased_are_looked_for_in_one_go(team: tuple[PC, PC]) -> None:
    a = team[0]
    erasures = a.spaces.space(a.spaces.spaces()[0]).erasures
    objects = tuple(bytes([number]) * 16 for number in range(3))
    gone = Erasing(b"h" * 32, 1, b"a" * 16, (), objects, None, "", 1)
    kept = objects[1].hex()
    a.save("attachment", {"object": kept}, record=b"r" * 16)
    (a.folder / "objects").mkdir(exist_ok=True)
    for each in objects:
        (a.folder / "objects" / each.hex()).write_bytes(b"sealed")
    said: list[str] = []
    a.vault.read(lambda reading: reading.connection.set_trace_callback(said.append)).result()

    erasures.carry_out(gone)

    assert [each.name for each in (a.folder / "objects").iterdir()] == [kept]
    assert len([each for each in said if "'attachment'" in each]) == 1


def test_an_exchange_goes_over_to_no_other_thread(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    b = team[1]
    team[0].note()
    team[0].sync()
    b.note()
    gone_over: list[object] = []
    monkeypatch.setattr(Lane, "run", lambda lane, work, **how: gone_over.append(work))

    assert (b.sync().received, gone_over) == (1, [])


def test_statements_are_checked_once_while_they_are_the_same(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a = team[0]
    a.sync()
    read: list[bytes] = []
    parse = talk.parse_statement

    def counted(entry: bytes) -> object:
        read.append(entry)
        return parse(entry)

    monkeypatch.setattr(talk, "parse_statement", counted)
    a.sync()
    assert read == []

    space = a.spaces.space(a.spaces.spaces()[0])
    statements = dict(space.load().statements)
    position, entry = max(statements.items())
    altered = entry[:-1] + bytes([entry[-1] ^ 1])
    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        talk.fold(space.load().id, statements | {position: altered})
    assert len(read) == len(statements)
