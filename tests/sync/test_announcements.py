from __future__ import annotations

from sync.announcements import FIRST_SECONDS, LONGEST_SECONDS, Announcements

A, B = b"a" * 32, b"b" * 32


def exchanged(news: Announcements, known: dict[bytes, int], *, was_reached: bool = True) -> None:
    news.begin()
    news.end(known, was_reached=was_reached)


def test_a_position_beyond_the_one_known_is_news_and_one_that_is_known_is_none() -> None:
    news = Announcements()
    exchanged(news, {A: 5})

    assert not news.hear(A, 5)
    assert not news.is_behind
    assert news.hear(A, 6)
    assert news.is_behind

    exchanged(news, {A: 6})
    assert not news.is_behind


def test_what_is_announced_during_an_exchange_is_looked_at_after_it() -> None:
    news = Announcements()
    exchanged(news, {A: 5, B: 9})
    news.begin()
    news.hear(A, 6)

    news.end({A: 5, B: 9}, was_reached=True)

    assert news.is_behind
    assert news.wait == FIRST_SECONDS


def test_a_lie_makes_the_next_announcement_wait_longer_up_to_a_minute_and_truth_ends_that() -> None:
    news = Announcements()
    exchanged(news, {A: 5})
    waits = []
    for lie in range(12):
        news.hear(A, 100 + lie)
        exchanged(news, {A: 5})
        assert not news.is_behind
        waits.append(news.wait)

    assert waits[:3] == [2 * FIRST_SECONDS, 4 * FIRST_SECONDS, 8 * FIRST_SECONDS]
    assert waits[-1] == LONGEST_SECONDS
    news.hear(A, 6)
    exchanged(news, {A: 6})
    assert news.wait == FIRST_SECONDS


def test_an_exchange_that_reached_nobody_proves_nothing_false_but_slows_the_next() -> None:
    news = Announcements()
    exchanged(news, {A: 5})
    news.hear(A, 6)

    exchanged(news, {A: 5}, was_reached=False)

    assert news.is_behind
    assert news.wait == 2 * FIRST_SECONDS
