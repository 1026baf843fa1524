"""Cells stay data: what a person typed is no formula to any spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet import Sheet, as_csv, as_data


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 7700",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =HYPERLINK(1)",
        "＝1",
        "|cmd",
        "\0=1",
    ],
)
def test_what_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    assert str(as_data(text)).startswith("'")


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    assert [as_data(each) for each in (-3, 2.5, None, "a = b", "")] == [-3, 2.5, None, "a = b", ""]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_every_cell_comes_back_as_one_cell(cells: list[str]) -> None:
    columns = tuple(f"c{number}" for number in range(len(cells)))

    written = as_csv(Sheet("all", columns, (tuple(cells),))).decode()

    head, row = list(csv.reader(io.StringIO(written, newline="")))
    assert tuple(head) == columns
    assert [each.removeprefix("'") for each in row] == [
        each.replace("\0", "").removeprefix("'") for each in cells
    ]
