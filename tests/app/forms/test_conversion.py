"""Each kind of answer is kept as typed, or brought to the one form in which it is stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms import library
from app.forms.conversion import Circumstances, NotTaken, convert
from app.forms.definition import Field, Kind

_AT = Circumstances(now=datetime(2026, 11, 17, 9, 42, tzinfo=UTC), training=True)
_WORDS = Field(name="words", kind=Kind.LONG_TEXT, label="Words", most=1_000)
_WHEN = Field(name="when", kind=Kind.DATETIME, label="When", until_now=True)


@given(st.text())
def test_text_is_kept_exactly_or_refused(text: str) -> None:
    try:
        assert convert(_WORDS, text, _AT) == text
    except NotTaken as refusal:
        assert refusal.problem in {"blank_text", "control_character"}


@given(st.characters(categories=["Cc", "Cs"], exclude_characters="\n\r\t"))
def test_every_control_sign_and_half_of_a_pair_is_refused(sign: str) -> None:
    with pytest.raises(NotTaken, match="control_character"):
        convert(_WORDS, f"a{sign}b", _AT)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2026, 11, 16), timezones=st.just(UTC)))
def test_any_past_moment_is_taken(moment: datetime) -> None:
    assert convert(_WHEN, moment.isoformat(), _AT) == moment.isoformat()


@pytest.mark.parametrize(
    "text", ["20261117T0938+0000", "2026-W47-2T09:38Z", "2026-11-17T24:00Z", "2026-11-17 09:38Z"]
)
def test_other_ways_to_write_a_time_are_refused(text: str) -> None:
    with pytest.raises(NotTaken, match="not_a_time"):
        convert(_WHEN, text, _AT)


def test_a_code_of_a_place_is_stored_in_capitals() -> None:
    field = Field(name="site", kind=Kind.ODS_CODE, label="Where")

    assert convert(field, "rqwg0", _AT) == "RQWG0"


_POINT = library.latest("contact_point").field("contact_point")
_AT = Circumstances(datetime(2026, 11, 17, 9, 42, tzinfo=UTC), training=True)


def test_a_group_is_its_parts_and_leaves_blank_ones_out():
    given = {"number": "07700 900018", "say": None, "methods": {}, "voicemail": "none"}

    assert convert(_POINT, given, _AT) == {"number": "07700 900018", "voicemail": "none"}


@pytest.mark.parametrize(
    ("given", "part", "problem"),
    [
        ({"voicemail": "sing"}, "voicemail", "not_in_list"),
        ({"pager": "1"}, "pager", "unknown_field"),
        ({"last_confirmed": "2027-01-01"}, "last_confirmed", "after_now"),
        (
            {"safe_times": [{"day": "mon", "from": "11:00", "to": "10:00"}]},
            "safe_times",
            "time_shape",
        ),
        ({"say": "(on file)"}, "say", "on_file"),
        ([], "", "wants_object"),
    ],
)
def test_a_group_names_the_part_that_it_does_not_take(given, part, problem):
    with pytest.raises(NotTaken) as refused:
        convert(_POINT, given, _AT)

    assert (refused.value.part, refused.value.problem) == (part, problem)
