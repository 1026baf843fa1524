"""What people of two teams do about referrals from one to the other, by the real use cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.changes import Change
from app.domain.encoding import Value
from app.domain.records import Record
from app.domain.referral import Way, way_of
from app.usecases.recording import record
from app.usecases.referrals import answering
from app.usecases.referrals.referring import Wish, all_parts, refer
from app.usecases.referrals.referring_again import refer_again
from app.usecases.referrals.taking_back import take_back
from tests.simulation.acts import Person

_DECLINES = ("person_said_no", "already_supported", "other_area")
_CLOSES = ("planned_needs_met", "disengaged", "other")
_WORKERS = ("Wren", "Linnet")
Done = list[Change] | str


def refer_somebody(person: Person) -> Done:
    """Refer the person of a file, or somebody new, to the other team."""
    teams = person.read(lambda reading: reading.parcels.teams())
    if isinstance(teams, str) or not teams:
        return "no team"
    chance, known = person.pc.world.chance, person.some_person()
    subject = known.subject if known is not None and chance.random() < 0.6 else None
    parts = frozenset(chance.sample(sorted(all_parts()), chance.randint(1, 4)))
    asked: dict[str, Value] = {"agreement": "yes", "reason": f"Afraid {chance.randrange(10**6)}"}
    wish = Wish(Way.TEAM, teams[0], parts=parts, answers=asked)
    name = f"Referred {chance.randrange(10**6)}"

    def work(session: Any) -> None:
        file = subject or record(session, "person", {"name": name}).subject
        refer(session, file, wish)

    return person.do(work)


def take_one_back(person: Person) -> Done:
    return _about(person, Way.TEAM, lambda session, found: take_back(session, found.id))


def refer_one_again(person: Person) -> Done:
    return _about(person, Way.TEAM, lambda session, found: refer_again(session, found.id))


def answer(person: Person) -> Done:
    """Accept, decline or close one that came, or tell something of it."""
    chance = person.pc.world.chance
    act = chance.choice(("accept", "accept", "decline", "close", "feed back"))
    because, worker = chance.choice(_DECLINES), chance.choice(_WORKERS)
    closes, line = chance.choice(_CLOSES), f"Thank you {chance.randrange(10**6)}"

    def work(session: Any, found: Record) -> None:
        if act == "accept":
            answering.accept(session, found.id, worker=worker, answers={})
        elif act == "decline":
            answering.decline(session, found.id, because=because, answers={})
        elif act == "close":
            answering.close(session, found.id, because=closes, answers={})
        else:
            answering.feed_back(session, found.id, {"feedback_line": line})

    return _about(person, Way.ARRIVED, work)


REFERRING: dict[str, Callable[[Person], Done]] = {
    "refer": refer_somebody,
    "refer again": refer_one_again,
    "take back": take_one_back,
    "answer": answer,
    "answer anew": answer,
}


def _about(person: Person, way: Way, work: Callable[[Any, Record], object]) -> Done:
    """Do something about one of the referrals that go this way."""
    found = person.read(lambda reading: reading.referrals())
    if isinstance(found, str):
        return found
    going = sorted((each for each in found if way_of(each.fields) is way), key=lambda r: r.id)
    if not going:
        return "nothing"
    chosen = person.pc.world.chance.choice(going)
    return person.do(lambda session: work(session, chosen))
