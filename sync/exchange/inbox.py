"""Inbox: fetch the parcels that lie here for us, and let use cases make records of them.

It comes before records are sent, so that what is made of a parcel goes in the same exchange.
Nothing that goes wrong here stops an exchange.
"""

from __future__ import annotations

from app.errors import Refused, Unreachable, Untrusted
from app.ports.parcels import Brought, ParcelStore
from sync.exchange import teams
from sync.exchange.proving import (
    NOT_VOUCHED,
    UNKNOWN,
    UNPROVEN,
    may_open_later,
    may_open_now,
    prove,
)
from sync.exchange.talk import Frozen, Talk
from sync.protocol.mailing import ParcelAnswer, ParcelRequest, ParcelsAnswer, ParcelsRequest
from sync.protocol.wire import Ask, space_path
from sync.steps import Conversation

MOST_A_TURN = 50
# Of 500 each: a service that lists for ever is left, and asked again next time.
MOST_PAGES = 20
_MAY_PASS = (UNKNOWN, UNPROVEN, NOT_VOUCHED)


def run(talk: Talk) -> Conversation[None]:
    """Keep the teams as they are now, then what came from them."""
    store = talk.parcels
    if store is None:
        return
    teams.keep(talk, store)
    device = talk.newest.present.get(talk.device)
    if device is None or not device.may_write:
        return
    try:
        yield from _bring(talk, store)
        failed = store.take_in()
        if failed:
            talk.report.problems.append(Refused("parcels.not_taken", count=failed))
    except Frozen:
        raise
    except (Refused, Unreachable, Untrusted) as failure:
        talk.report.problems.append(failure)


def _bring(talk: Talk, store: ParcelStore) -> Conversation[None]:
    again = [each for each in store.to_try_again() if _may_prove_itself(talk, each)]
    read_on: set[bytes] = set()
    for each in [*(yield from _fetched(talk, store)), *again]:
        proven = yield from prove(talk, store, each, read_on)
        if proven is not None and _says_more(proven, each):
            store.bring([proven])


def _says_more(proven: Brought, before: Brought) -> bool:
    """What is kept apart already, and proves no more than before, is written no second time; and
    what a lead has looked into meanwhile stays open to her.
    """
    is_other = proven.why != before.why and before.why != NOT_VOUCHED
    return proven.arrived is not None or is_other


def _may_prove_itself(talk: Talk, apart: Brought) -> bool:
    known = talk.newest.introduced.get(apart.sender)
    is_known = known is not None and not known.is_closed
    return apart.why in _MAY_PASS and (is_known or apart.sender == talk.space)


def _fetched(talk: Talk, store: ParcelStore) -> Conversation[list[Brought]]:
    """What the service holds for us and is not here yet, some of it at a time.

    What no key here opens yet stays there, and stands in the way of nothing.
    """
    found: list[Brought] = []
    after, more, path = 0, bool(talk.waiting), space_path(talk.space, Ask.PARCELS)
    for _ in range(MOST_PAGES):
        if not more or len(found) >= MOST_A_TURN:
            break
        answer = yield from talk.line.ask(path, ParcelsRequest(after), ParcelsAnswer)
        after = _last_of(answer, after)
        before = store.came_before([(sender, id) for _, sender, id, _ in answer.parcels])
        for _, sender, id, epoch in answer.parcels:
            is_new = (sender, id) not in before
            if is_new and len(found) < MOST_A_TURN and _is_worth_fetching(talk, epoch):
                found += yield from _fetch(talk, sender, id, epoch)
        more = answer.more and bool(answer.parcels)
    return found


def _last_of(answer: ParcelsAnswer, after: int) -> int:
    """The last number that was listed; they come in order, or there might be no end."""
    for number, *_ in answer.parcels:
        if number <= after:
            raise Untrusted("sync.not_understood")
        after = number
    return after


def _is_worth_fetching(talk: Talk, epoch: int) -> bool:
    return may_open_now(talk, epoch) or not may_open_later(talk, epoch)


def _fetch(talk: Talk, sender: bytes, id: bytes, epoch: int) -> Conversation[list[Brought]]:
    path = space_path(talk.space, Ask.PARCEL)
    answer = yield from talk.line.ask(path, ParcelRequest(sender, id), ParcelAnswer)
    if answer.sealed is None:
        return []
    return [Brought(id, sender, epoch, answer.sealed, None, b"")]
