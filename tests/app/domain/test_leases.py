"""How long a PC reads a space after it last heard of it."""

from __future__ import annotations

from app.domain.leases import Lease

DAY_MS = 24 * 60 * 60 * 1000
OPENED = 1_795_000_000_000


def test_it_is_read_for_its_days_and_no_longer():
    lease = Lease(OPENED, 30)

    assert lease.closed_since(OPENED + 30 * DAY_MS - 1) is None
    assert lease.closed_since(OPENED + 30 * DAY_MS) == OPENED + 30 * DAY_MS
    assert lease.closed_since(OPENED + 90 * DAY_MS) == OPENED + 30 * DAY_MS


def test_a_clock_years_behind_the_service_reads_on_and_is_no_way_to_shut_out_a_ward():
    assert Lease(OPENED, 30).closed_since(OPENED - 900 * DAY_MS) is None


def test_who_was_removed_reads_nothing_however_new_the_lease():
    assert Lease(OPENED, 30, removed_ms=OPENED + 5).closed_since(OPENED + 6) == OPENED + 5
