"""An edit answers for what it brings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from app.errors import FormRefused
from app.forms.editing import accept_edit, check_edit
from app.forms.library import latest

FORM = latest("identification")


def _problems(before: dict[str, Any], edits: dict[str, Any], now: datetime) -> dict[str, str]:
    return check_edit(FORM, before, edits, now=now, training=True)


def test_an_edit_is_checked_like_an_entry(enquiry: dict[str, Any], now: datetime) -> None:
    assert _problems(enquiry, {"setting_type": "moon"}, now) == {"setting_type": "not_in_list"}
    assert _problems(enquiry, {"outcome": "declined"}, now) == {"outcome": "unknown_field"}


def test_identifying_abuse_later_asks_for_the_rest(enquiry: dict[str, Any], now: datetime) -> None:
    problems = _problems(enquiry, {"hark_k": "yes"}, now)

    assert problems["immediate_danger"] == "needed"
    assert "hark_k" not in problems


def test_a_needed_answer_cannot_be_cleared(identified: dict[str, Any], now: datetime) -> None:
    assert _problems(identified, {"immediate_danger": None}, now) == {"immediate_danger": "needed"}


def test_correcting_seen_alone_names_the_answers_it_forbids(
    enquiry: dict[str, Any], now: datetime
) -> None:
    before = enquiry | {"hark_h": "no"}

    assert _problems(before, {"seen_alone": "no"}, now) == {"hark_h": "not_allowed_now"}
    assert _problems(before, {"seen_alone": "no", "hark_h": None}, now) == {}


def test_a_fault_that_stood_before_does_not_stop_the_work(
    enquiry: dict[str, Any], now: datetime
) -> None:
    before = enquiry | {"how_arose": "dreamt", "later_field": 7}
    del before["consult_mode"]

    edits = {"where_now": "Side room 3", "how_arose": "dreamt"}

    assert accept_edit(FORM, before, edits, now=now, training=True) == {"where_now": "Side room 3"}


def test_naming_a_field_of_another_version_is_still_refused(
    enquiry: dict[str, Any], now: datetime
) -> None:
    before = enquiry | {"later_field": 7}

    assert _problems(before, {"later_field": 7}, now) == {"later_field": "unknown_field"}


def test_codes_of_another_version_can_be_kept_or_removed(
    enquiry: dict[str, Any], now: datetime
) -> None:
    before = enquiry | {"trigger": ["burn", "later_code"]}

    kept = {"trigger": ["dental", "later_code"]}
    assert accept_edit(FORM, before, kept, now=now, training=True) == kept
    assert accept_edit(FORM, before, {"trigger": []}, now=now, training=True) == {"trigger": None}
    assert _problems(before, {"trigger": ["other_code"]}, now) == {"trigger": "not_in_list"}


def test_a_refused_edit_raises_all_its_problems(enquiry: dict[str, Any], now: datetime) -> None:
    with pytest.raises(FormRefused) as refused:
        accept_edit(FORM, enquiry, {"unborn_edd": "soon", "x": 1}, now=now, training=True)

    assert refused.value.problems == {"unborn_edd": "not_a_date", "x": "unknown_field"}
