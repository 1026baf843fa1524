"""A ward PC of a team: it seals records without opening any, and every one comes to the team."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from app.domain.ward_door import DoorRecord, pack
from app.errors import YarrowError
from app.ports.door import DoorState
from storage.door.folder import DoorFolder, SetUp
from sync.asking import Means
from sync.door.joining import join_as_door
from sync.door.sealing import DoorSeal
from sync.door.sending import send
from sync.runner import drive
from tests.simulation.central import Central
from tests.simulation.checks import changes_of
from tests.simulation.disk import Disk, Killed
from tests.simulation.network import Network
from tests.simulation.pc import PC
from tests.simulation.team import Team
from tests.simulation.world import World

NAME = "Fernhollow ward"
LIKELY_RECORD, LIKELY_SENT = 0.4, 0.5
_ROUNDS = 4
_SHORT = "4711"
_ERASED = "select 1 from erased_change"


class Ward:
    """The ward PC of one world; `told` are the words of the records that it said were kept."""

    def __init__(self, world: World, central: Central, folder: Path) -> None:
        self.world = world
        self.folder = folder / NAME
        self.told: dict[bytes, str] = {}
        self._chance = random.Random(f"{world.seed} {NAME}")
        self.disk = Disk(self.folder, self._chance)
        self.network = Network(world, central, self.disk)
        place = sha256(NAME.encode()).digest()
        clock, seconds = lambda: world.now_ms, lambda: world.now_ms / 1000
        self._means = Means(clock, self._chance.randbytes, seconds, place)

    def join(self, lead: PC, url: str) -> None:
        """Become the ward PC of her team."""
        code = lead.lane.invite(name=NAME, role="writer").result()
        set_up = SetUp(NAME, _SHORT, is_training=True)
        door = DoorFolder(self.folder, set_up, random=self._chance.randbytes)
        door.make()
        joining = join_as_door(door, code, url, self._means, name=NAME, training=True)
        drive(joining, self.network)

    def act(self) -> str:
        """Somebody records there, and it may be sent; what was put down lies there for good."""
        told = ""
        if self.world.has(LIKELY_RECORD):
            told = self._tried(self._record)
        if self.world.has(0.1):
            self.disk.kill_in = self._chance.randint(1, 8)
        if self.world.has(LIKELY_SENT):
            told += f" {self.send()}"
        return told

    def send(self) -> str:
        """Send what waits, and ask after what was sent."""
        return self._tried(self._send)

    def unsettled(self) -> list[str]:
        """What the team is not known to have."""
        rows = DoorFolder(self.folder).rows()
        return [f"{row.state} {row.why}" for row in rows if row.state is not DoorState.TAKEN]

    def _record(self) -> str:
        door, id = DoorFolder(self.folder), self._chance.randbytes(16)
        words = f"He counts my steps {self._chance.randrange(10**9)}"
        record = DoorRecord(
            "identification/1", {"their_words": words}, {}, {}, self.world.now_ms, is_whole=True
        )
        sealing = DoorSeal(door.door(), door.log())
        sealed = sealing.seal(id, pack(record), at_ms=self.world.now_ms, is_whole=True)
        door.records.put(sealed)
        self.told[id] = words
        self.world.count("recorded at a ward")
        return "recorded"

    def _send(self) -> str:
        report = drive(send(DoorFolder(self.folder), self._means), self.network)
        return f"sent {report.received} {report.taken} {report.left}"

    def _tried(self, work: Callable[[], str]) -> str:
        try:
            return work()
        except YarrowError as failure:
            return failure.code
        except Killed:
            self.world.count("killed")
            return "killed"
        finally:
            self.disk.mend()


def settle(ward: Ward, pcs: list[PC]) -> None:
    """Let the ward PC send, the team take in, and the ward PC hear of it."""
    ward.network.is_up = True
    for _ in range(_ROUNDS):
        ward.world.say("ward", ward.send())
        for pc in pcs:
            told = pc.sync()
            ward.world.say("  for the ward", pc.name, told if isinstance(told, str) else "")


def check_ward(ward: Ward, team: Team) -> None:
    """Each record that was kept is in the team once, and the ward PC knows it; no word is there."""
    found: Counter[str] = Counter()
    for encoded in changes_of(team.lead, team.space).values():
        for words in ward.told.values():
            found[words] += words.encode() in encoded
    is_erased = bool(team.lead.rows(_ERASED))
    for words in ward.told.values():
        assert found[words] <= 1, "a record of the ward PC is there twice"
        assert found[words] == 1 or is_erased, "a record of the ward PC never came"
        ward.world.count("came from a ward")
    assert not ward.unsettled(), f"the ward PC waits: {ward.unsettled()}"
    for file in ward.folder.rglob("*"):
        with suppress(IsADirectoryError):
            assert b"He counts my steps" not in file.read_bytes(), "a word lies at the ward PC"
