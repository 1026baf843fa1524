"""One person's PC: a real vault and sync lane that are killed, copied, and whose clock is wrong."""

from __future__ import annotations

import atexit
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from app.domain.changes import Change
from app.errors import YarrowError
from app.wiring.referrals.taking import take_in
from storage.making import build_vault
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from sync.asking import Means
from sync.runner import SyncLane
from sync.totals import Totals
from tests.simulation.central import Central
from tests.simulation.disk import Disk, Killed
from tests.simulation.made import Made
from tests.simulation.network import Network
from tests.simulation.world import START_MS, World

T = TypeVar("T")
KEY = bytes(range(32))
_DEVICES = "select s.id, m.device from membership m join space s on s.nr = m.space"
PEOPLE = (
    "Wren Pepperday",
    "Linnet Marrowby",
    "Tansy Bramblewick",
    "Sorrel Finchley",
    "Perdita Oakum",
    "Rowan Thistlewood",
)
NEIGHBOURS = ("Campion Ashgate", "Teasel Underhay")
"""Who is in the other team: a practice that refers to this one."""


class PC:
    """A person's PC; `name` is what the trace calls it.

    `devices` are its ids in the spaces in which it has synced, `codes` what it was given to join.
    `saved` are the changes that were told as saved here, `looked` the lines of its access log and
    in which space each file is. It begins as a copy of the vault `of` another, of the one in the
    folder `begun` of somebody who is in the space, or as a new one.
    """

    def __init__(
        self,
        world: World,
        central: Central,
        folder: Path,
        name: str,
        *,
        of: PC | None = None,
        begun: Path | None = None,
    ) -> None:
        self.world = world
        self.central = central
        self.name = name
        self.folder = folder / name
        self.clock_off_ms = 0
        self.is_open = False
        self.in_space = begun is not None
        self.codes: dict[bytes | None, str] = {}
        self.devices: dict[bytes, bytes] = {}
        self.made = Made()
        self.saved: set[bytes] = set()
        self.looked: dict[str, bytes | None] = {}
        self._copied_from = of
        self._chance = random.Random(f"{world.seed} {name}")
        source = begun or _blank(name) if of is None else of.folder
        shutil.copytree(source, self.folder, ignore=shutil.ignore_patterns("*-shm", "lock"))
        self.disk = Disk(self.folder, self._chance)
        self.network = Network(world, central, self.disk)
        if of is not None:
            self.in_space, self.clock_off_ms = of.in_space, of.clock_off_ms
            self.devices = dict(of.devices)
            self.saved, self.looked = set(of.saved), dict(of.looked)

    @property
    def owner(self) -> str:
        """Whose vault it is."""
        return self.name if self._copied_from is None else self._copied_from.owner

    @property
    def is_copy(self) -> bool:
        return self._copied_from is not None

    def now_ms(self) -> int:
        return max(0, self.world.now_ms + self.clock_off_ms)

    def open(self) -> None:
        if self.is_open:
            return
        content = _content(self.owner)
        chance = self._chance.randbytes
        self.vault: Vault = unlock(self.folder, content, key=KEY, clock=self.now_ms, random=chance)
        self.spaces = VaultSpaces(self.vault, take_in=self._take_in)
        place = sha256(self.name.encode()).digest()
        means = Means(self.now_ms, chance, lambda: self.world.now_ms / 1000, place)
        self.lane = SyncLane(self.spaces, means=means, transport=lambda: self.network)
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.lane.close()
            self.vault.close()

    def tried(self, work: Callable[[], T]) -> T | str:
        """What it came to; the code of an expected failure, or "killed"."""
        try:
            self.open()
            return work()
        except YarrowError as failure:
            return failure.code
        except Killed:
            self._die()
            return "killed"
        finally:
            self.disk.mend()

    def save(
        self, work: Callable[[Any], object], *, known: frozenset[bytes] | None = None
    ) -> list[Change] | str:
        """Write; what was told as saved has to be there for good. `known` as in `Made.watch`."""

        def watched(session: Any) -> list[Change]:
            saved = self.made.watch(session, known)
            work(session)
            return saved

        changes = self.tried(lambda: self.vault.write(watched).result())
        if not isinstance(changes, str):
            self.saved |= {change.id for change in changes}
        return changes

    def write_watched(self, work: Callable[[Any], T]) -> Future[T]:
        """Write for a use case that takes a whole vault; `saved` has it once that is through."""
        noted: list[list[Change]] = []

        def watched(session: Any) -> T:
            noted.append(self.made.watch(session))
            return work(session)

        answer = self.vault.write(watched)
        if answer.exception() is None:
            self.saved |= {change.id for change in noted[-1]}
        return answer

    def sync(self) -> Totals | str:
        return self.tried(self._sync)

    def _sync(self) -> Totals:
        self.devices |= dict(self.rows(_DEVICES))
        return self.lane.sync().result()

    def rows(self, sql: str, *parameters: object) -> list[Any]:
        return self.vault.read(
            lambda reading: reading.connection.execute(sql, parameters).fetchall()
        ).result()

    def nr(self, space: bytes) -> int:
        """The row number of a space in this vault, 0 once it has left it."""
        found = self.rows("select nr from space where id = ?", space)
        return int(found[0][0]) if found else 0

    def device_in(self, space: bytes) -> bytes | None:
        """Its id in a space, None once it has left it or before it is in."""
        found: bytes | None = dict(self.rows(_DEVICES)).get(space)
        return found

    def _take_in(self, session: Any) -> None:
        self.made.watch(session)
        take_in(session)

    def _die(self) -> None:
        """End as a killed process does: nothing is finished, the log stays as it lies there."""
        self.world.count("killed")
        left = self.disk.contents()
        self.disk.mend()
        with suppress(YarrowError):
            self.close()
        self.is_open = False
        self.disk.put(left)


@cache
def _content(name: str) -> VaultFile:
    return VaultFile(sha256(name.encode()).digest()[:16], (), name[:2].upper(), True)


@cache
def _blank(name: str) -> Path:
    """A new vault of this person, made once for all seeds."""
    made = Path(mkdtemp(prefix="yarrow-blank-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = made / name
    folder.mkdir()
    chance = random.Random(name).randbytes
    build_vault(folder, _content(name), name=name, key=KEY, clock=lambda: START_MS, random=chance)
    return folder
