"""Lines of the access log between real vaults: sealed to the leads, lost by nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.changes import Edit
from sync.protocol.epochs import Wrapped
from sync.protocol.keys import KeyPair
from sync.protocol.segments import parse_entry
from tests.sync.exchange.offices import PC, Office, codes, done

FILE = b"w" * 16


def look(pc: PC, what: str = "view", *, detail: str = "person", file: bytes = FILE) -> None:
    """Write a line, as opening the file does."""
    pc.vault.write(
        lambda session: session.note_access(what, file, record=None, detail=detail)
    ).result()


def lines(pc: PC) -> list[tuple[Any, ...]]:
    """What colleagues looked at, as far as it was opened here."""
    return pc.rows(
        "select a.name, l.what, l.subject, l.detail from look l join device d on d.nr = l.device"
        " join author a on a.nr = d.author order by l.nr"
    )


def person(pc: PC, file: bytes = FILE) -> None:
    pc.save("person", {"name": "Wren"}, record=file, subject=file)


@pytest.fixture
def three(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> tuple[PC, PC, PC]:
    """A lead, a member and a reader who all have one file."""
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite(role="reader"))
    person(a)
    for pc in (a, b, c, a):
        pc.sync()
    return a, b, c


def test_a_lead_reads_what_a_member_and_a_reader_looked_at_and_they_read_nothing(
    three: tuple[PC, PC, PC],
) -> None:
    a, b, c = three
    look(b)
    look(c, "history")
    for pc in (b, c, a, b, c):
        assert codes(pc.sync()) == []

    assert lines(a) == [
        ("Linnet Marrowby", "view", FILE, "person"),
        ("Tansy Bramblewick", "history", FILE, "person"),
    ]
    assert lines(b) == lines(c) == []


def test_the_key_to_lines_is_opened_only_where_there_are_some(
    three: tuple[PC, PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, _ = three
    opened: list[bytes] = []
    open_key = Wrapped.audit_keys

    def counted(wrapped: Wrapped, keys: KeyPair) -> KeyPair:
        opened.append(wrapped.recipient)
        return open_key(wrapped, keys)

    monkeypatch.setattr(Wrapped, "audit_keys", counted)
    a.sync()
    assert opened == []

    look(b)
    b.sync(), a.sync(), a.sync()

    assert opened == [a.device]
    assert lines(a) == [("Linnet Marrowby", "view", FILE, "person")]


def test_lines_are_in_neither_digest_and_count_as_nothing_sent(three: tuple[PC, PC, PC]) -> None:
    a, b, _ = three
    before = b.digest()
    look(b)

    assert done(b.sync()) == (0, 0, 0)
    assert done(a.sync()) == (0, 0, 0)
    assert a.digest() == b.digest() == before


def test_every_line_goes_once_however_often_it_is_synced(three: tuple[PC, PC, PC]) -> None:
    a, b, _ = three
    for number in range(3):
        look(b, f"view{number}")
        b.sync()
        b.sync()
    a.sync()
    a.sync()

    assert [line[1] for line in lines(a)] == ["view0", "view1", "view2"]


def test_lines_wait_for_an_hour_when_nobody_asks(three: tuple[PC, PC, PC]) -> None:
    a, b, _ = three
    look(b)
    b.lane.sync(patience_ms=3_600_000).result()
    a.sync()
    assert lines(a) == []

    b.lane.sync(patience_ms=0).result()
    a.sync()
    assert len(lines(a)) == 1


def test_lines_that_were_sealed_and_not_taken_go_under_new_numbers(
    three: tuple[PC, PC, PC], office: Office
) -> None:
    a, b, _ = three
    look(b)

    def break_off(name: str) -> None:
        office.is_up = name != "append"

    b.wire.before = break_off
    assert codes(b.sync()) == ["exchange.unreachable"]
    office.is_up, b.wire.before = True, None
    assert len(b.rows("select 1 from outgoing")) == 1
    b.alter("update membership set place = x'00'")  # as in a copy: sealed anew

    b.note()
    b.sync()
    a.sync()
    assert [line[1] for line in lines(a)] == ["view"]


def test_a_reader_sends_lines_and_no_record(three: tuple[PC, PC, PC]) -> None:
    a, _, c = three
    kept = c.note()
    look(c)

    assert codes(c.sync()) == ["exchange.may_not_write"]
    a.sync()
    assert not a.has(kept)
    assert [line[0] for line in lines(a)] == ["Tansy Bramblewick"]


def test_a_line_about_another_space_stays_out_of_this_one(
    three: tuple[PC, PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b, _ = three
    other = b.found(title="Restricted")
    secret = b"s" * 16
    b.vault.write(
        lambda session: session.save(
            [Edit("person", secret, secret, {"name": "Tansy"}, {})],
            space=other,
        )
    ).result()
    look(b, file=secret)
    look(b)
    b.sync()
    a.sync()

    assert [line[2] for line in lines(a)] == [FILE]


def test_what_a_colleague_sealed_wrongly_stops_nothing(
    three: tuple[PC, PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, _ = three
    with monkeypatch.context() as wrong:
        wrong.setattr("sync.exchange.looks.seal_looks", lambda *_: b"x" * 2000)
        look(b, "spoiled")
        b.sync()
    look(b)
    note = b.note()
    b.sync()

    assert codes(a.sync()) == []
    assert a.has(note)
    assert [line[1] for line in lines(a)] == ["view"]


def test_the_service_sees_no_more_than_that_lines_were_written(
    three: tuple[PC, PC, PC], office: Office
) -> None:
    _, b, _ = three
    look(b, detail="reason typed by hand")
    b.sync()

    [(entry, groups)] = b.rows(
        "select s.entry, s.groups from sealed_entry s order by s.position desc limit 1"
    )
    assert parse_entry(entry).is_looks
    assert b"reason" not in entry + groups
