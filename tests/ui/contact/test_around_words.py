"""What may be watched, in words that say no more than was said."""

from __future__ import annotations

import pytest

from app.domain.around import around_of
from ui.contact.around_words import watch_words

ALL = "phone, accounts, tracker"
NO = dict.fromkeys(("device_monitored", "shared_cloud", "tracker_suspected"), "no")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, f"Not known: {ALL}."),
        (dict(NO), f"Not watched, as far as was said: {ALL}."),
        (
            {"device_monitored": "yes", "shared_cloud": "no"},
            "Phone is looked through. Not watched, as far as was said: accounts. "
            "Not known: tracker.",
        ),
    ],
)
def test_what_nobody_answered_is_not_told_as_safe(fields: dict[str, str], words: str) -> None:
    assert watch_words(around_of([], [fields]).watch) == words
