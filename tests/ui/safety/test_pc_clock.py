"""Time that nobody can set."""

from __future__ import annotations

import time

from ui.safety import pc_clock


def test_it_goes_on_as_the_seconds_do() -> None:
    before, by_another = pc_clock.now_s(), time.monotonic()

    while pc_clock.now_s() == before:
        pass

    assert abs((pc_clock.now_s() - before) - (time.monotonic() - by_another)) < 0.5


def test_a_pc_that_is_awake_does_not_sleep_on() -> None:
    before = pc_clock.slept_s()

    assert before >= -0.1
    assert abs(pc_clock.slept_s() - before) < 0.1
