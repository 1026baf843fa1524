"""Teams that are in one space already, made once and copied: most seeds begin with one.

Beside those of two or three stands a practice on the same service that they are introduced to.
"""

from __future__ import annotations

import atexit
import shutil
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from app.ports.introducing import Introducing
from sync.founding import Wish
from sync.introducing import confirm, offer, take
from tests.simulation.central import Central
from tests.simulation.checks import until_quiet
from tests.simulation.pc import NEIGHBOURS, PC, PEOPLE
from tests.simulation.ward import Ward
from tests.simulation.world import DAY_MS, START_MS, World

URL = "https://sync.example"
TITLE, OTHER_TITLE, APART = "Willowmere", "Ashgate Surgery", "Case 12"

WITH_PRACTICE = (2, 3)
LIKELY_FROM_AFAR = 0.3


@cache
def begun(count: int, *, is_apart: bool = False, is_ward: bool = False) -> Path:
    """A folder with the service and the vaults of so many people, and of the practice if there is
    one, after a day without faults.

    With `is_apart` the second has made a space for named people, and the first is in it; with
    `is_ward` the team has a ward PC.
    """
    folder = Path(mkdtemp(prefix="yarrow-begun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    world = World(f"begun {count} {is_apart} {is_ward}", START_MS - DAY_MS, is_calm=True)
    central = Central(folder, world)
    pcs = [PC(world, central, folder, name) for name in PEOPLE[:count]]
    neighbours = [PC(world, central, folder, name) for name in NEIGHBOURS if count in WITH_PRACTICE]
    _gather(pcs, TITLE)
    if neighbours:
        _gather(neighbours, OTHER_TITLE)
        introduce(pcs[0], neighbours[0])
    if is_apart:
        space = pcs[1].lane.found(Wish(title=APART, url=URL)).result().space
        assert join(pcs[0], pcs[1], space=space) == "in"
    if is_ward:
        Ward(world, central, folder).join(pcs[0], URL)
    until_quiet([*pcs, *neighbours])
    for pc in (*pcs, *neighbours):
        pc.close()
    central.close()
    return folder


def _gather(pcs: list[PC], title: str) -> None:
    assert found(pcs[0], title)
    for pc in pcs[1:]:
        assert join(pc, pcs[0]) == "in"


def found(first: PC, title: str = TITLE) -> bool:
    """Let the first make the space; whether it is there."""
    made = first.tried(lambda: first.lane.found(Wish(title=title, url=URL)).result())
    first.world.say("found", made if isinstance(made, str) else "")
    first.in_space = not isinstance(made, str)
    return first.in_space


def introduce(one: PC, other: PC) -> None:
    """The first makes a code, the other types it; neither waits for words to be compared."""
    wish = Introducing(b"", 0, is_offer=False, is_at_once=True)
    code = one.lane.introducing(partial(offer, wish=wish, phone="01632 960001")).result()
    taking = partial(take, typed=code, wish=wish, phone="01632 960002")
    known = other.lane.introducing(taking).result()
    other.lane.introducing(partial(confirm, known=known)).result()


def join(pc: PC, lead: PC, *, space: bytes | None = None) -> str:
    """Come in by a code that the lead gives, into her home unless another space is named.

    One that has ended is asked for anew. Some come from afar: they read once a lead has admitted
    them. "in" says that the PC is in.
    """
    if space not in pc.codes:
        distance = pc.world.has(LIKELY_FROM_AFAR)
        asking = partial(lead_invites, lead, name=pc.name, distance=distance, space=space)
        code = lead.tried(asking)
        if len(code) != 34:
            return f"invite {code}"
        pc.codes[space] = code
    if pc.world.has(0.1):
        pc.disk.kill_in = pc.world.chance.randint(1, 10)
    code = pc.codes[space]
    joined = pc.tried(lambda: pc.lane.join(code, URL).result())
    if isinstance(joined, str) and joined.startswith("service."):
        del pc.codes[space]
    is_in = isinstance(joined, bytes) or joined == "space.already_in"
    pc.in_space = pc.in_space or is_in
    return "in" if is_in else str(joined)


def lead_invites(lead: PC, *, name: str, distance: bool, space: bytes | None) -> str:
    """The code for somebody."""
    return lead.lane.invite(name=name, distance=distance, space=space).result()
