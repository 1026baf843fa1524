"""Seven days, four weeks, never fewer than one; no clock clears a folder, nor does a twin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.backup.rotation import (
    OLDEST_MS,
    Name,
    clear_unfinished,
    newest_first,
    read_name,
    rotate,
    too_many,
)

DAY = 24 * 3_600_000
YEARS = 3650 * DAY
NOW = 1_795_000_000_000
OURS, TWIN = "0a1b2c3d", "4e5f6071"


def named(moments, copy=OURS):
    """One name for each moment, in the order in which they were made."""
    return [Name(number, made_ms, copy) for number, made_ms in enumerate(moments, start=1)]


def daily(days, until=NOW):
    """One backup a day, the last at `until`."""
    return [until - number * DAY for number in reversed(range(days))]


def stay(names, now=NOW, sure=0):
    return sorted(set(names) - too_many(names, copy=OURS, now_ms=now, sure_ms=sure))


def test_a_name_tells_when_it_was_made_and_by_which_copy():
    name = Name(42, NOW, OURS)

    assert name.text == "yarrow-20261118-110640-0a1b2c3d-00042.backup"
    assert read_name(name.text) == name
    assert read_name("yarrow-20261118-110640.backup") == Name(0, NOW, "")
    assert read_name("yarrow-20261331-000000.backup") is None
    assert read_name("letter.txt") is None


def test_of_daily_ones_over_two_months_seven_days_and_four_weeks_stay():
    names = named(daily(60))

    kept = stay(names)

    assert kept[-7:] == names[-7:]
    assert 8 <= len(kept) <= 10
    assert all(NOW - each.made_ms <= 28 * DAY for each in kept)


def test_of_several_on_one_day_the_newest_stays():
    names = named(NOW - number * 60_000 for number in reversed(range(5)))

    assert stay(names) == names[-1:]


def test_a_clock_set_ten_years_ahead_takes_as_many_as_a_day_does():
    before = named(daily(60))
    kept = stay(before)
    ahead = Name(61, NOW + YEARS, OURS)

    after = stay([*kept, ahead], now=NOW + YEARS)

    assert after[-7:] == [*before[-6:], ahead]
    assert len(after) >= len(kept) - 1


def test_a_clock_set_back_ten_years_takes_none_of_the_good_ones():
    names = named([*daily(6), NOW - YEARS])

    assert stay(names, now=NOW - YEARS) == names


def test_what_a_wrong_clock_left_goes_in_its_turn_once_it_is_right_again():
    for wrong in (NOW + YEARS, NOW - YEARS):
        week = [NOW + number * DAY for number in range(1, 29)]
        names = named([*daily(3), wrong, *week])

        assert names[3] not in stay(names, now=week[-1])
        assert names[3] in stay(names[:8], now=week[3])


def test_what_is_over_35_days_old_goes_once_that_is_sure():
    names = named([*daily(7), NOW + 60 * DAY])
    now = NOW + 60 * DAY

    assert stay(names, now=now) == names[1:]
    assert stay(names, now=now, sure=now) == names[-1:]
    week = named([*daily(7), *daily(7, until=now)])
    assert stay(week, now=now) == week[-7:]


def test_a_twin_s_stay_until_their_age_is_sure_and_its_newest_for_good():
    ours = named(daily(3))
    theirs = named(daily(20), TWIN)

    assert stay([*ours, *theirs], now=NOW + YEARS) == sorted([*ours, *theirs])
    after = stay([*ours, *theirs], now=NOW + YEARS, sure=NOW + 20 * DAY)
    assert [each for each in after if each.copy == TWIN] == theirs[-16:]
    at_last = stay([*ours, *theirs], now=NOW + YEARS, sure=NOW + YEARS)
    assert [each for each in at_last if each.copy == TWIN] == theirs[-1:]


@given(
    ages=st.lists(st.integers(-400 * DAY, 400 * DAY), min_size=1, max_size=40),
    wrong=st.integers(-YEARS, YEARS),
)
def test_the_newest_stays_and_no_clock_leaves_fewer_days_than_were_made(ages, wrong):
    names = named(NOW - age for age in ages)

    kept = stay(names, now=NOW + wrong)

    assert names[-1] in kept
    if all(each.made_ms <= NOW for each in names) and wrong > OLDEST_MS + 800 * DAY:
        days = {each.made_ms // DAY for each in names}
        assert len({each.made_ms // DAY for each in kept}) >= min(len(days), 7)


def test_only_files_of_its_own_names_go(tmp_path):
    others = ["letter.txt", "yarrow.backup", "my yarrow-20200101-000000.backup", "b.yarrow.part"]
    ours = [each.text for each in named(NOW - number * DAY for number in (200, 100, 0))]
    half = [f"{ours[2]}.part", f".{ours[2]}.copy", f".{ours[2]}.copy-wal"]
    for name in (*others, *ours, *half):
        (tmp_path / name).write_bytes(b"x")

    rotate(tmp_path, copy=OURS, now_ms=NOW, sure_ms=NOW)
    clear_unfinished(tmp_path)

    assert {each.name for each in tmp_path.iterdir()} == {*others, ours[2]}


def test_the_newest_of_each_copy_is_looked_at_first(tmp_path):
    ours, theirs = named([NOW, NOW + YEARS, NOW + DAY]), named([NOW - DAY, NOW], TWIN)
    for name in (*ours, *theirs):
        (tmp_path / name.text).write_bytes(b"x")

    found = [read_name(each.name) for each in newest_first(tmp_path)]

    assert found[:2] == [ours[2], theirs[1]]
