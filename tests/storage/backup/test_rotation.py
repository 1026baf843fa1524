"""Seven days, four weeks, none beyond 35 days, and never fewer than one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.backup.rotation import OLDEST_MS, clear_unfinished, made_at, name_at, rotate, too_many

DAY = 24 * 3_600_000
NOW = 1_795_000_000_000


def test_a_name_tells_when_it_was_made():
    assert made_at(name_at(NOW)) == NOW
    assert made_at("yarrow-20261331-000000.backup") is None
    assert made_at("letter.txt") is None


def test_of_daily_ones_over_two_months_seven_days_and_four_weeks_stay():
    made = [NOW - number * DAY for number in range(60)]

    stay = sorted(set(made) - too_many(made, NOW), reverse=True)

    assert stay[:7] == made[:7]
    assert 8 <= len(stay) <= 10
    assert all(NOW - each <= 28 * DAY for each in stay)


def test_of_several_on_one_day_the_newest_stays():
    made = [NOW - number * 60_000 for number in range(5)]

    assert set(made) - too_many(made, NOW) == {NOW}


def test_a_clock_set_back_ten_years_takes_none_of_the_good_ones():
    before = [NOW - number * DAY for number in range(7)]
    wrong = NOW - 3650 * DAY

    assert too_many([*before, wrong], wrong) == set()


def test_what_a_clock_set_ahead_left_goes_after_a_week():
    ahead = NOW + 3650 * DAY
    week = [NOW - number * DAY for number in range(7)]

    assert too_many([ahead, *week[:6]], NOW) == set()
    assert too_many([ahead, *week], NOW) == {ahead}


@given(ages=st.sets(st.integers(-400 * DAY, 400 * DAY), min_size=1, max_size=40))
def test_one_always_stays_and_none_too_old_beside_it(ages):
    made = [NOW - age for age in ages]

    stay = set(made) - too_many(made, NOW)

    past = [each for each in made if each <= NOW + DAY]
    assert (max(past) if past else max(made)) in stay
    assert all(NOW - each <= OLDEST_MS for each in stay) or len(stay) == 1


def test_only_files_of_its_own_names_go(tmp_path):
    others = ["letter.txt", "yarrow.backup", "my yarrow-20200101-000000.backup", "b.yarrow.part"]
    ours = [name_at(NOW - number * DAY) for number in (0, 100, 200)]
    half = [f"{name_at(NOW)}.part", f".{name_at(NOW)}.copy", f".{name_at(NOW)}.copy-wal"]
    for name in (*others, *ours, *half):
        (tmp_path / name).write_bytes(b"x")

    rotate(tmp_path, NOW)
    clear_unfinished(tmp_path)

    assert {each.name for each in tmp_path.iterdir()} == {*others, ours[0]}
