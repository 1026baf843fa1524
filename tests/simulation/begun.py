"""Teams that are in one space already, made once and copied: most seeds begin with one."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sync.founding import Wish
from tests.simulation.central import Central
from tests.simulation.checks import until_quiet
from tests.simulation.pc import PC, PEOPLE
from tests.simulation.world import DAY_MS, START_MS, World

URL = "https://sync.example"


@cache
def begun(count: int) -> Path:
    """A folder with the service and the vaults of so many people, after a day without faults."""
    folder = Path(mkdtemp(prefix="yarrow-begun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    world = World(f"begun {count}", START_MS - DAY_MS, is_calm=True)
    central = Central(folder, world)
    pcs = [PC(world, central, folder, name) for name in PEOPLE[:count]]
    assert found(pcs[0])
    for pc in pcs[1:]:
        assert join(pc, pcs[0]) == "in"
    until_quiet(pcs)
    for pc in pcs:
        pc.close()
    central.close()
    return folder


def found(first: PC) -> bool:
    """Let the first make the space; whether it is there."""
    made = first.tried(lambda: first.lane.found(Wish(title="Willowmere", url=URL)).result())
    first.world.say("found", made if isinstance(made, str) else "")
    first.in_space = not isinstance(made, str)
    return first.in_space


def join(pc: PC, lead: PC) -> str:
    """Come in by a code that the lead gives; one that has ended is asked for anew."""
    if pc.code is None:
        code = lead.tried(lambda: lead.lane.invite(name=pc.name).result())
        if len(code) != 34:
            return f"invite {code}"
        pc.code = code
    if pc.world.has(0.1):
        pc.disk.kill_in = pc.world.chance.randint(1, 10)
    code = pc.code
    joined = pc.tried(lambda: pc.lane.join(code, URL).result())
    pc.in_space = isinstance(joined, bytes) or joined == "space.already_in"
    if isinstance(joined, str) and joined.startswith("service."):
        pc.code = None
    return joined if isinstance(joined, str) else "in"
