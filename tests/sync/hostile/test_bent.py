"""Answers and changes bent anywhere, then signed and sealed as if they were true.

Bytes that nobody signed are refused at the signature; these are what only the one who holds the
keys can make. An eighth of `YARROW_EXAMPLES` of each is tried.
"""

from __future__ import annotations

import os
import random
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.encoding import decode, encode
from app.errors import Untrusted
from sync.protocol.answers import Answer
from sync.protocol.cose import open_signed, sign
from sync.protocol.heads import HEAD_TYPE
from sync.protocol.padding import deflate, pad
from sync.protocol.sealing import seal
from sync.protocol.segments import Header, make_entry
from tests.sync.exchange.forging import Forger, note_change
from tests.sync.hostile.mutations import bent
from tests.sync.hostile.scene import Scene, again, told

EXAMPLES = int(os.environ.get("YARROW_EXAMPLES", "100")) // 8
SEED = os.environ.get("YARROW_SEED", "")
_BOMBS = {
    "lists in lists": b"\x81" * 10**6,
    "maps in maps": b"\xa1\x00" * 10**6,
    "a list of all memory": b"\x9b" + b"\xff" * 8,
    "a map of all memory": b"\xbb" + b"\xff" * 8,
    "bytes of all memory": b"\x5b\x7f" + b"\xff" * 7,
    "a text of four gibibytes": b"\x7a\xff\xff\xff\xff",
    "a number of a million digits": b"\xc2\x5a\x00\x06\x00\x00" + bytes(393_216),
    "a power of ten beyond all numbers": b"\xc4\x82\x1b\x3f\xff\xff\xff\xff\xff\xff\xff\x01",
    "a pattern that never ends": b"\xd8\x23\x78\x1c(((((a+)+)+)+)+)+" + b"a" * 8,
    "a value that holds itself": b"\xd8\x1c\x81\xd8\x1d\x00",
}


def test_answers_bent_anywhere_are_told_and_nothing_false_is_taken(
    template: Scene, tmp_path: Path
) -> None:
    for number in range(EXAMPLES):
        chance = random.Random(f"{SEED} answer {number}")
        folder = tmp_path / str(number)
        folder.mkdir()
        scene = again(template, folder)
        at = chance.randrange(5)

        scene.wire.lie = lambda name, said, a=at, c=chance, s=scene: _bent_answer(
            s, name, said, a, c
        )
        for _ in range(2):
            told(scene.a.sync())

        _nothing_false(scene, f"answer {number}")
        scene.wire.lie = None
        codes = told(scene.a.sync())
        shown = scene.a.overview().spaces[0]
        assert not codes or shown.is_frozen, f"answer {number}: {codes}"
        assert shown.is_frozen is bool(codes)
        _nothing_false(scene, f"answer {number}")
        scene.close()


def _bent_answer(scene: Scene, name: str, said: Answer, at: int, chance: random.Random) -> Answer:
    """One answer of an exchange bent, as often as not within the head that it brings."""
    if ["hello", "statements", "log", "append", "mark"][at] != name or said.status != "ok":
        return said
    body: dict[str, Any] = dict(said.body)
    if "head" in body and chance.random() < 0.3:
        signed = open_signed(body["head"], HEAD_TYPE)
        content: Any = bent(signed.value, chance)
        body["head"] = sign(scene.office.signing, HEAD_TYPE, encode(content))
    else:
        body = bent(body, chance)
    return replace(said, body=body if isinstance(body, dict) else {})


def _nothing_false(scene: Scene, why: str) -> None:
    true = {scene.ours, *scene.theirs}
    (here,) = scene.a.rows("select count(*) from change where space = 2")
    assert {id for (id,) in scene.a.rows("select id from change where space = 2")} <= true, why
    assert here[0] >= 1, why


def test_changes_bent_anywhere_by_a_colleague_are_held_or_kept_and_the_others_arrive(
    scene: Scene,
) -> None:
    chance = random.Random(f"{SEED} change")
    forger = Forger(scene.b)
    for number in range(4 * EXAMPLES):
        change = note_change(f"bent {number}", kind="person", record=b"p" * 16)
        content: Any = [bent(decode(change.encoded), chance)]
        if chance.random() < 0.2:
            content = bent([decode(change.encoded)], chance)
        entry, groups = _sealed_anyway(forger, content)
        forger.put(scene.office, entry, groups)
    last = forger.plant(scene.office, "after all of them")

    codes = told(scene.a.sync())

    assert set(codes) <= {"exchange.held"}
    assert scene.a.has(last)
    assert all(scene.a.has(note) for note in scene.theirs)
    assert scene.a.state_of(scene.ours)[0] == "received"
    assert scene.a.vault.verify() == []


def _sealed_anyway(forger: Forger, content: Any) -> tuple[bytes, tuple[bytes, ...]]:
    """An entry with this in its one group, which our own program would refuse to seal."""
    entry, _ = forger.entry([[note_change("for its header")]])
    said = decode(decode(open_signed(entry, "yarrow/segment").payload)[0])  # type: ignore[index]
    said.pop("format")
    base = Header(**said)  # type: ignore[arg-type]
    key = forger.talk.content_keys[1]
    info = b"yarrow/group/v1" + base.space + base.device
    try:
        plain = encode(content)
    except Untrusted:
        plain = b"\xf7"
    group = seal(key, pad(deflate(plain)), info=info, aad=base.encode(), random32=bytes(32))
    made = make_entry(forger.talk.keys.sign, base, (group,))
    forger.follow(made)
    return made, (group,)


@pytest.mark.parametrize("bomb", _BOMBS.values(), ids=_BOMBS.keys())
def test_a_bomb_is_refused_before_it_takes_room(bomb: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Untrusted):
            decode(bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 8 * 1024 * 1024
