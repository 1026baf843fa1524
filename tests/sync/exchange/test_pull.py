from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from app.ports.exchange import Page
from storage.spaces.store import VaultSpace
from sync.protocol.answers import Answer
from sync.protocol.heads import Head, sign_head
from tests.databases import copy_database
from tests.sync.exchange.forging import Forger, held
from tests.sync.exchange.offices import PC, Office, bending, codes, done

LONGEST = 20.0
HARMS: dict[str, list[str]] = {
    "a byte of a group": [
        "update groups set sealed = :other where position = 7",
    ],
    "a byte of an entry": [
        "update entries set entry = :flipped where position = 7",
    ],
    "a segment dropped": [
        "delete from groups where position = 6",
        "delete from entries where position = 6",
        "update groups set position = 6 where position = 7",
        "update entries set position = 6 where position = 7",
        "update spaces set position = 6",
    ],
    "a gap": [
        "delete from groups where position = 6",
        "delete from entries where position = 6",
    ],
    "two swapped": [
        "update groups set position = 99 where position = 7",
        "update groups set position = 7 where position = 6",
        "update groups set position = 6 where position = 99",
        "update entries set position = 99 where position = 7",
        "update entries set position = 7 where position = 6",
        "update entries set position = 6 where position = 99",
    ],
    "the tail cut off": [
        "delete from groups where position > 5",
        "delete from entries where position > 5",
        "update spaces set position = 5,"
        " running = (select running from entries where position = 5)",
    ],
    "only the newest cut off": [
        "delete from groups where position > 6",
        "delete from entries where position > 6",
    ],
    "a group taken away": ["update groups set sealed = null where position = 7"],
}


def bent(rows: Connection, step: str) -> dict[str, bytes]:
    """What of the seventh entry or its group a step puts in its place."""
    if ":other" in step:
        found = rows.execute(text("select sealed from groups where position = 7")).scalar_one()
        return {"other": bytes(len(found))}
    if ":flipped" in step:
        found = rows.execute(text("select entry from entries where position = 7")).scalar_one()
        return {"flipped": bytes([*found[:-1], found[-1] ^ 1])}
    return {}


def change_by_hand(office: Office, steps: list[str]) -> Path:
    office.close()
    kept = office.database.with_name("kept.db")
    copy_database(office.database, kept)
    office.restart()
    with office.engine.begin() as rows:
        for step in steps:
            rows.execute(text(step), bent(rows, step))
    office.restart()
    return kept


def put_back(office: Office, kept: Path) -> None:
    office.close()
    copy_database(kept, office.database)
    office.restart()


@pytest.mark.parametrize("harm", HARMS)
def test_a_log_changed_by_hand_is_told_and_nothing_false_is_taken_or_lost(
    team: tuple[PC, PC], office: Office, harm: str
) -> None:
    a, b = team
    made = []
    for pc in (a, b, a, b):
        made.append(pc.note(f"note {len(made)}"))
        pc.sync()
    kept = change_by_hand(office, HARMS[harm])
    made.append(a.note("written meanwhile"))
    before = a.digest()

    totals = a.sync()

    is_given_back = harm == "the tail cut off"  # and then taken from nobody until b was heard
    assert len(codes(totals)) == 1 + is_given_back
    assert (totals.sent, totals.received) == (0, 0)
    assert a.digest() == before
    assert all(a.has(note) for note in (*made[:3], made[4]))
    assert a.overview().only_here == 1
    put_back(office, kept)
    for pc in (a, b):
        assert codes(pc.sync()) == []
    assert all(pc.has(note) for pc in team for note in made)
    assert a.digest() == b.digest()
    assert a.vault.verify() == b.vault.verify() == []


