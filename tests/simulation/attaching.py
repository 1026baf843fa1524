"""People attach contents to files; wherever the record is, the content comes, and the same one."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from unittest.mock import patch

from app.domain.attachment import KIND, Media, Sealed, sealed_in
from app.errors import YarrowError
from app.usecases import attachments
from app.wiring.stored import may_be_stored
from storage.objects.folder import Objects
from tests.simulation.acts import Person
from tests.simulation.pc import PC
from tests.simulation.team import Team
from tests.simulation.world import DAY_MS, World

CHUNK = 1024
"""Bytes of a chunk in a simulated world: contents of several are cheap then."""
_TAG = 16
_MOST_CHUNKS = 6
_ROUNDS = 4
_ABOUT = {"caption": "Left arm", "original_sha256": "0" * 64}
_ATTACHED = """
    select json(r.state), d.id from record r
    join change c on c.record = r.nr join device d on d.nr = c.device
    where r.space = ? and r.kind = ? and r.is_away = 0 order by r.nr
"""


@contextmanager
def small_chunks() -> Iterator[None]:
    """Contents travel in chunks of `CHUNK` bytes."""
    with (
        patch("storage.objects.sealing.CHUNK", CHUNK),
        patch("storage.objects.folder.CHUNK", CHUNK),
        patch("storage.objects.arriving._SEALED", CHUNK + _TAG),
        patch("sync.service.endpoints.objects.CHUNK", CHUNK + _TAG),
    ):
        yield


@contextmanager
def drawn_by(chance: random.Random) -> Iterator[None]:
    """Ids and keys of objects are drawn by the world, so that a seed comes to the same twice."""
    with patch("storage.objects.folder.os.urandom", chance.randbytes):
        yield


def attach(person: Person) -> str:
    """Attach a content of some chunks to somebody's file, as taking one in does."""
    known, pc, chance = person.some_person(), person.pc, person.pc.world.chance
    if known is None:
        return "nothing"
    objects, content = Objects(pc.folder), chance.randbytes(chance.randint(1, CHUNK * _MOST_CHUNKS))
    with drawn_by(chance):
        sealed = objects.store([content])
    person.spoil()
    told = pc.tried(lambda: _record(pc, known.subject, objects, sealed))
    if isinstance(told, str):
        return told
    pc.world.count("attached")
    return told.hex()[:16]


def _record(pc: PC, subject: bytes, objects: Objects, sealed: Sealed) -> bytes:
    answer = pc.write_watched(
        lambda session: attachments.record(session, subject, sealed, media=Media.TEXT, about=_ABOUT)
    )
    try:
        return answer.result()
    except YarrowError as failure:
        if not may_be_stored(answer, failure):
            objects.drop(sealed.object)
        raise


def fetch_all(world: World, pcs: Collection[PC]) -> None:
    """Exchange until contents had every chance to come: what did not is asked for after hours."""
    for _ in range(_ROUNDS):
        world.now_ms += DAY_MS
        for pc in pcs:
            told = pc.tried(lambda pc=pc: pc.lane.sync_whole().result())
            world.say("  fetch", pc.name, told if isinstance(told, str) else told.chunks)


def check_contents(team: Team, pcs: Collection[PC], left: Collection[PC]) -> None:
    """Every content that was attached by who is still there is at every PC, whole."""
    gone = {pc.devices.get(team.space) for pc in left}
    for pc in pcs:
        for sealed, device in _attached(pc, team.space):
            try:
                content = b"".join(Objects(pc.folder).content(sealed))
            except YarrowError as failure:
                assert device in gone, f"{pc.name} has not a content: {failure.code}"
                continue
            assert sha256(content).hexdigest() == sealed.sha256
            team.lead.world.count("contents here")


def _attached(pc: PC, space: bytes) -> list[tuple[Sealed, bytes]]:
    """The attachments of a space that are not put away, with the devices that attached them."""
    found = []
    for state, device in pc.rows(_ATTACHED, pc.nr(space), KIND):
        sealed = sealed_in(json.loads(state))
        assert sealed is not None
        found.append((sealed, device))
    return found


ATTACHING = {"attach": attach, "attach another": attach}
