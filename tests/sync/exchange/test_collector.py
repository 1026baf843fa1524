"""Nobody looks for garbage while a page is taken in, and afterwards somebody does again."""

from __future__ import annotations

import gc

import pytest

from sync.exchange import collector, pull
from sync.exchange.reading import Placed, Stretch
from sync.exchange.talk import Talk
from tests.sync.exchange.offices import PC, codes


def test_a_page_is_taken_in_while_the_collector_rests(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    a.note()
    a.sync()
    seen: list[bool] = []
    read = pull.reading.read  # type: ignore[attr-defined]

    def watched(talk: Talk, placed: list[Placed]) -> Stretch:
        seen.append(gc.isenabled())
        stretch: Stretch = read(talk, placed)
        return stretch

    monkeypatch.setattr("sync.exchange.reading.read", watched)

    assert codes(b.sync()) == []
    assert seen == [False]
    assert gc.isenabled()


def test_it_goes_on_after_a_failure_and_stays_as_it_was_found() -> None:
    with pytest.raises(KeyError), collector.at_rest():
        raise KeyError
    assert gc.isenabled()

    gc.disable()
    try:
        with collector.at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
