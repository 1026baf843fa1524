"""No small number can be worked out of those that are told: tried by counting what could be."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.suppression import Rule, Sum, hidden

FEW = Rule("few", most_hidden=4)
MOST = 7


def hide(counts: Mapping[str, int], sums: list[Sum], told: frozenset[str]) -> frozenset[str]:
    small = frozenset(name for name, count in counts.items() if FEW.is_small(count))
    return hidden(counts, sums, told=told, small=small, few=FEW.most_hidden)


def whole(parts: tuple[int, ...], other: int) -> dict[str, int]:
    """A table, its first row told again as the part of a share, and a share that all is part of."""
    rows = {f"row{number}": count for number, count in enumerate(parts)}
    left_over = {"rest": sum(parts[1:]), "other": other}
    return {**rows, **left_over, "all": sum(parts), "part": parts[0], "more": sum(parts) + other}


@given(st.lists(st.integers(0, 6), min_size=2, max_size=3).map(tuple), st.integers(0, 6))
@settings(max_examples=max(10, settings().max_examples // 3))
def test_whoever_counts_all_that_could_be_finds_no_small_number(
    parts: tuple[int, ...], other: int
) -> None:
    counts = whole(parts, other)
    rows = tuple(name for name in counts if name.startswith("row"))
    sums = [Sum("all", rows), Sum("part", ("row0",))]
    sums += [Sum("all", ("part", "rest")), Sum("more", ("all", "other"))]
    told = frozenset(counts) - {"rest", "other"}

    gone = hide(counts, sums, told)
    known = told - gone

    could_be: dict[str, set[int]] = {name: set() for name in counts}
    for values in product(range(MOST + 1), repeat=len(parts) + 1):
        tried = whole(values[:-1], values[-1])
        fits = all(tried[name] == counts[name] for name in known)
        if fits and all(tried[name] for name in gone):  # a nought is never hidden
            for name, count in tried.items():
                could_be[name].add(count)
    assert not [
        name for name, count in counts.items() if FEW.is_small(count) and len(could_be[name]) == 1
    ]


def test_one_small_row_takes_the_least_other_with_it_and_no_nought() -> None:
    counts = {"all": 40, "a": 3, "b": 0, "c": 9, "d": 28}
    whole = [Sum("all", ("a", "b", "c", "d"))]

    assert hide(counts, whole, frozenset(counts)) == {"a", "c"}


def test_two_that_come_to_two_would_be_one_and_one_so_another_goes_with_them() -> None:
    counts = {"all": 12, "yes": 10, "no": 1, "open": 1}

    hidden_now = hide(counts, [Sum("all", ("yes", "no", "open"))], frozenset(counts))

    assert hidden_now == {"yes", "no", "open"}


def test_what_all_hidden_ones_come_to_is_no_small_number_either() -> None:
    counts = {"all": 23, "a": 1, "b": 3, "c": 0, "d": 19}

    assert hide(counts, [Sum("all", ("a", "b", "c", "d"))], frozenset(counts)) == {"a", "b", "d"}


def test_many_that_are_one_each_are_not_told_by_how_many_they_are() -> None:
    rows = ("a", "b", "c", "d", "e")
    counts = {"all": 25, **dict.fromkeys(rows, 1), "f": 20}

    assert hide(counts, [Sum("all", (*rows, "f"))], frozenset(counts)) == {*rows, "f"}


def test_two_sums_together_leave_no_small_number_either() -> None:
    counts = {"all": 12, "some": 10, "a": 4, "b": 6, "c": 1, "d": 1}
    sums = [Sum("all", ("a", "b", "c", "d")), Sum("some", ("a", "b"))]

    assert hide(counts, sums, frozenset(counts)) == {"a", "b", "c", "d", "all"}


def test_a_count_that_is_told_twice_goes_in_both_places_and_leaves_the_total() -> None:
    counts = {"all": 12, "row": 11, "other": 1, "part": 11, "rest": 1}
    sums = [Sum("all", ("row", "other")), Sum("all", ("part", "rest")), Sum("part", ("row",))]

    assert hide(counts, sums, frozenset(counts) - {"rest"}) == {"row", "other", "part"}


def test_what_is_left_over_of_a_share_is_hidden_by_its_part() -> None:
    counts = {"all": 8, "part": 6, "rest": 2}

    assert hide(counts, [Sum("all", ("part", "rest"))], frozenset({"all", "part"})) == {"part"}


def test_where_no_part_is_left_the_total_goes() -> None:
    counts = {"all": 3, "a": 3, "b": 0}

    assert hide(counts, [Sum("all", ("a", "b"))], frozenset(counts)) == {"all", "a"}


def test_counts_are_told_to_the_nearest_five_with_halves_going_up() -> None:
    rule = Rule("roughly", most_hidden=7, to_nearest=5)

    assert [rule.told(each) for each in (0, 8, 12, 13, 40)] == [0, 10, 10, 15, 40]
    assert FEW.told(13) == 13


def test_months_that_tell_by_which_of_them_are_hidden_are_hidden_whole() -> None:
    report = {"all": 12, "A": 7, "B": 1, "C": 1, "D": 1, "E": 2}
    sites = tuple("ABCDE")
    months = {f"{site}{month}": 0 for site in sites for month in "123"}
    months |= {"A2": 7, "B2": 1, "C2": 1, "D2": 1, "E1": 1, "E2": 1, "all1": 1, "all2": 11}
    counts = {**report, **months, "all3": 0}
    sums = [Sum("all", sites), Sum("all", ("all1", "all2", "all3"))]
    small = frozenset(name for name, count in counts.items() if 1 <= count <= 4)
    first = hidden(report, sums[:1], told=frozenset(report), small=small & report.keys(), few=4)
    assert first == set("BCDE")
    sums += [Sum(site, (f"{site}1", f"{site}2", f"{site}3")) for site in sites]
    sums += [Sum(f"all{month}", tuple(f"{site}{month}" for site in sites)) for month in "123"]

    gone = hidden(
        counts,
        sums,
        told=frozenset(counts),
        small=small,
        few=4,
        settled=frozenset(report) - first,
        gone=first,
    )

    assert gone == counts.keys() - {"all", "A"}, "five in five hidden ones would be one in each"
