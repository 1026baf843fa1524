"""One seed from the first space to the last check, and the trace of it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.errors import YarrowError
from app.ports.erasing import Target
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.erasing import erase
from sync.holding import decide, held
from sync.removing import remove, rotate
from sync.roles import set_role
from sync.steps import Conversation
from sync.totals import Totals
from tests.simulation.acts import Made, Person
from tests.simulation.begun import begun, found, join
from tests.simulation.central import Central
from tests.simulation.checks import check_all, check_left, until_quiet
from tests.simulation.disk import Disk
from tests.simulation.losing import Losing
from tests.simulation.pc import PC, PEOPLE
from tests.simulation.threadless import one_thread
from tests.simulation.world import DAY_MS, YEAR_MS, World

SIZES = (*(2,) * 10, 3, 3, 3, 4, 5, 6)
_GONE = "select id from device where removed_ms is not null"
Carried = Callable[[SpaceStore, Means], Conversation[Any]]


@dataclass
class Ran:
    """What a seed came to."""

    trace: list[str]
    faults: dict[str, int]
    rounds: int
    changes: int
    clashes: int


class Simulation:
    """A team, its PCs and the service, in a folder of memory."""

    def __init__(self, seed: str, folder: Path) -> None:
        self.world = World(seed)
        self.folder = folder
        chance = self.world.chance
        count = chance.choice(SIZES)
        self.began = chance.choice((0, count, count, count, chance.randint(1, count)))
        if self.began:
            shutil.copy(begun(self.began) / "service.db", folder)
        self.central = Central(folder, self.world)
        self.losing = Losing(self.central)
        self.made = Made()
        self.people: list[Person] = []
        for nr, name in enumerate(PEOPLE[:count]):
            place = begun(self.began) / name if nr < self.began else None
            self._add(PC(self.world, self.central, folder, name, begun=place))

    @property
    def pcs(self) -> list[PC]:
        return [person.pc for person in self.people]

    def run(self, steps: int) -> Ran:
        try:
            self._begin()
            for step in range(steps):
                self._step(step)
            return self._end()
        finally:
            for pc in self.pcs:
                with suppress(YarrowError):
                    pc.close()
                Disk.of.pop(pc.folder, None)
            self.central.close()

    def _add(self, pc: PC) -> None:
        self.people.append(Person(pc, self.made))

    def _begin(self) -> None:
        """The first makes the space if that was not done; the others join now, or later."""
        first = self.pcs[0]
        while not first.in_space:
            found(first)
        for pc in self.pcs:
            if not pc.in_space:
                self.world.say("begin", pc.name, self._join(pc))

    def _step(self, step: int) -> None:
        world = self.world
        world.now_ms += world.chance.randint(100, 60_000)
        self._trouble()
        person = world.chance.choice(self.people)
        for _ in range(world.chance.randint(0, 3)):
            world.now_ms += world.chance.randint(0, 2_000)
            world.say(step, person.pc.name, person.act())
        if world.has(0.15):
            world.say(step, self._govern())
        if world.chance.random() < 0.6:
            world.say(step, person.pc.name, self._exchange(person.pc))

    def _exchange(self, pc: PC) -> str:
        if not pc.in_space:
            return self._join(pc)
        if self.world.has(0.15):
            pc.disk.kill_in = self.world.chance.randint(1, 25)
        elif self.world.has(0.05):
            pc.disk.full_in = self.world.chance.randint(1, 6)
            self.world.count("disk full")
        elif self.world.has(0.03):
            pc.disk.fail_in = self.world.chance.randint(1, 6)
            self.world.count("disk failed")
        totals = pc.sync()
        if isinstance(totals, Totals):
            problems = [problem.code for problem in totals.problems]
            return f"sync {totals.sent} {totals.received} {totals.position} {problems}"
        return f"sync {totals}"

    def _join(self, pc: PC) -> str:
        return f"join {join(pc, self.pcs[0])}"

    def _govern(self) -> str:
        """Somebody who leads makes a new key or has a file erased; the first gives another a part,
        or sends one away.
        """
        world, lead = self.world, self.pcs[0]
        others = [pc for pc in self.pcs[1:] if pc.in_space and pc.owner != lead.owner]
        act = world.chance.choice(("rotate", "erase", "erase", "role", "remove"))
        someone = world.chance.choice([lead, lead, *others])  # who may have become a lead
        if act == "rotate":
            return f"rotate {someone.name} {self._stated(someone, rotate)}"
        if act == "erase":
            return f"erase {someone.name} {self._erase(someone)}"
        if not others:
            return f"{act} nobody"
        chosen = world.chance.choice(others)
        known = chosen.tried(lambda: chosen.rows("select device from membership"))
        if isinstance(known, str) or not known:
            return f"{act} {known or 'has left'}"
        ((device,),) = known
        if act == "remove":
            stated = self._stated(lead, lambda store, means: remove(store, device, means))
        else:
            role = world.chance.choice(("lead", "member", "champion"))
            stated = self._stated(lead, lambda store, means: set_role(store, device, role, means))
        return f"{act} {chosen.name} {stated}"

    def _erase(self, lead: PC) -> object:
        found = lead.tried(lambda: lead.rows("select distinct subject from record order by 1"))
        if isinstance(found, str) or not found:
            return found or "nothing"
        (subject,) = self.world.chance.choice(found)
        self._exchange(lead)  # as the command does
        stated = self._stated(
            lead, lambda store, means: erase(store, Target(subject), "Asked for", means)
        )
        self.losing.note_erased(stated)
        if stated is True:
            self.world.count("erased")
        return f"{subject.hex()[:16]} {stated}"

    def _stated(self, lead: PC, carried: Carried) -> object:
        if self.world.has(0.2):
            lead.disk.kill_in = self.world.chance.randint(1, 16)
        stated = lead.tried(lambda: lead.lane.about(carried).result())
        if not isinstance(stated, str):
            self.world.count("stated")
        return stated

    def _trouble(self) -> None:
        """What happens to the service, to clocks and to whole PCs."""
        self._trouble_of_the_service()
        world, chance = self.world, self.world.chance
        pc = chance.choice(self.pcs)
        if world.has(0.05):
            pc.clock_off_ms = chance.randint(-9 * YEAR_MS, 9 * YEAR_MS)
            self._happened("clock off", pc)
        if world.has(0.03):
            world.now_ms += chance.randint(25, 35) * DAY_MS
            self._happened("a month asleep")
        if world.has(0.08):
            pc.network.is_up = not pc.network.is_up
            self._happened("network up" if pc.network.is_up else "network down", pc)
        if world.has(0.02) and not any(each.is_copy for each in self.pcs):
            self._copy(pc)

    def _trouble_of_the_service(self) -> None:
        world = self.world
        if world.has(0.04):
            self._happened("service restarted")
            self.central.restart()
        if world.has(0.06) and self.central.keep_copy():
            self.losing.note_copy(self.pcs)
        if world.has(0.03) and self.losing.lose(self.pcs):
            self._happened("service lost for good")
        if world.has(0.06) and self.central.roll_back():
            self._happened("service rolled back")
        elif world.has(0.3) and self.central.restore():
            self._happened("service restored")

    def _copy(self, pc: PC) -> None:
        if pc.in_space:
            pc.close()
            self._add(PC(self.world, self.central, self.folder, f"{pc.name}, copied", of=pc))
            self._happened("vault copied", pc)

    def _happened(self, what: str, pc: PC | None = None) -> None:
        self.world.count(what)
        self.world.say("  ", what, pc.name if pc else "")

    def _end(self) -> Ran:
        """Stop all faults, let everyone in, and look."""
        self.world.is_calm = True
        self.central.restore()
        for pc in self.pcs:
            pc.network.is_up = True
            for _ in range(4):
                if not pc.in_space:
                    self.world.say("calm", pc.name, self._join(pc))
            assert pc.in_space, f"{pc.name} never came in"
        self.losing.mend(self.pcs)
        left = self._removed()
        staying = [pc for pc in self.pcs if pc not in left]
        rounds = until_quiet(staying)
        if self._adopt():
            rounds += until_quiet(staying)
        check_all(staying, self.made, self.central)
        for pc in left:
            check_left(pc, staying[0])
            self.world.count("removed")
        (count,) = self.pcs[0].rows("select count(*) from change")[0]
        clashes = len(self.pcs[0].rows("select nr from record where clashes > 0"))
        return Ran(self.world.trace, self.world.faults, rounds, count, clashes)

    def _adopt(self) -> bool:
        """Let count what arrived from PCs that were sent away meanwhile; whether there was some."""
        first = self.pcs[0]
        space = first.spaces.space(first.spaces.spaces()[0])
        positions = [each.position for each in held(space) if each.device is not None]
        if positions:
            self.world.count("adopted")
            stated = self._stated(
                first, lambda store, means: decide(store, positions, means, adopt=True)
            )
            self.world.say("adopt", len(positions), stated)
        return bool(positions)

    def _removed(self) -> list[PC]:
        """Who was sent away, as the first reads it once nothing is in the way."""
        left: list[PC] = []
        gone: set[bytes] = set()
        for pc in self.pcs:
            told = pc.sync()
            self.world.say("calm", pc.name, told if isinstance(told, str) else "")
            if pc is self.pcs[0]:
                gone = {id for (id,) in pc.rows(_GONE)}
            if {id for (id,) in pc.rows("select device from membership")} <= gone:
                left.append(pc)
        return left


def run(seed: str, *, steps: int = 16) -> Ran:
    """Run one seed."""
    place = Path("/dev/shm")
    folder = Path(mkdtemp(prefix="yarrow-simulation-", dir=place if place.is_dir() else None))
    gc.disable()  # a tenth of the time; one seed's rings are little
    try:
        with one_thread():
            return Simulation(seed, folder).run(steps)
    finally:
        gc.enable()
        shutil.rmtree(folder, ignore_errors=True)
