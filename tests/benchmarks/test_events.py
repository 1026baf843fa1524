"""One edit from a colleague's save to this PC's screen, by the service's events.

Both desks' own wiring of Sync, a real service over TLS in another process, nobody presses anything.
Beside it the two exchanges alone, called one after the other: what is between is waiting.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication

from app.wiring.desk import Desk
from app.wiring.desktop import dressed
from app.wiring.site.values import Site
from app.wiring.sync.syncing import SyncWiring
from sync.runner import open_transport
from sync.service.folder import make_folder
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC, Office
from ui.jobs import Jobs
from ui.theme.theme import Theme

EDITS = 20
_LATEST_S = 20.0


class Place:
    """A PC, and its desk with Sync wired as in the program; `arrivals` counts its news."""

    def __init__(self, pc: PC, theme: Theme) -> None:
        self.pc, self.jobs, self.arrivals = pc, Jobs(), 0
        self.desk = Desk(pc.vault, theme, self.jobs, site=Site("PC"), now=lambda: datetime.now(UTC))
        self.sync = SyncWiring(self.desk, lane=pc.lane)
        self.sync.arrived.connect(self._count)

    def _count(self) -> None:
        self.arrivals += 1


@pytest.fixture
def places(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Place, Place]]:
    """Wren's and Linnet's desks in one space, listening."""
    theme = dressed(qapp)
    make_folder(tmp_path / "service", spaces="open")
    service = RunningService(tmp_path / "service", tmp_path / "service.log")
    with ExitStack() as opened:
        service.start()
        opened.callback(service.stop)
        office = Office(tmp_path / "unused.db")
        pcs = [PC(tmp_path / n, office, n, transport=open_transport) for n in ("Wren", "Linnet")]
        for pc in pcs:
            opened.callback(pc.close)
        pcs[0].found(url=service.url)
        pcs[1].join(pcs[0].invite(), url=service.url)
        for pc in (*pcs, pcs[0]):
            pc.sync()
        a, b = (Place(pc, theme) for pc in pcs)
        for place in (a, b):
            place.sync.start()
            opened.callback(place.desk.deleteLater)
            opened.callback(place.sync.stop)
        until(lambda: a.pc.lane.is_listening and b.pc.lane.is_listening)
        settle(0.5)
        yield a, b


def until(what: Callable[[], object]) -> float:
    """Let the screen's thread work until something is so; the seconds that took."""
    began = time.perf_counter()
    while not what():
        assert time.perf_counter() - began < _LATEST_S, "it never came to that"
        QApplication.processEvents()
        time.sleep(0.001)
    return time.perf_counter() - began


def settle(seconds: float) -> None:
    ends = time.perf_counter() + seconds
    until(lambda: time.perf_counter() > ends)


def test_an_edit_shows_at_a_colleagues_desk(places: tuple[Place, Place]) -> None:
    a, b = places
    took = []
    for number in range(EDITS):
        before = b.arrivals
        note = a.pc.note(f"edit {number}")
        a.desk.saved.emit(note)
        took.append(until(lambda before=before: b.arrivals > before))
        assert b.pc.has(note)
        settle(0.05)
    a.sync.stop(), b.sync.stop()
    settle(0.5)
    bare = [_bare(a, b) for _ in range(EDITS)]
    line = "{} of {} edits at a colleague's desk: {:.0f} ms, the slowest {:.0f}; bare {:.0f} ms"
    told = line.format(len(took), EDITS, 1e3 * median(took), 1e3 * max(took), 1e3 * median(bare))
    sys.stdout.write(f"\n{told}\n")


def _bare(a: Place, b: Place) -> float:
    a.pc.note()
    began = time.perf_counter()
    a.pc.sync(), b.pc.sync()
    return time.perf_counter() - began