def test_a_newcomer_reads_nothing_false_from_a_changed_log(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    a, b = team
    made = []
    for pc in (a, b, a, b):
        made.append(pc.note(f"note {len(made)}"))
        pc.sync()
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    for harm in ("a segment dropped", "two swapped", "a gap", "a byte of an entry"):
        kept = change_by_hand(office, HARMS[harm])
        assert codes(c.sync()), harm
        assert not any(c.has(note) for note in made[1:]), harm
        put_back(office, kept)

    assert codes(c.sync()) == []

    assert all(c.has(note) for note in made)


def test_a_log_that_ends_below_what_was_signed_for_freezes_the_space_until_it_is_back(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    old = office.database.with_name("old.db")
    office.close()
    copy_database(office.database, old)
    office.restart()
    a.note()
    a.sync()
    kept = change_by_hand(office, [])
    a.alter("delete from sealed_entry where position > 3")  # it cannot give back what is lost
    put_back(office, old)
    later = a.note("work goes on")

    assert codes(a.sync()) == ["exchange.history_shorter"]

    shown = a.overview().spaces[0]
    assert shown.is_frozen
    assert len(a.rows("select * from evidence")) == 1
    assert a.has(later)
    put_back(office, kept)
    assert codes(a.sync()) == []
    assert not a.overview().spaces[0].is_frozen
    assert a.state_of(later)[0] == "received"


def test_another_history_of_the_same_length_is_told_with_both_heads_as_evidence(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    cursor = a.spaces.space(a.spaces.spaces()[0]).load().cursor
    other = Head(a.spaces.spaces()[0], 1, cursor.position, b"x" * 32, office.now_ms())
    signed = sign_head(office.signing, other)
    a.wire.bend = bending("hello", lambda body: {**body, "head": signed})

    assert codes(a.sync()) == ["exchange.history_differs"]

    assert a.rows("select ours, theirs from evidence") == [(cursor.head, signed)]


def test_an_answer_signed_by_another_key_changes_nothing(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    b.note()
    b.sync()
    before = a.digest()
    asked = a.wire.ask

    def spoiled(*given: Any) -> Any:
        reply = asked(*given)
        return replace(reply, body=reply.body[:-1] + bytes([reply.body[-1] ^ 1]))

    a.wire.ask = spoiled  # type: ignore[method-assign]

    assert codes(a.sync()) == ["exchange.not_our_service"]
    assert a.digest() == before


def test_an_old_answer_played_again_is_not_taken(team: tuple[PC, PC]) -> None:
    a, _ = team
    asked, first = a.wire.ask, []

    def replayed(*given: Any) -> Any:
        first.append(asked(*given))
        return first[0]

    a.wire.ask = replayed  # type: ignore[method-assign]
    assert codes(a.sync()) == []

    assert codes(a.sync()) == ["exchange.not_our_service"]


def test_a_true_segment_made_by_hand_is_applied(team: tuple[PC, PC], office: Office) -> None:
    a, b = team
    note = Forger(b).plant(office, "true")

    assert done(a.sync()) == (0, 1, 0)
    assert a.has(note)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"device": b"s" * 16}, "no_standing"),
        ({"space": b"s" * 32}, "wrong_space"),
        ({"previous": b"p" * 32}, "broken_chain"),
        ({"epoch": 2}, "unknown_epoch"),
        ({"seen": b"no head"}, "false_seen"),
        ({"content_key": b"k" * 32}, "sync.cannot_open"),
    ],
)
def test_an_entry_without_right_is_held_and_the_others_go_on(
    team: tuple[PC, PC], office: Office, other: dict[str, Any], why: str
) -> None:
    a, b = team
    false = Forger(b).plant(office, "false", **other)
    true = a.note("true")

    totals = a.sync()

    assert codes(totals) == ["exchange.held"]
    assert held(a) == [why]
    assert not a.has(false)
    assert a.state_of(true)[0] == "received"
    assert a.overview().spaces[0].held == 1


