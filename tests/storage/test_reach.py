"""What is said of where a record has come to claims no more than its changes show."""

from __future__ import annotations

import pytest

from app.domain.records import SyncState
from storage.reach import Spread

MINE, HERS, HIS = 1, 2, 3


def reach(*changes):
    """Of changes given as status, device, place in the log."""
    made = Spread()
    for status, device, position in changes:
        made.take(status, device, position, is_logged=position is not None)
    return made


@pytest.mark.parametrize(
    ("statuses", "sync"),
    [
        (["received", "theirs"], SyncState.RECEIVED),
        (["received", "waiting"], SyncState.ONLY_HERE),
        (["sealed", "received"], SyncState.ONLY_HERE),
        (["refused", "waiting"], SyncState.REFUSED),
        (["waiting", "refused", "received"], SyncState.REFUSED),
    ],
)
def test_one_change_that_is_behind_holds_the_record_back(statuses, sync):
    assert reach(*((status, MINE, None) for status in statuses)).sync is sync


def test_a_device_holds_a_record_once_it_has_read_to_its_newest_change():
    record = reach(("received", MINE, 4), ("received", MINE, 7), ("theirs", HIS, 5))

    assert not record.is_held(HERS, 6)
    assert record.is_held(HERS, 7)


def test_a_device_holds_what_it_wrote_however_far_it_has_read():
    record = reach(("theirs", HERS, 9), ("received", MINE, 4))

    assert record.is_held(HERS, 4)
    assert not record.is_held(HERS, 3)
    assert not record.is_held(HIS, 4)


def test_a_change_without_a_place_in_the_log_is_held_by_nobody():
    assert not reach(("theirs", HERS, 9), ("waiting", MINE, None)).is_held(HERS, 9)
