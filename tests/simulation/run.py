"""One seed from the first space to the last check, and the trace of it."""

from __future__ import annotations

import gc
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from app.errors import YarrowError
from sync.totals import Totals
from tests.simulation.acts import ACTS, Person
from tests.simulation.apart import APART as APARTS
from tests.simulation.apart import LIKELY_LET_IN, finish_joining, let_in_apart
from tests.simulation.attaching import ATTACHING
from tests.simulation.begun import APART, OTHER_TITLE, TITLE, WITH_PRACTICE, begun, found, join
from tests.simulation.between import end_link
from tests.simulation.central import Central
from tests.simulation.disk import Disk
from tests.simulation.ending import Ending
from tests.simulation.governing import govern
from tests.simulation.losing import Losing
from tests.simulation.pc import NEIGHBOURS, PC, PEOPLE
from tests.simulation.recovering import LIKELY_LOST, Sets
from tests.simulation.referring import REFERRING
from tests.simulation.team import Team
from tests.simulation.threadless import one_thread
from tests.simulation.ward import NAME as WARD
from tests.simulation.ward import Ward
from tests.simulation.world import DAY_MS, YEAR_MS, World

SIZES = (*(2,) * 10, 3, 3, 3, 4, 5, 6)
LIKELY_NEIGHBOURS = 0.3
LIKELY_APART = 0.15
LIKELY_ATTACHING = 0.15
LIKELY_RECOVERING = 0.15
LIKELY_WARD = 0.15
LIKELY_LINK_ENDED = 0.01


@dataclass
class Ran:
    """What a seed came to."""

    trace: list[str]
    faults: dict[str, int]
    rounds: int
    changes: int
    clashes: int


