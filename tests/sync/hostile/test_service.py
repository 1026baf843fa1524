"""A service that lies: refused before anything moves, proof kept, said plainly, others unharmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.encoding import encode
from app.errors import Unreachable
from sync.protocol.answers import Answer
from sync.transport import Reply
from tests.sync.hostile.lies import LIES, STRANGER, Lie, mark_of
from tests.sync.hostile.scene import Scene, saying, told


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lie_moves_nothing_is_told_and_once_it_is_over_all_arrives(
    scene: Scene, lie: Lie
) -> None:
    reads_before_it = lie.ask in ("append", "mark")
    if reads_before_it:
        _read_what_is_there(scene)
    before = scene.kept()
    scene.wire.lie = saying(lie.ask, lambda body: lie.change(scene, body))

    codes = told(scene.a.sync())

    assert codes[0] == lie.code
    assert scene.kept() == before
    assert scene.evidence() == ([lie.evidence] if lie.evidence else [])
    assert scene.a.state_of(scene.ours) == ("only_here", 0)
    first, other = scene.a.overview().spaces
    assert (other.problems, other.is_frozen) == ((), False)
    assert first.is_frozen is bool(lie.evidence)
    scene.wire.lie = None
    _all_is_well(scene)


def test_a_statement_kept_back_ends_the_page_before_it(scene: Scene) -> None:
    """Who was let in or sent away cannot be hidden from one reader: the log itself says so."""
    scene.wire.lie = saying("statements", lambda body: {**body, "entries": []})

    assert told(scene.a.sync()) == ["exchange.log_altered"]

    assert [scene.a.has(note) for note in scene.theirs] == [True, False, False]
    assert scene.a.state_of(scene.ours) == ("only_here", 0)
    assert scene.a.overview().spaces[1].problems == ()
    scene.wire.lie = None
    _all_is_well(scene)


MARKS: dict[str, Callable[[Scene], bytes]] = {
    "a mark of nobody": lambda scene: mark_of(scene, device=b"n" * 16),
    "a mark that another key signed": lambda scene: mark_of(scene, key=STRANGER),
    "a mark from another space": lambda scene: mark_of(scene, space=b"o" * 32),
    "a mark with a head that the service never signed": lambda scene: mark_of(scene, head=b"x"),
    "a mark of a number beyond all columns": lambda scene: mark_of(scene, seq=2**64 - 1),
    "a mark that is none": lambda _scene: b"x",
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_false_mark_counts_for_nothing_and_stops_nothing(
    scene: Scene, mark: Callable[[Scene], bytes]
) -> None:
    false = mark(scene)
    scene.wire.lie = saying("hello", lambda body: {**body, "marks": [false]})

    assert told(scene.a.sync()) == ["exchange.wrong_mark"]

    assert all(scene.a.has(note) for note in scene.theirs)
    assert scene.a.state_of(scene.ours) == ("received", 0)
    assert (false,) not in scene.a.rows("select mark from heard")
    scene.wire.lie = None
    _all_is_well(scene)


RAW: dict[str, tuple[Callable[[Reply], Reply], str]] = {
    "an answer cut short": (lambda r: replace(r, body=r.body[:-20]), "exchange.not_our_service"),
    "an answer made longer": (lambda r: replace(r, body=r.body + b"x"), "exchange.not_our_service"),
    "no answer": (lambda r: replace(r, body=b""), "exchange.not_our_service"),
    "a web page": (lambda r: replace(r, body=b"<html>"), "exchange.not_our_service"),
    "nesting without end": (
        lambda r: replace(r, body=b"\x81" * 10**6),
        "exchange.not_our_service",
    ),
    "a length of all memory": (
        lambda r: replace(r, body=b"\x9b" + b"\xff" * 8),
        "exchange.not_our_service",
    ),
    "one key twice": (
        lambda r: replace(r, body=b"\xa2\x61a\x01\x61a\x02"),
        "exchange.not_our_service",
    ),
    "another service's answer": (
        lambda r: replace(r, body=encode(["yarrow/answer", {}, b"", bytes(64)])),
        "exchange.not_our_service",
    ),
    "busy for a century": (
        lambda r: Reply(429, b"", {"retry-after": "9" * 40}, r.pin),
        "exchange.busy",
    ),
}


@pytest.mark.parametrize(("change", "code"), RAW.values(), ids=RAW.keys())
def test_an_answer_that_is_none_moves_nothing(
    scene: Scene, change: Callable[[Reply], Reply], code: str
) -> None:
    before = scene.kept()
    scene.wire.raw = lambda _name, reply: change(reply)

    totals = scene.a.sync()

    assert told(totals) == [code]
    assert totals.wait == 0
    assert scene.kept() == before
    assert scene.a.overview().spaces[1].problems == ()
    scene.wire.raw = None
    _all_is_well(scene)


@pytest.mark.parametrize("status", ["wipe", "no_standing", "unknown_space", "least_version"])
def test_a_refusal_takes_nothing_from_anybody(scene: Scene, status: str) -> None:
    before = scene.kept()
    scene.wire.lie = lambda _name, said: Answer(said.time, status, {})

    assert len(told(scene.a.sync())) == 1

    assert scene.kept() == before
    scene.wire.lie = None
    _all_is_well(scene)


def _read_what_is_there(scene: Scene) -> None:
    """Read to the end without sending, so that only the answer to what is sent can move a thing."""

    def cut(name: str) -> None:
        if name == "append":
            raise Unreachable("exchange.unreachable")

    scene.wire.before = cut
    assert told(scene.a.sync()) == ["exchange.unreachable"]
    scene.wire.before = None


def _all_is_well(scene: Scene) -> None:
    assert told(scene.a.sync()) == []
    assert scene.a.state_of(scene.ours)[0] == "received"
    assert all(scene.a.has(note) for note in (*scene.theirs, scene.ours))
