"""No clock of another PC's can make a page fall over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.domain.moments import moment_of


def test_a_moment_is_its_milliseconds_after_1970():
    assert moment_of(1_795_344_120_500) == datetime(2026, 11, 22, 10, 42, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("ms", [-1, 0, 2**53, 2**63, 2**64 - 1])
@pytest.mark.parametrize("hours", [-12, 14])
def test_any_number_gives_a_moment_in_any_zone(ms, hours):
    assert 1969 <= moment_of(ms).astimezone(timezone(timedelta(hours=hours))).year <= 9999
