"""A referral's state only goes forward, and a later turn of the team that has it counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.referral import News, State, Way, newest, state_here, state_there, way_of

ANSWERS = [State.ACCEPTED, State.CONTACTED, State.DECLINED, State.CLOSED]
NEWS = st.builds(News, st.sampled_from(ANSWERS), st.integers(1, 5), st.just({}))
ROADS = st.sampled_from([State.WRITTEN, State.SENT, State.RECEIVED])


@given(st.lists(NEWS, min_size=1), ROADS, st.randoms())
def test_the_order_in_which_news_comes_changes_nothing(news, road, random):
    shuffled = list(news)
    random.shuffle(shuffled)

    assert state_there({}, road, news) is state_there({}, road, shuffled)
    assert newest(news).turn == max(each.turn for each in news)


@given(ROADS)
def test_without_news_it_is_as_far_as_its_parcel(road):
    assert state_there({}, road, []) is road


def test_of_two_answers_in_one_turn_the_furthest_counts():
    told = [News(State.DECLINED, 2, {}), News(State.ACCEPTED, 2, {})]

    assert state_there({}, State.RECEIVED, told) is State.DECLINED
    settled = [*told, News(State.ACCEPTED, 4, {})]
    assert state_there({}, State.RECEIVED, settled) is State.ACCEPTED


def test_agreement_taken_back_counts_for_both_sides():
    assert state_there({"withdrawn_at": "2026"}, State.SENT, []) is State.WITHDRAWN
    back = News(State.WITHDRAWN, 3, {})
    assert state_here({"state": "accepted"}, [back]) is State.WITHDRAWN
    assert state_here({"state": "closed"}, [back]) is State.CLOSED


def test_a_record_of_an_older_version_was_handed_over_by_phone():
    assert way_of({"handed_over_to": "the team"}) is Way.BY_PHONE
    assert way_of({"way": "by_pigeon"}) is Way.OUTSIDE
