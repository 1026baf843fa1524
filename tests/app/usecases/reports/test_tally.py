"""A clinic is counted one press a patient, in one record a day and place, without a name."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.practice import Tally
from app.errors import FormRefused
from app.forms.schedules import rules_for
from app.usecases.reports import tally
from app.usecases.retention import retaining
from app.usecases.today import worklist

DAY = date(2026, 11, 17)


def press(save, result, *, site="Z99901", by=1, day=DAY):
    return save(
        lambda session: tally.count(
            session, result, site=site, setting="gp_practice", day=day, by=by
        )
    )


def test_each_press_is_one_more_and_a_disclosure_was_asked_too(save, read):
    press(save, "asked")
    press(save, "not_safe")

    assert press(save, "disclosed") == Tally(asked=2, not_safe=1, disclosed=1)
    (number,) = read(lambda reading: reading.list_ids("enquiry_count"))
    (record,) = read(lambda reading: reading.rows([number]))
    assert record.id == record.subject
    assert record.fields["counted_on"] == "2026-11-17"


def test_a_press_is_taken_back_and_never_below_nothing(save):
    press(save, "disclosed")

    assert press(save, "disclosed", by=-1) == Tally()
    assert press(save, "not_safe", by=-1) == Tally()


def test_another_day_or_place_is_another_record(save, read):
    press(save, "asked")
    press(save, "asked", site="Z99902")
    press(save, "asked", day=date(2026, 11, 16))

    assert len(read(lambda reading: reading.list_ids("enquiry_count"))) == 3
    assert read(lambda each: tally.of_day(each, site="Z99901", day=DAY)) == Tally(asked=1)


def test_what_is_not_counted_is_refused(save):
    with pytest.raises(FormRefused):
        press(save, "name")
    with pytest.raises(FormRefused):
        press(save, "asked", site="not a place")


def test_a_tally_is_nobodys_file_on_no_list_of_people(save, read, clock):
    press(save, "asked")

    assert read(lambda reading: reading.list_ids("person")) == []
    assert read(lambda reading: worklist(reading, now=clock.now)) == []
    assert read(lambda reading: reading.find("Z99901")) == []
    far, rules = date(2060, 1, 1), rules_for(())
    assert read(lambda reading: retaining.review(reading, rules, today=far)) == []
