"""Killed, or left by its disk, at every single step of an exchange, no PC skips or loses a thing.

Systems elsewhere moved the mark of how far they had read in another step than what they had read,
and could never go on after an end at the wrong moment (`docs/reliability.md`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.changes import Edit
from sync.founding import Wish
from sync.totals import Totals
from tests.simulation.central import Central
from tests.simulation.disk import Disk
from tests.simulation.pc import PC, PEOPLE
from tests.simulation.threadless import one_thread
from tests.simulation.world import World

URL = "https://sync.example"
# Every step with "all", else some.
ALL = os.environ.get("YARROW_KILLS") == "all"
_LAST = "select coalesce(max(position), 0) from log where space = 2"
_CURSOR = "select position from membership"


class Pair:
    """Wren, whose exchange is cut, and Linnet, who has sent some segments that Wren has not."""

    def __init__(self, folder: Path) -> None:
        self.world = World("cut anywhere", is_calm=True)
        self.central = Central(folder, self.world)
        self.a, self.b = (PC(self.world, self.central, folder, name) for name in PEOPLE[:2])
        self.a.tried(lambda: self.a.lane.found(Wish(title="Willowmere", url=URL)).result())
        code = self.a.tried(lambda: self.a.lane.invite().result())
        self.b.tried(lambda: self.b.lane.join(code, URL).result())
        for pc in (self.a, self.b):
            assert isinstance(pc.sync(), Totals)
        self.notes = [self.note(self.b) for _ in range(4)]
        self.b.sync()
        self.notes += [self.note(self.a) for _ in range(2)]
        self.a.close()
        self._files = self.a.disk.contents()
        self.central.keep_copy()
        assert self.central.older is not None
        self._log = self.central.older

    def note(self, pc: PC) -> bytes:
        text = f"{pc.name} {self.world.chance.random()}"
        edit = Edit("note", b"f" * 16, None, {"lines": [{"label": "fact", "text": text}]}, {})
        saved = pc.save(lambda session: list(session.save([edit])))
        assert not isinstance(saved, str), saved
        return saved[0].id

    def begin_again(self) -> None:
        """As it was before the exchange that is cut."""
        self.a.close()
        self.a.disk.put(self._files)
        self.central.put(self._log)

    def close(self) -> None:
        for pc in (self.a, self.b):
            pc.close()
            Disk.of.pop(pc.folder, None)
        self.central.close()


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr("sync.exchange.pull.PAGE_BYTES", 2_000)
    monkeypatch.setattr("sync.exchange.push.MOST_BYTES", 1)
    monkeypatch.setattr("sync.exchange.push._BATCH_BYTES", 1)
    with one_thread():
        made = Pair(tmp_path)
        yield made
        made.close()


# What happens at which commit, or, for a kill, at which commit or request, and the stride.
WAYS = {
    "killed": ("kill_in", 7),
    "the disk full": ("full_in", 3),
    "the disk failing": ("fail_in", 3),
}


@pytest.mark.parametrize(("way", "stride"), WAYS.values(), ids=WAYS.keys())
def test_cut_at_each_step_nothing_is_read_over_and_the_next_save_and_exchange_go_through(
    pair: Pair, way: str, stride: int
) -> None:
    step, ended, tried = 0, False, 0
    while not ended:
        step, tried = step + (1 if ALL else stride), tried + 1
        pair.begin_again()
        setattr(pair.a.disk, way, step)

        totals = pair.a.sync()

        ended = isinstance(totals, Totals) and not totals.problems
        pair.a.open()
        assert pair.a.rows(_CURSOR) == pair.a.rows(_LAST), f"at step {step}"
        later = pair.note(pair.a)
        assert _told(pair.a.sync()) == [], f"after step {step}"
        kept = {id for (id,) in pair.a.rows("select id from change")}
        assert kept == {*pair.notes, later}, f"after step {step}"
        assert pair.a.rows("select count(*) from change where status = 'waiting'") == [(0,)]

    assert tried > 2
    pair.b.sync()
    assert {id for (id,) in pair.b.rows("select id from change")} == kept
    assert pair.a.vault.verify() == pair.b.vault.verify() == []


def _told(totals: Any) -> list[str]:
    assert isinstance(totals, Totals), totals
    return [problem.code for problem in totals.problems]
