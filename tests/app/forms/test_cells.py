"""Cells as people fill them in are read as they were meant, or named as not understood."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms import library
from app.forms.cells import NotRead, read_cell, read_day, read_moment

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FORM = library.latest("identification")


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        *(("17/11/2026", "dmy"), ("17.11.26", "dmy"), ("17-11-2026", "dmy"), ("17 11 2026", "dmy")),
        *(("11/17/2026", "mdy"), ("2026-11-17", "dmy"), ("26/11/17", "ymd"), ("46343", "dmy")),
        *(("17 Nov 2026", "dmy"), ("17-Nov-26", "dmy"), ("17th November 2026", "mdy")),
    ],
)
def test_a_day_in_every_shape(cell, order):
    assert read_day(cell, order=order, today=NOW.date()) == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        *(("17/11/2026 09:38", 9), ("17/11/2026 9.38 pm", 21), ("09:38 17 Nov 2026", 9)),
        *(("2026-11-17T09:38:00", 9), ("2026-11-17T09:38:00+00:00", 9), ("17.11.2026 12:38am", 0)),
    ],
)
def test_a_time_beside_it(cell, hour):
    at = read_moment(cell, order="dmy", today=NOW)
    assert (at.date(), at.hour, at.minute) == (date(2026, 11, 17), hour, 38)


def test_a_day_without_a_time_is_its_midnight():
    assert read_moment("17.11.2026", order="dmy", today=NOW).isoformat() == (
        "2026-11-17T00:00:00+00:00"
    )


@pytest.mark.parametrize("cell", ["31/2/2026", "soon", "17/13/2026", "", "99999", "1/1"])
def test_what_is_no_day_is_said(cell):
    with pytest.raises(NotRead) as refused:
        read_day(cell, order="dmy", today=NOW.date())
    assert refused.value.problem == "not_a_date"


@pytest.mark.parametrize(
    ("field", "cell", "answer"),
    [
        ("seen_alone", "Y", "yes"),
        ("seen_alone", "No", "no"),
        ("setting_type", "Emergency department", "ed_adult"),
        ("setting_type", "a&e", "ed_adult"),
        ("setting_type", "ed_adult", "ed_adult"),
        ("children_in_household", "2.0", 2),
        ("children_ages", "3; 7", [3, 7]),
        ("hark_h", "declined", "declined"),
        ("site_ods", "Z9902", "Z9902"),
    ],
)
def test_the_files_own_words_codes_labels_and_numbers(field, cell, answer):
    asked = FORM.field(field)
    assert read_cell(asked, cell, words={"a&e": "ed_adult"}, order="dmy", today=NOW) == answer


@pytest.mark.parametrize(("field", "cell"), [("seen_alone", "maybe"), ("children_ages", "two")])
def test_anything_else_is_said(field, cell):
    with pytest.raises(NotRead):
        read_cell(FORM.field(field), cell, words={}, order="dmy", today=NOW)


@given(st.text(max_size=40), st.sampled_from(["identified_at", "children_ages", "hark_h"]))
def test_nothing_in_a_cell_breaks_it(cell, field):
    with suppress(NotRead):
        read_cell(FORM.field(field), cell, words={}, order="dmy", today=NOW)
