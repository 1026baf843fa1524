"""A request and the work meanwhile: both come to their end, whichever fails."""

from __future__ import annotations

from threading import Event, current_thread

import pytest

from app.errors import Refused, Unreachable
from sync.at_once import both

LONGEST = 20.0


def test_each_goes_on_while_the_other_does() -> None:
    is_asked, is_done = Event(), Event()
    here = current_thread()

    def asked() -> bool:
        is_asked.set()
        return is_done.wait(LONGEST)

    def meanwhile() -> None:
        assert current_thread() is here
        assert is_asked.wait(LONGEST)
        is_done.set()

    assert both(asked, meanwhile)


def test_what_fails_here_is_told_once_the_answer_has_come_and_nothing_is_left_behind() -> None:
    has_failed, has_come = Event(), Event()

    def asked() -> None:
        has_failed.wait(LONGEST)
        has_come.set()

    def meanwhile() -> None:
        has_failed.set()
        raise Refused("vault.disk_full")

    with pytest.raises(Refused, match="disk_full"):
        both(asked, meanwhile)
    assert has_come.is_set()


def test_a_request_that_fails_lets_the_work_come_to_its_end() -> None:
    done = []

    def asked() -> None:
        raise Unreachable("exchange.cut_off")

    with pytest.raises(Unreachable, match="cut_off"):
        both(asked, lambda: done.append(1))
    assert done == [1]
