"""The first sync of somebody who joins: until the first page can be searched, until all is here.

Records of about 1 KB, over TLS from a service in another process, read from the log's first entry
and every entry verified. `YARROW_BENCH_FIRST` says of how many records.
"""

from __future__ import annotations

import os
import random as chance
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, cast

from app.domain.changes import Edit
from app.domain.encoding import Value
from tests.benchmarks.test_pull import new_pc, url
from tests.sync.exchange.offices import PC

__all__ = ["new_pc", "url"]

SIZES = [int(size) for size in os.environ.get("YARROW_BENCH_FIRST", "10000").split(",")]
FIELDS = 12
A_SAVE = 2
_SENT_AT_ONCE = 10_000


def words() -> list[str]:
    """As many as people use."""
    made = chance.Random(3)
    syllables = [f"{a}{b}" for a in "bdfglmnprstvw" for b in ("a", "e", "i", "o", "u", "ai", "ea")]
    return sorted({"".join(made.choices(syllables, k=made.choice((2, 3)))) for _ in range(12_000)})


def lines(said: Sequence[str], made: chance.Random) -> list[Value]:
    """A note of twelve lines, about 1 KB encoded."""
    texts = (" ".join(made.choices(said, k=made.randint(8, 15))) for _ in range(FIELDS))
    return [{"label": "fact", "text": text} for text in texts]


def record(pc: PC, count: int) -> str:
    """So many notes, saved by twos; gives a word of the first."""
    said, made = words(), chance.Random(count)
    first = lines(said, chance.Random(count))

    def work(session: Any) -> None:
        for _ in range(count // A_SAVE):
            subject = session.new_id()
            both = [{"lines": lines(said, made)} for _ in range(A_SAVE)]
            session.save([Edit("note", subject, None, each, {}) for each in both])

    pc.vault.write(work).result()
    return str(cast("dict[str, Value]", first[0])["text"]).split()[0]


def until_found(pc: PC, word: str) -> float:
    """Search for a word of one of the first notes until it is found; when that was."""
    while not pc.vault.read(lambda reading: reading.find(word)).result():
        time.sleep(0.01)
    return time.perf_counter()


def test_a_first_sync(new_pc: Callable[[str], PC], url: str) -> None:
    lead = new_pc("Wren")
    lead.found(url=url)
    there, word = 0, ""
    for size in SIZES:
        while there < size:
            said = record(lead, min(_SENT_AT_ONCE, size - there))
            word = word or said
            there += min(_SENT_AT_ONCE, size - there)
            lead.sync()
        pc = new_pc(f"Newcomer {size}")
        pc.join(lead.invite(), url=url)
        began, work = time.perf_counter(), time.process_time()
        answer = pc.lane.sync()
        usable = until_found(pc, word) - began
        assert answer.result().received == size
        complete = time.perf_counter() - began
        work = time.process_time() - work
        told = "{:,} records: the first page after {:.2f} s, all after {:.2f} s, {:.2f} s of work"
        sys.stdout.write(f"\n{told.format(size, usable, complete, work)}\n")
