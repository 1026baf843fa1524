"""How often a person was recorded before comes out of that person's own files alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.attendances import settings_of
from app.usecases import editing
from app.usecases.person import attendances, joining
from app.usecases.recording import record
from tests.colleagues import Colleague

ASKED = {
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


@pytest.fixture
def opens(save):
    return lambda name: save(lambda s: record(s, "person", {"name": name}).subject)


@pytest.fixture
def asks(save):
    """Record an enquiry so many days ago, and give its id."""

    def made(subject, days, **more):
        at = (NOW - timedelta(days=days)).isoformat(timespec="minutes")
        answers = {**ASKED, "identified_at": at, **more}
        return save(lambda s: record(s, "identification", answers, subject=subject)).id

    return made


def earlier(read, subject):
    return read(lambda reading: attendances.earlier(reading, subject))


def test_the_newest_comes_first_and_a_year_is_twelve_months(opens, asks, read):
    file = opens("Saffron Tidewell")
    for days, setting in ((500, "maternity_antenatal"), (2, "ed_adult"), (200, "gp_practice")):
        site = {"gp_practice": "Z99901"}.get(setting, "Z9902")
        asks(file, days, setting_type=setting, site_ods=site)

    known = earlier(read, file)
    recent = known.within_a_year(date(2026, 11, 17))

    assert [each.setting for each in known.them] == [
        "ed_adult",
        "gp_practice",
        "maternity_antenatal",
    ]
    assert settings_of(recent) == ("ed_adult", "gp_practice")
    assert {each.outcome for each in recent} == {"not_safe_to_ask"}


def test_one_entered_in_error_does_not_count(opens, asks, read, save):
    file = opens("Saffron Tidewell")
    wrong = asks(file, 2)
    save(lambda s: editing.edit(s, wrong, {"entered_in_error": "Somebody else"}))

    assert earlier(read, file).them == ()


def test_those_of_a_file_of_the_same_person_count(opens, asks, read, save):
    first, second = opens("Saffron Tidewell"), opens("Saffron Tydewell")
    asks(first, 2)
    asks(second, 3)
    save(lambda s: joining.join(s, second, first))

    assert len(earlier(read, first).them) == 2


def test_a_closed_file_says_nothing_but_that(read, save):
    file = b"f" * 16

    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, file, name="Saffron Tidewell")
        linnet.writes(session, "identification", ASKED, subject=file, record=b"i" * 16)
        linnet.marks(session, file)

    save(begin)

    known = earlier(read, file)
    assert (known.them, known.is_closed) == ((), True)


def test_what_stands_in_another_file_about_him_changes_nothing(opens, asks, read, save):
    his, hers = opens("Rowan Underhay"), opens("Saffron Tidewell")
    asks(his, 5)
    before = earlier(read, his)

    asks(hers, 1, their_words="Rowan Underhay came along")
    person = {"name": "Rowan Underhay", "person_file": his.hex()}
    save(
        lambda s: Colleague(s, role="member").writes(
            s, "other_person", person, subject=hers, record=b"o" * 16
        )
    )

    assert earlier(read, his) == before
