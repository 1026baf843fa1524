"""The lies of a service, each by the name of what it tries, as a change of one true answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import encode
from sync.protocol.cose import sign
from sync.protocol.heads import read_receipt, sign_receipt
from sync.protocol.marks import MARK_TYPE, parse_mark
from sync.protocol.shapes import to_map
from sync.protocol.statements import parse_statement, sign_statement
from tests.sync.exchange.forging import unsigned
from tests.sync.exchange.keys import keys_of
from tests.sync.hostile.scene import Scene

Body = dict[str, Any]
NEVER = 2**64 - 1
STRANGER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)


@dataclass(frozen=True)
class Lie:
    """What is said instead in answer to `ask`, and the problem that it ends as.

    `evidence` is what is kept of it, and the space then frozen until the service is honest again.
    """

    ask: str
    change: Callable[[Scene, Body], Body]
    code: str
    evidence: str = ""


def _head(code: str, evidence: str = "", *, key: Any = None, **other: Any) -> Lie:
    def change(scene: Scene, body: Body) -> Body:
        return {**body, "head": scene.head(body["head"], key=key, **other)}

    return Lie("hello", change, code, evidence)


def _entries(code: str, change: Callable[[list[Any]], Any], evidence: str = "") -> Lie:
    def bend(_scene: Scene, body: Body) -> Body:
        entries = [[entry, [*groups]] for entry, groups in body["entries"]]
        changed = change(entries)
        return {**body, "entries": entries if changed is None else changed}

    return Lie("log", bend, code, evidence)


def _statements(code: str, change: Callable[[Scene, list[Any]], Any]) -> Lie:
    def bend(scene: Scene, body: Body) -> Body:
        entries = [list(each) for each in body["entries"]]
        changed = change(scene, entries)
        return {**body, "entries": entries if changed is None else changed}

    return Lie("statements", bend, code)


def _receipt(code: str, *, key: Any = None, head: Body | None = None, **other: Any) -> Lie:
    def change(scene: Scene, body: Body) -> Body:
        _, signed = body["results"][0]
        true = read_receipt(signed, scene.service.keys.public)
        false = replace(true, head=replace(true.head, **(head or {})), **other)
        return {"results": [["receipt", sign_receipt(key or scene.office.signing, false)]]}

    return Lie("append", change, code)


def mark_of(scene: Scene, *, key: Any = None, **other: Any) -> bytes:
    """A mark in Linnet's name, with her key unless another is given."""
    ((mark,),) = scene.b.rows("select mark from membership where space = 2")
    said = {**to_map(parse_mark(mark)[0]), **other}
    return sign(key or keys_of(scene.b), MARK_TYPE, encode(said))


def _swap(entries: list[Any]) -> None:
    entries[-1], entries[-2] = entries[-2], entries[-1]


def _swap_bodies(entries: list[Any]) -> None:
    entries[0][1], entries[-1][1] = entries[-1][1], entries[0][1]


def _alter(entries: list[Any], change: Callable[[bytes], bytes | None]) -> None:
    entries[0][1][0] = change(entries[0][1][0])


def _invented(scene: Scene, entries: list[Any]) -> None:
    """Linnet's statement, signed with the only key that the service has."""
    said = parse_statement(entries[-1][1]).content
    entries[-1][1] = sign_statement(scene.office.signing, said)


