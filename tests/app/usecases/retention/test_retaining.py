"""The review list on a real vault: files whose day has come, held ones shown as held."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.forms.schedules import rules_for
from app.usecases import recording
from app.usecases.retention import holding, retaining

OLD, TODAY = datetime(2015, 3, 1, 12, tzinfo=UTC), date(2026, 11, 17)
RULES = rules_for(())


@pytest.fixture
def file(save, clock):
    """Someone whose file ends in 2015."""

    def make(**about: str) -> bytes:
        now, clock.now = clock.now, OLD
        answers = {"name": "Tansy Bramblewick", **about}
        made = save(lambda session: recording.record(session, "person", answers).subject)
        clock.now = now
        return made

    return make


def review(read, rules=RULES, today=TODAY):
    return read(lambda reading: retaining.review(reading, rules, today=today))


def test_a_file_stands_on_the_list_from_its_day_on(file, read):
    subject = file()

    assert review(read, today=date(2023, 2, 28)) == []
    (found,) = review(read, today=date(2023, 3, 1))
    assert (found.subject, found.kept.until, found.is_held) == (subject, date(2023, 3, 1), False)
    assert "Adult health record" in found.reason and "2023-03-01" in found.reason


def test_a_new_entry_takes_it_off_the_list(file, read, save):
    subject = file()
    lines = [{"label": "fact", "text": "Rang."}]
    save(lambda session: recording.record(session, "note", {"lines": lines}, subject=subject))

    assert review(read) == []


def test_a_childs_file_and_one_by_a_longer_rule_are_kept(file, read):
    file(date_of_birth="2004-05-04")

    assert review(read) == []
    assert len(review(read, today=date(2029, 5, 4))) == 1
    file()
    assert len(review(read)) == 1
    assert review(read, rules_for(("sexual_assault",))) == []


def test_one_on_hold_is_shown_and_the_hold_is_no_entry(file, read, save):
    subject = file()
    save(lambda session: holding.hold(session, subject, because="inquest", why="The coroner"))

    (found,) = review(read)

    assert found.is_held
    assert (
        read(lambda reading: retaining.due(reading, RULES, reading.record(subject), today=TODAY))
        == found
    )
