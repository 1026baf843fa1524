"""Moments are ISO 8601 with an offset, whatever a clock claimed."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from app.cli.times import iso


@given(st.integers(0, 2**63 - 1))
@example(0)
@example(2**63 - 1)
def test_every_reading_of_a_clock_can_be_printed(ms):
    moment = datetime.fromisoformat(iso(ms))

    assert moment.tzinfo is not None


def test_a_moment_keeps_its_milliseconds():
    moment = datetime(2026, 11, 17, 9, 38, 0, 123_000, tzinfo=UTC)

    assert datetime.fromisoformat(iso(int(moment.timestamp() * 1000))) == moment
