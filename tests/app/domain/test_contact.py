"""`protocol.md` 12, 6: no way of contact is offered that every version did not allow."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.careful import is_bolder
from app.domain.contact import agreed_point, is_contact, is_held, offered

WAYS = ("call", "text", "voicemail", "post")
NUMBER = "07700 900123"


def point(**given):
    """A contact point of a made-up person: calls on two mornings, no voicemail."""
    return {
        "number": NUMBER,
        "methods": {"call": "yes", "text": "no"},
        "safe_times": [time("mon", "10:00", "11:30"), time("thu", "10:00", "11:30")],
        "voicemail": "none",
        "caller_identity": "withhold",
        **given,
    }


def time(day, start, end):
    return {"day": day, "from": start, "to": end}


hours = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
times = st.builds(time, st.sampled_from(["mon", "tue", "someday"]), hours, hours)
points = st.one_of(
    st.none(),
    st.sampled_from(["ring her", 5, [], {}]),
    st.fixed_dictionaries(
        {
            "number": st.sampled_from([NUMBER, "07700 900999"]),
            "methods": st.dictionaries(
                st.sampled_from(WAYS), st.sampled_from(["yes", "no", "unknown", True]), max_size=4
            ),
            "safe_times": st.lists(times, max_size=3),
            "voicemail": st.sampled_from(["none", "neutral", "ok", "sing", None]),
            "caller_identity": st.sampled_from(["withhold", "show", "either", None]),
        },
        optional={"a_rule_of_a_newer_version": st.just("never on Fridays")},
    ),
)


@given(st.lists(points, min_size=2, max_size=4))
@example([point(), point(number="07700 900999")])
@example([point(caller_identity="show"), point()])
def test_every_pair_of_edits_made_apart_offers_only_what_all_of_them_allow(versions):
    both, alone = offered(versions), [offered([each]) for each in versions]

    for each in alone:
        assert both.ways <= each.ways
        assert minutes(both) <= minutes(each)
        assert both.allows_any <= each.allows_any
        assert each.withholds <= both.withholds
        assert left_on(both) <= left_on(each)
    numbers = {each["number"] for each in versions if isinstance(each, dict) and "number" in each}
    assert not (both.allows_any and len(numbers) > 1)


@given(st.lists(points, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_what_is_offered_does_not_depend_on_order_or_repeats(versions, random):
    shuffled = versions * 2
    random.shuffle(shuffled)

    one, other = offered(versions), offered(shuffled)

    assert (one.ways, minutes(one), one.voicemail) == (other.ways, minutes(other), other.voicemail)
    assert (one.is_one_place, one.withholds) == (other.is_one_place, other.withholds)


def minutes(offer):
    return {(day, minute) for day, start, end in offer.times for minute in range(start, end)}


def left_on(offer):
    return ("none", "neutral", "ok").index(offer.voicemail)


def test_the_stricter_days_of_both_are_what_is_left():
    weekdays = [time(day, "10:00", "11:30") for day in ("mon", "tue", "wed", "thu", "fri")]
    both = offered([point(safe_times=weekdays), point(safe_times=[time("mon", "09:00", "11:00")])])

    assert both.times == {("mon", 600, 660)}
    assert both.ways == {"call"}
    assert both.allows_any


def test_two_numbers_are_no_number_to_ring():
    assert not offered([point(), point(number="07700 900999")]).allows_any


@pytest.mark.parametrize(
    "unread",
    [
        point(methods="any"),
        point(safe_times="mornings"),
        point(safe_times=[time("mon", "11:30", "10:00"), time("mon", "1", "2"), 7]),
        point(safe_times=[time("mon", "10:xx", "11:00"), time("mon", "10:00", "30:00")]),
        point(only_if="a rule of a newer version"),
        "Ring her in the morning",
        None,
    ],
)
def test_what_cannot_be_read_allows_nothing(unread):
    assert not offered([unread]).allows_any
    assert not offered([point(), unread]).allows_any
    assert not offered([]).allows_any


def test_contact_is_held_by_a_clash_and_by_what_has_not_arrived():
    assert is_held(has_clash=True, parked=0)
    assert is_held(has_clash=False, parked=1)
    assert not is_held(has_clash=False, parked=0)


@pytest.mark.parametrize(
    ("field", "expected"),
    [("contact_point", True), ("contact_point/0011223344556677", True), ("contact_points", False)],
)
def test_a_contact_point_is_known_alone_and_as_an_element(field, expected):
    assert is_contact(field) is expected


def test_choosing_the_wider_contact_gives_up_care_and_the_narrower_does_not():
    wide = point(safe_times=[time("mon", "09:00", "17:00"), time("thu", "10:00", "11:30")])

    assert is_bolder("contact_point", wide, [point()])
    assert not is_bolder("contact_point", point(), [wide])
    assert is_bolder("contact_point", point(voicemail="ok"), [point()])
    assert is_bolder("contact_point", point(caller_identity="show"), [point()])
    assert is_bolder("contact_point", point(), [None])
    assert not is_bolder("contact_point", None, [point()])


@given(st.lists(points, min_size=2, max_size=3))
def test_where_one_version_may_begin_it_allows_no_more_than_any_at_its_place(versions):
    begun = agreed_point(versions)

    for each in versions:
        place = {
            name: each[name] for name in ("number",) if isinstance(each, dict) and name in each
        }
        assert not is_bolder("contact_point", {**begun, **place}, [each])


def test_a_version_begins_with_every_time_that_is_not_to_be_used():
    begun = agreed_point([point(not_when="He is home at 6"), point(not_when="School run", say="A")])

    assert begun["not_when"] == "He is home at 6; School run"
    assert (begun["say"], begun["number"], begun["caller_identity"]) == ("A", NUMBER, "withhold")
    assert agreed_point([point(), {"contact_allowed": "no"}])["contact_allowed"] == "no"
