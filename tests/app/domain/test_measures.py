"""Figures made of counts, and what of them is told."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.measures import Figures, Row, Table, Told, cover, report, row_name
from app.domain.suppression import Rule, Sum

FEW, ROUGH = Rule("few", most_hidden=4), Rule("rough", most_hidden=7, to_nearest=5)
STRICT = Rule("strict", most_hidden=9)


def told(figures, *keys, rule=FEW):
    return report(figures, keys, rule=rule, strict=STRICT).measures


def test_a_share_is_a_percentage_of_what_it_is_a_part_of():
    figures = Figures()
    figures.count("asked", 30)
    figures.share("found", 10, "asked")

    assert told(figures, "found")["found"] == Told(33.3, 10, 30)
    assert told(figures, "found", rule=ROUGH)["found"] == Told(33.3, 10, 30)


def test_a_small_part_and_a_small_rest_are_both_hidden_with_the_percentage():
    for part in (2, 28):
        figures = Figures()
        figures.count("asked", 30)
        figures.share("found", part, "asked")

        assert told(figures, "found")["found"] == Told(None, None, 30, suppressed=True)


def test_a_share_of_few_says_not_even_of_how_many():
    figures = Figures()
    figures.count("asked", 3)
    figures.share("found", 0, "asked")

    assert told(figures, "found")["found"] == Told(None, 0, None, suppressed=True)


def test_what_nothing_is_recorded_of_has_no_value_and_is_not_called_hidden():
    figures = Figures()
    figures.count("asked", 0)
    figures.share("found", 0, "asked")

    assert told(figures, "found", "never") == {"found": Told(None, 0, 0), "never": Told()}


def test_the_middle_of_a_few_is_hidden_and_of_many_told():
    figures = Figures()
    figures.middle("days", [10, 20, 30])
    figures.middle("weeks", [1, 2, 3, 4, 5, 6])

    assert told(figures, "days", "weeks") == {
        "days": Told(suppressed=True),
        "weeks": Told(3.5, None, 6),
    }


def test_the_middle_half_is_told_of_ten_and_not_of_nine():
    figures = Figures()
    figures.middle("days", list(range(1, 11)))
    figures.middle("weeks", list(range(1, 10)))

    found = told(figures, "days", "weeks")

    assert found["days"].half == (3.25, 7.75)
    assert found["weeks"].half is None


def test_members_of_staff_are_hidden_up_to_nine_in_their_row_too():
    figures = Figures()
    figures.count("all", 60)
    figures.count("people", 60)
    figures.share("staff", 8, "people")
    figures.strict.add("staff")
    table = Table("place", {"staff": 8, "ward": 12, "clinic": 40})
    figures.divided("all", table, strict=frozenset({"staff"}))

    found = report(figures, ["staff"], rule=FEW, strict=STRICT)

    assert found.measures["staff"].suppressed
    assert found.tables["place"] == (Row("staff", None), Row("ward", None), Row("clinic", 40))


def test_sessions_and_places_are_nobody_and_never_hidden():
    figures = Figures()
    figures.count("places", 3, is_open=True)
    figures.share("trained", 2, "places", is_open=True)

    assert told(figures, "places", "trained", rule=ROUGH) == {
        "places": Told(3, 3),
        "trained": Told(66.7, 2, 3),
    }


def test_a_count_that_stands_in_a_table_too_is_hidden_in_both():
    figures = Figures()
    figures.count("all", 20)
    figures.share("accepted", 9, "all")
    figures.divided("all", Table("answer", {"accepted": 9, "declined": 3, "blank": 8}))
    figures.same("accepted", "answer", "accepted")

    found = report(figures, ["accepted"], rule=FEW, strict=STRICT)

    rows = {row.code: row.count for row in found.tables["answer"]}
    assert rows["declined"] is None
    assert [rows["accepted"], rows["blank"]].count(None) >= 1
    assert (found.measures["accepted"].numerator is None) is (rows["accepted"] is None)


def test_a_larger_count_about_few_people_is_hidden_with_them():
    figures = Figures()
    figures.count("people", 40)
    figures.share("families", 2, "people")
    figures.count("children", 9)
    figures.about["children"] = "families"

    assert told(figures, "children")["children"].suppressed


NAMES = ("all", row_name("site", "a"), row_name("site", "b"))
BESIDE = ("a1", "a2", "b1", "b2", "m1", "m2")


def counted(a1, a2, b1, b2):
    """Two places in two months: what a report tells, and what stands beside it."""
    return (a1 + a2 + b1 + b2, a1 + a2, b1 + b2, a1, a2, b1, b2, a1 + b1, a2 + b2)


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
@settings(max_examples=max(10, settings().max_examples // 6))
def test_what_is_told_beside_a_report_gives_away_no_small_number_of_either(cells):
    counts = dict(zip((*NAMES, *BESIDE), counted(*cells), strict=True))
    figures = Figures()
    figures.count("all", counts["all"])
    figures.divided("all", Table("site", {"a": counts[NAMES[1]], "b": counts[NAMES[2]]}))
    before = cover(figures, rule=FEW, strict=STRICT)
    sums = [Sum(row_name("site", site), (f"{site}1", f"{site}2")) for site in ("a", "b")]
    sums += [Sum(f"m{n}", (f"a{n}", f"b{n}")) for n in (1, 2)]
    more = {name: counts[name] for name in BESIDE}

    found = before.beside(more, [*sums, Sum("all", ("m1", "m2"))], untold=frozenset(), rule=FEW)

    assert before.gone <= found.gone <= before.gone | more.keys()
    told = [found.said(name) for name in counts]
    known = [(n, count) for n, count in enumerate(told) if count is not None]
    could_be = [
        values
        for values in (counted(*tried) for tried in product(range(11), repeat=4))
        if all(values[n] == count for n, count in known)
        and all(values[n] for n, count in enumerate(told) if count is None)  # no nought is hidden
    ]
    given_away = {n for n in range(len(counts)) if len({values[n] for values in could_be}) == 1}
    named = dict(enumerate(counts))
    assert [named[n] for n in sorted(given_away) if FEW.is_small(counts[named[n]])] == []
