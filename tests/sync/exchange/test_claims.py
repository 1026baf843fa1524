"""What the service signed for has to stand in the log; freezes last until it does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.exchange.talk import Report, begin
from sync.going_on import go_on
from sync.protocol import requests
from sync.protocol.answers import Answer, make_answer
from sync.protocol.heads import Head, Receipt, read_head, sign_head, sign_receipt
from sync.protocol.marks import parse_mark, sign_mark
from sync.protocol.segments import parse_entry
from sync.protocol.shapes import to_map
from sync.protocol.wire import AppendAnswer, AppendRequest, from_body
from sync.transport import Reply
from tests.databases import copy_database
from tests.sync.exchange.offices import PC, Office, bending, codes, done


def keys_of(pc: PC) -> Ed25519PrivateKey:
    return begin(pc.spaces.space(pc.spaces.spaces()[0]), pc.means, Report()).keys.sign


def sign_for_and_drop(pc: PC, office: Office, *, ahead: int) -> None:
    """Answer the next segments with receipts some positions beyond the log, and keep nothing."""
    asked = pc.wire.ask

    def lying(path: str, body: bytes, headers: Any) -> Reply:
        if not path.endswith("/append"):
            return asked(path, body, headers)
        space = pc.spaces.spaces()[0]
        position = pc.spaces.space(space).load().cursor.position + ahead
        results = []
        for written, _ in from_body(AppendRequest, body).segments:
            entry, position = parse_entry(written), position + 1
            head = Head(space, 1, position, b"r" * 32, office.now_ms())
            base = entry.base
            given = (head, base.device, base.incarnation, base.seq, entry.hash, position)
            results.append(("receipt", sign_receipt(office.signing, Receipt(*given))))
        hash = requests.hash_of(requests.Request(path, body), requests.nonce_of(headers))
        told = Answer(office.now_ms(), "ok", to_map(AppendAnswer(tuple(results))))  # type: ignore[arg-type]
        return Reply(200, make_answer(office.signing, told, request=hash), {}, pc.wire.pin)

    pc.wire.ask = lying  # type: ignore[method-assign]
    pc.wire.before = None


def honest_again(pc: PC) -> None:
    del pc.wire.ask  # type: ignore[method-assign]


def test_a_segment_that_was_signed_for_and_dropped_waits_again_and_is_sent_again(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = a.note("dropped")
    sign_for_and_drop(a, office, ahead=1)

    assert codes(a.sync()) == ["exchange.receipt_lost"]

    assert a.state_of(note) == ("only_here", 0)
    assert a.rows("select code from evidence") == [("exchange.receipt_lost",)]
    honest_again(a)
    assert done(a.sync()) == (1, 0, 0)
    assert codes(b.sync()) == codes(a.sync()) == []
    assert b.has(note)
    assert a.state_of(note) == ("received", 1)


def test_a_receipt_is_compared_with_what_then_stands_at_its_position(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = a.note("dropped, others take its place")
    sign_for_and_drop(a, office, ahead=1)
    down = {"is": False}

    def cut_hello(name: str) -> None:
        office.is_up = not (down["is"] and name == "hello")
        down["is"] = down["is"] or name == "append"

    asked = a.wire.ask

    def cut_after_append(path: str, body: bytes, headers: Any) -> Reply:
        cut_hello(path.rpartition("/")[2])
        return asked(path, body, headers)

    a.wire.ask = cut_after_append  # type: ignore[method-assign]
    assert codes(a.sync()) == ["exchange.unreachable"]
    assert a.state_of(note)[0] == "received"
    office.is_up = True
    honest_again(a)
    for number in range(3):
        b.note(f"{number}")
        b.sync()

    assert codes(a.sync()) == ["exchange.receipt_differs"]

    assert a.state_of(note) == ("only_here", 0)
    assert a.overview().spaces[0].is_frozen
    assert len(a.rows("select * from evidence")) == 1
    assert not b.has(note)
    assert codes(a.sync()) == ["exchange.receipt_differs"]


def test_who_a_receipt_was_given_for_nothing_goes_on_once_a_lead_has_said_what_the_log_is(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = b.note("signed for, and something else in its place")
    sign_for_and_drop(b, office, ahead=-1)
    assert codes(b.sync()) == ["exchange.receipt_differs"]
    honest_again(b)
    assert codes(b.sync()) == ["exchange.receipt_differs"]

    a.lane.about(partial(go_on, for_others=True)).result()

    assert codes(b.sync()) == []
    assert b.state_of(note) == ("received", 0)
    assert codes(a.sync()) == codes(b.sync()) == []
    assert a.has(note)
    assert b.rows("select code from evidence") == [("exchange.receipt_differs",)]


def test_a_receipt_for_a_place_that_holds_something_else_already_counts_for_nothing(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    note = a.note()
    sign_for_and_drop(a, office, ahead=-2)

    assert codes(a.sync()) == ["exchange.receipt_differs"]

    assert a.state_of(note) == ("only_here", 0)
    assert a.overview().spaces[0].is_frozen


def test_a_colleagues_mark_from_another_history_freezes_for_good_and_before_anything_is_sent(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    position = a.overview().spaces[0].position
    head = Head(a.spaces.spaces()[0], 1, position, b"x" * 32, 1)
    ((own,),) = b.rows("select mark from membership")
    forked = replace(parse_mark(own)[0], head=sign_head(office.signing, head))
    mark = sign_mark(keys_of(b), forked)
    a.wire.bend = bending("hello", lambda body: {**body, "marks": [mark]})
    ours = a.note("stays here")

    assert codes(a.sync()) == ["exchange.history_forked"]
    a.wire.bend = None
    assert codes(a.sync()) == ["exchange.history_forked"]

    assert a.state_of(ours) == ("only_here", 0)
    assert "append" not in a.wire.asked[-4:]
    shown = a.overview().spaces[0]
    assert shown.is_frozen
    assert [code for code, _ in shown.problems] == ["exchange.history_forked"]


def test_what_a_colleague_has_read_and_the_service_hides_freezes_until_it_is_shown(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    older = office.database.with_name("older.db")
    office.close()
    copy_database(office.database, older)
    office.restart()
    theirs = b.note("from Linnet")
    b.sync()
    ((mark,),) = b.rows("select mark from membership")
    office.close()
    newer = office.database.with_name("newer.db")
    copy_database(office.database, newer)
    copy_database(older, office.database)
    office.restart()
    a.wire.bend = bending("hello", lambda body: {**body, "marks": [mark]})
    assert codes(a.sync()) == ["exchange.history_hidden"]
    a.wire.bend = None
    ours = a.note("waits")
    assert codes(a.sync()) == ["exchange.history_hidden"]
    assert a.state_of(ours)[0] == "only_here"
    office.close()
    copy_database(newer, office.database)
    office.restart()

    assert done(a.sync()) == (1, 1, 0)

    assert a.has(theirs)
    assert not a.overview().spaces[0].is_frozen


def test_a_freeze_is_shown_while_the_service_cannot_be_reached(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team

    def fork(body: dict[str, Any]) -> dict[str, Any]:
        head = read_head(body["head"], office.service.keys.public)
        return {**body, "head": sign_head(office.signing, replace(head, running=b"f" * 32))}

    a.wire.bend = bending("hello", fork)
    assert codes(a.sync()) == ["exchange.history_differs"]
    office.is_up = False

    assert codes(a.sync()) == ["exchange.unreachable", "exchange.history_differs"]

    assert a.overview().spaces[0].is_frozen
    office.is_up = True
    a.wire.bend = None
    assert codes(a.sync()) == []
    assert not a.overview().spaces[0].is_frozen
