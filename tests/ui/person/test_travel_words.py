from __future__ import annotations

from app.domain.travel import LOST, Travel, Whereabouts, whereabouts
from ui.person.travel_words import travel_state


def test_every_whereabouts_has_words_of_its_own_and_only_one_claims_received() -> None:
    words = [travel_state(Travel(each)).words for each in Whereabouts]

    assert len(set(words)) == len(words)
    assert [each for each in words if each == "Received"] == ["Received"]


def test_progress_and_what_to_do_stand_on_the_item() -> None:
    assert travel_state(Travel(Whereabouts.SENDING, 40)).words == "Sending the file, 40 %"
    assert travel_state(Travel(Whereabouts.COMING, 12)).words == "Fetching the file, 12 %"
    assert travel_state(Travel(Whereabouts.NOT_HERE)).words == "Not here yet: open it to fetch"
    asked = Travel(Whereabouts.NOT_HERE, is_asked=True)
    assert travel_state(asked).words == "Not here yet: comes with the next sync"


def test_a_content_made_here_that_was_not_sent_is_never_said_to_be_received() -> None:
    facts = {"is_own": True, "is_sent": False, "is_asked": True, "chunks": 4}

    found = [
        whereabouts(is_here=True, done=0, why="", **facts),
        whereabouts(is_here=True, done=2, why="", **facts),
        whereabouts(is_here=True, done=0, why=LOST, **facts),
        whereabouts(is_here=False, done=0, why="", **facts),
    ]

    assert [each.where.value for each in found] == ["only_here", "sending", "lost", "lost"]
