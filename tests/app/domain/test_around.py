"""Who may know and what is watched make contact more careful, never less."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain.around import Around, Watch, around_of, guarded, somebody
from app.domain.careful import care, is_bolder
from app.domain.contact import offered
from app.domain.contact_safety import State, safety_of

POINT = {
    "number": "07700 900018",
    "methods": {"call": "yes", "text": "yes", "voicemail": "yes", "email": "yes"},
    "safe_times": [{"day": "tue", "from": "09:00", "to": "11:30"}],
    "voicemail": "ok",
    "caller_identity": "show",
    "last_confirmed": "2026-11-16",
}
BROTHER = {
    "name": "Dean Bramblewick",
    "relation": "sibling",
    "may_know": "no",
    "why": "works there",
}
MOTHER = {"name": "Wilma Bramblewick", "relation": "parent", "may_know": "yes"}
TUESDAY = datetime(2026, 11, 17, 9, 44, tzinfo=UTC)


def watch(**fields):
    return around_of([], [fields]).watch


def test_a_phone_that_is_looked_through_is_rung_and_nothing_is_left_on_it():
    found = guarded(offered([POINT]), watch(device_monitored="yes"), place="number", owner="own")

    assert found.ways == {"call"}
    assert (found.voicemail, found.withholds) == ("none", True)


def test_an_account_that_others_get_into_is_not_written_to():
    found = guarded(offered([POINT]), watch(shared_cloud="yes"), place="number", owner="own")

    assert found.ways == {"call", "voicemail"}
    assert found.voicemail == "ok"


@pytest.mark.parametrize("owner", ["friend", "work"])
def test_a_number_that_is_not_theirs_stays_as_it_is(owner):
    offer = offered([POINT])

    assert guarded(offer, watch(device_monitored="yes"), place="number", owner=owner) == offer


@pytest.mark.parametrize("said", ["no", "unknown", None])
def test_what_is_not_known_to_be_watched_changes_no_rule(said):
    offer = offered([POINT])

    assert guarded(offer, watch(device_monitored=said), place="number", owner="own") == offer


@pytest.mark.parametrize("said", ["of a newer version", 7, ["no"], {"no": 1}])
def test_a_value_that_is_not_understood_counts_as_watched(said):
    assert watch(device_monitored=said).signs == {"device_monitored"}
    assert watch(online_record_access="of a newer version").is_read_online


def test_several_files_of_one_person_come_to_the_careful_side():
    found = around_of(
        [],
        [
            {"device_monitored": "no", "online_record_access": "own", "checked_on": "2026-11-01"},
            {"device_monitored": "yes", "online_record_access": "proxy"},
        ],
    ).watch

    assert found.signs == {"device_monitored"} and found.is_read_online
    assert found.checked == date(2026, 11, 1)


def test_a_rule_that_only_wrote_is_no_rule_while_the_phone_is_watched():
    texts = {**POINT, "methods": {"text": "yes"}}
    around = Around(watch=Watch(signs=frozenset({"device_monitored"})))

    found = safety_of([(b"p" * 16, [texts])], parked=0, now=TUESDAY, around=around)

    assert found.state is State.NEVER
    assert not found.rules[0].is_usable


def test_only_a_plain_yes_lets_somebody_know():
    people = [somebody(bytes([n]), each) for n, each in enumerate([MOTHER, BROTHER, {}, 7])]
    found = around_of(people, [])

    assert [each.name for each in found.may_know] == ["Wilma Bramblewick"]
    assert len(found.must_not) == 3 and found.people[-1].may_know


def test_of_two_versions_of_somebody_the_careful_one_is_shown_and_the_other_is_bolder():
    told, kept = {**BROTHER, "may_know": "yes"}, BROTHER

    assert care("confidant", kept) > care("confidant", told)
    assert is_bolder("confidant", told, [kept]) and not is_bolder("confidant", kept, [told])


@pytest.mark.parametrize(
    ("field", "bold", "careful"),
    [
        ("device_monitored", "no", "yes"),
        ("online_record_access", "own", "coerced"),
        ("online_record_access", None, "proxy"),
    ],
)
def test_a_sign_of_being_watched_is_not_lost_in_a_merge(field, bold, careful):
    assert care(field, careful) > care(field, bold)
    assert is_bolder(field, bold, [careful])