LIES: dict[str, Lie] = {
    "the head of another space": _head("sync.wrong_space", space=b"o" * 32),
    "a head that another key signed": _head("sync.wrong_signature", key=STRANGER),
    "a log rolled back": _head("exchange.history_shorter", "exchange.history_shorter", position=1),
    "an empty log": _head("exchange.history_shorter", "exchange.history_shorter", position=0),
    "a restore that no lead signed": _head(
        "exchange.history_renewed", "exchange.history_renewed", generation=2
    ),
    "a head of long ago for a position that is known": _head(
        "exchange.history_differs", "exchange.history_differs", position=3, running=b"f" * 32
    ),
    "a position beyond all columns": _head("sync.not_understood", position=NEVER),
    "a head that is no head": Lie(
        "hello", lambda _s, body: {**body, "head": b"x"}, "encoding.not_allowed"
    ),
    "a head as text": Lie("hello", lambda _s, body: {**body, "head": "x"}, "sync.not_understood"),
    "what was read is not on this log": Lie(
        "hello",
        lambda _s, body: {**body, "known": False},
        "exchange.history_differs",
        "exchange.history_differs",
    ),
    "an answer with a field too many": Lie(
        "hello", lambda _s, body: {**body, "wipe": True}, "sync.not_understood"
    ),
    "an answer with a field too few": Lie(
        "hello", lambda _s, body: {"head": body["head"]}, "sync.not_understood"
    ),
    "a statement that the service made": _statements("sync.wrong_signature", _invented),
    "a statement twice": _statements("sync.statement_order", lambda _s, entries: entries * 2),
    "a statement at a place that was read": _statements(
        "sync.statement_order", lambda _s, entries: [[1, entries[0][1]]]
    ),
    "the first statement again": _statements(
        "sync.statement_order", lambda scene, entries: [[entries[0][0], scene.entries()[0][0]]]
    ),
    "more statements without end": Lie(
        "statements", lambda _s, body: {**body, "entries": [], "more": True}, "exchange.log_altered"
    ),
    "two entries swapped": _entries("exchange.log_altered", _swap, "exchange.log_altered"),
    "the bodies of two entries swapped": _entries("exchange.group_altered", _swap_bodies),
    "an entry left out": _entries("exchange.log_altered", lambda e: e[1:], "exchange.log_altered"),
    "an entry twice": _entries(
        "exchange.log_altered", lambda e: e + e[-1:], "exchange.log_altered"
    ),
    "no entries at all": _entries("exchange.log_altered", lambda _e: []),
    "four thousand entries of nothing": _entries(
        "exchange.log_altered", lambda _e: [[b"x" * 40, []]] * 4_000, "exchange.log_altered"
    ),
    "a group altered": _entries(
        "exchange.group_altered", lambda e: _alter(e, lambda g: g[:-1] + b"x")
    ),
    "a group cut short": _entries("exchange.group_altered", lambda e: _alter(e, lambda g: g[:-9])),
    "a group made longer": _entries(
        "exchange.group_altered", lambda e: _alter(e, lambda g: g + b"x")
    ),
    "an empty group": _entries("sync.not_understood", lambda e: _alter(e, lambda _g: b"")),
    "a group of four mebibytes": _entries(
        "exchange.group_altered", lambda e: _alter(e, lambda _g: bytes(4 * 1024 * 1024))
    ),
    "a group kept back": _entries("exchange.group_withheld", lambda e: _alter(e, lambda _g: None)),
    "a group too many": _entries("exchange.group_altered", lambda e: e[0][1].append(b"x")),
    "all groups taken away": _entries("exchange.group_altered", lambda e: e[0][1].clear()),
    "an entry without its author's signature": _entries(
        "exchange.log_altered",
        lambda e: e[0].__setitem__(0, unsigned(e[0][0])),
        "exchange.log_altered",
    ),
    "the page is that of another position": Lie(
        "log",
        lambda scene, body: {**body, "at": scene.head(body["at"], position=4)},
        "exchange.log_altered",
        "exchange.log_altered",
    ),
    "the page is that of another space": Lie(
        "log",
        lambda scene, body: {**body, "at": scene.head(body["at"], space=b"o" * 32)},
        "sync.wrong_space",
    ),
    "a head that went back while the page was read": Lie(
        "log",
        lambda scene, body: {**body, "head": scene.head(body["head"], position=1)},
        "exchange.history_shorter",
        "exchange.history_shorter",
    ),
    "a receipt for another entry": _receipt(
        "exchange.wrong_receipt", entry=sha256(b"other").digest()
    ),
    "a receipt for another PC": _receipt("exchange.wrong_receipt", device=b"n" * 16),
    "a receipt for another number": _receipt("exchange.wrong_receipt", seq=7),
    "a receipt of another space": _receipt("exchange.wrong_receipt", head={"space": b"o" * 32}),
    "a receipt that another key signed": _receipt("sync.wrong_signature", key=STRANGER),
    "a receipt that says two positions": _receipt("exchange.wrong_receipt", position=2),
    "fewer receipts than segments": Lie(
        "append", lambda _s, _b: {"results": []}, "exchange.wrong_receipt"
    ),
    "more receipts than segments": Lie(
        "append", lambda _s, body: {"results": body["results"] * 2}, "exchange.wrong_receipt"
    ),
    "a receipt that is text": Lie(
        "append", lambda _s, _b: {"results": [["receipt", "yes"]]}, "exchange.wrong_receipt"
    ),
    "a refusal without a known reason": Lie(
        "append",
        lambda _s, _b: {"results": [["refused", "wipe_everything"]]},
        "exchange.segment_refused",
    ),
    "a result of a kind that there is not": Lie(
        "append", lambda _s, _b: {"results": [["wipe", "now"]]}, "sync.not_understood"
    ),
}