def test_a_signature_that_fails_holds_its_own_entry_and_no_other(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    forger = Forger(b)
    notes = [forger.plant(office, "one"), forger.plant(office, "two", key=office.signing)]

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["wrong_signature"]
    assert [a.has(note) for note in notes] == [True, False]


def test_a_head_that_the_service_never_showed_here_convicts_it(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    head = Head(a.spaces.spaces()[0], 1, 2, b"x" * 32, office.now_ms())
    Forger(b).plant(office, "after a fork", seen=sign_head(office.signing, head))

    assert codes(a.sync()) == ["exchange.history_forked"]

    assert a.overview().spaces[0].is_frozen
    assert len(a.rows("select * from evidence")) == 1


def test_a_device_that_signs_a_false_head_is_held_from_then_on(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    forger = Forger(b)
    stranger = Ed25519PrivateKey.generate()
    head = Head(forger.space, 1, 2, b"x" * 32, office.now_ms())
    forger.plant(office, "false", seen=sign_head(stranger, head))
    forger.plant(office, "in the same page, true but held")
    a.sync()
    forger.plant(office, "true but held")
    ours = a.note("the others go on")

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["false_seen"] * 3
    assert a.state_of(ours)[0] == "received"


def test_an_entry_whose_key_is_not_here_is_parked_and_opened_when_it_comes(
    team: tuple[PC, PC],
) -> None:
    b, a = team  # who was invited had her key from the package alone
    note = b.note()
    b.sync()
    (kept,) = a.rows("select key from content_key")
    a.alter("delete from content_key")

    assert codes(a.sync()) == ["exchange.parked"]

    assert not a.has(note)
    assert a.overview().spaces[0].parked == 1
    ours = a.note("waits, since nothing is sealed without the key")
    assert a.sync().sent == 0
    a.alter("insert into content_key (space, epoch, key) values (2, 1, ?)", kept[0])
    assert done(a.sync()) == (1, 1, 0)
    assert a.has(note)
    assert a.state_of(ours)[0] == "received"
    assert a.overview().spaces[0].parked == 0


def test_pages_of_a_long_log_are_each_taken_in_whole(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    made = []
    for number in range(12):
        made.append(b.note(f"{number}"))
        b.sync()
    monkeypatch.setattr("sync.exchange.pull.PAGE_BYTES", 4_000)

    assert done(a.sync()) == (0, 12, 0)

    assert a.wire.asked.count("log") > 3
    assert all(a.has(note) for note in made)
    assert a.digest() == b.digest()


def test_while_a_page_is_taken_in_the_next_is_on_its_way(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    for number in range(4):
        b.note(f"{number}")
        b.sync()
    monkeypatch.setattr("sync.exchange.pull.PAGE_BYTES", 1)
    taken = [Event() for _ in range(3)]
    to_take, before_it = iter(taken), iter([None, *taken])
    take_page = VaultSpace.take_page

    def take(space: VaultSpace, page: Page, *, most_clashes: int | None = None) -> int:
        count = take_page(space, page, most_clashes=most_clashes)
        if page.arrived:
            next(to_take, Event()).set()
        return count

    def answer_once_the_last_is_taken_in(name: str) -> None:
        last = next(before_it, None) if name == "log" else None
        assert last is None or last.wait(LONGEST)

    monkeypatch.setattr(VaultSpace, "take_page", take)
    a.wire.after = answer_once_the_last_is_taken_in

    assert done(a.sync()) == (0, 4, 0)
    assert a.digest() == b.digest()


def test_a_page_that_stops_half_way_leaves_nothing_of_the_next_behind(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next had come already: it counts for nothing, and the connection is ready for more."""
    a, b = team
    for number in range(3):
        b.note(f"{number}")
        b.sync()
    monkeypatch.setattr("sync.exchange.pull.PAGE_BYTES", 1)
    pages = itertools.count(1)

    def alter_the_second(name: str, said: Answer) -> Answer:
        if name != "log" or next(pages) != 2:
            return said
        ((entry, (group,)),) = said.body["entries"]  # type: ignore[misc]
        altered = bytes([*group[:-1], group[-1] ^ 1])  # type: ignore[has-type]
        return replace(said, body={**said.body, "entries": [[entry, [altered]]]})  # type: ignore[has-type]

    a.wire.bend = alter_the_second
    assert codes(a.sync()) == ["exchange.group_altered"]
    assert a.rows("select count(*) from change") == [(1,)]
    assert a.wire.asked.count("log") == 3

    a.wire.bend = None
    assert done(a.sync()) == (0, 2, 0)
    assert a.digest() == b.digest()


def test_a_service_that_says_nothing_new_deletes_nothing(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    b.note()
    b.sync()

    def withhold(name: str, said: Answer) -> Answer:
        if name != "log":
            return said
        return replace(said, body={**said.body, "entries": []})

    a.wire.bend = withhold
    assert codes(a.sync()) == ["exchange.log_altered"]
    a.wire.bend = None
    assert done(a.sync()) == (0, 1, 0)