class Simulation:
    """A team, its PCs and the service, in a folder of memory; and in some worlds a practice that
    it is introduced to.
    """

    def __init__(self, seed: str, folder: Path) -> None:
        self.world = World(seed)
        self.folder = folder
        chance = self.world.chance
        count = chance.choice(SIZES)
        self.began = chance.choice((0, count, count, count, chance.randint(1, count)))
        self.has_neighbours = self.began in WITH_PRACTICE and chance.random() < LIKELY_NEIGHBOURS
        self.is_apart = (
            self.began in WITH_PRACTICE
            and not self.has_neighbours
            and chance.random() < LIKELY_APART
        )
        self.is_ward = (
            self.began > 0
            and not (self.has_neighbours or self.is_apart)
            and chance.random() < LIKELY_WARD
        )
        self.is_attaching = chance.random() < LIKELY_ATTACHING
        if self.began:
            shutil.copy(self._begun / "service.db", folder)
        self.central = Central(folder, self.world)
        self.losing = Losing(self.central)
        self.teams = [self._team(TITLE, PEOPLE[:count])]
        if self.has_neighbours:
            self.teams.append(self._team(OTHER_TITLE, NEIGHBOURS))
        self.apart: list[Team] = []
        if self.is_apart:
            wren, linnet = self.teams[0].people[:2]
            self.apart.append(Team(APART, is_apart=True, people=[linnet, wren]))
            assert self.apart[0].space
        self.wards: list[Ward] = []
        if self.is_ward:
            shutil.copytree(self._begun / WARD, folder / WARD)
            self.wards.append(Ward(self.world, self.central, folder))
        self.sets: list[Sets] = []
        if self._may_recover and chance.random() < LIKELY_RECOVERING:
            self.sets.append(Sets(self.teams[0]))

    def _team(self, title: str, names: tuple[str, ...]) -> Team:
        team = Team(title)
        for nr, name in enumerate(names):
            is_in = nr < self.began or names is NEIGHBOURS
            place = self._begun / name if is_in else None
            self._add(team, PC(self.world, self.central, self.folder, name, begun=place))
        return team

    @property
    def _begun(self) -> Path:
        return begun(self.began, is_apart=self.is_apart, is_ward=self.is_ward)

    @property
    def _may_recover(self) -> bool:
        """Somebody has to be left, and her team alone is what she leads then."""
        return len(self.teams[0].people) > 1 and not (self.has_neighbours or self.is_apart)

    @property
    def people(self) -> list[Person]:
        return [person for team in self.teams for person in team.people]

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
            for pc in (*self.pcs, *(pc for team in self.teams for pc in team.lost)):
                with suppress(YarrowError):
                    pc.close()
                Disk.of.pop(pc.folder, None)
            self.central.close()

    def _add(self, team: Team, pc: PC) -> None:
        more = ((self.has_neighbours, REFERRING), (self.is_apart, APARTS))
        acts = dict(ACTS)
        for is_so, others in (*more, (self.is_attaching, ATTACHING)):
            acts |= others if is_so else {}
        team.people.append(Person(pc, acts, team=team.title))

    def _begin(self) -> None:
        """The first makes the space if that was not done; the others join now, or later."""
        first = self.teams[0].lead
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
            team = world.chance.choice([*self.teams, *self.apart])
            world.say(step, govern(team, self._exchange))
        self._beside(step)
        if world.chance.random() < 0.6:
            world.say(step, person.pc.name, self._exchange(person.pc))

    def _beside(self, step: int) -> None:
        """What goes on beside the people of a team, in the worlds where there is some of it."""
        world = self.world
        if self.has_neighbours and world.has(LIKELY_LINK_ENDED):
            one, other = world.chance.sample(self.teams, 2)
            world.say(step, end_link(one, other))
        for ward in self.wards:
            world.say(step, "ward", ward.act())
        for sets in self.sets:
            self._recover(step, sets)
        for apart in self.apart:
            if world.has(LIKELY_LET_IN):
                self.losing.may_lose = False  # to a copy of before she would have to come anew
                world.say(step, let_in_apart(apart, self.teams[0]))

    def _recover(self, step: int, sets: Sets) -> None:
        if self.world.has(0.2):
            self.world.say(step, sets.act())
        may_be = all(pc.in_space for pc in self.pcs) and not self.losing.has_lost
        if may_be and self.world.has(LIKELY_LOST) and sets.lose_lead():
            self._happened("lead's PC lost")

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
        return f"join {join(pc, self.teams[0].lead)}"

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
            self.losing.note_copy(self.teams)
        may_lose = not self.wards  # a lead decides on a ward PC that the log lost (decision 100)
        if may_lose and world.has(0.03) and self.losing.lose(self.teams):
            self._happened("service lost for good")
        if world.has(0.06) and self.central.roll_back():
            self._happened("service rolled back")
        elif world.has(0.3) and self.central.restore():
            self._happened("service restored")

    def _copy(self, pc: PC) -> None:
        if pc.in_space:
            pc.close()
            copy = PC(self.world, self.central, self.folder, f"{pc.name}, copied", of=pc)
            self._add(next(team for team in self.teams if pc in team.pcs), copy)
            for apart in self.apart:
                if pc in apart.pcs:
                    apart.people.append(self.people[-1])
            self._happened("vault copied", pc)

    def _happened(self, what: str, pc: PC | None = None) -> None:
        self.world.count(what)
        self.world.say("  ", what, pc.name if pc else "")

    def _end(self) -> Ran:
        """Stop all faults, let everyone in, and look."""
        self.world.is_calm = True
        self.central.restore()
        for pc in self.pcs:
            self._let_in(pc)
        for apart in self.apart:
            finish_joining(apart, self.teams[0])
        for sets in self.sets:
            sets.end()
        ending = Ending(self.world, self.central, self.losing, self.teams, self.apart, self.wards)
        rounds = ending.run(self._exchange, is_attaching=self.is_attaching)
        return Ran(self.world.trace, self.world.faults, rounds, *self._figures())

    def _let_in(self, pc: PC) -> None:
        pc.network.is_up = True
        if self.has_neighbours:
            pc.clock_off_ms = 0  # with a clock a month ahead nothing is shown, so nothing is told
        for _ in range(4):
            if not pc.in_space:
                self.world.say("calm", pc.name, self._join(pc))
        assert pc.in_space, f"{pc.name} never came in"

    def _figures(self) -> tuple[int, int]:
        """How many changes the teams have, and how many records in clash."""
        told = [
            [len(team.lead.rows(sql)) for team in self.teams]
            for sql in ("select 1 from change", "select 1 from record where clashes > 0")
        ]
        changes, clashes = map(sum, told)
        return changes, clashes


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
