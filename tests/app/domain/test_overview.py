"""Figures as they are shown: shares in whole percent, and hidden where a part of them is."""

from __future__ import annotations

import pytest

from app.domain.overview import MonthShare, added, percent


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(26, 35, 74), (1, 8, 13), (0, 9, 0), (None, 9, None), (5, None, None), (0, 0, None)],
)
def test_a_share_is_told_in_whole_percent_where_both_counts_are(part, whole, share):
    assert percent(part, whole) == MonthShare(part, whole).percent == share


def test_counts_together_are_hidden_where_one_of_them_is():
    assert added(iter([4, 5])) == 9
    assert added(iter([4, None])) is None
    assert added(iter([])) == 0
