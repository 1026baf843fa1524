"""Introductions of two teams: a lead's offer, another's answer; then each other's statements."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.protocol.introductions import GOOD_MS
from sync.protocol.mailing import (
    IntroductionAnswer,
    IntroductionRequest,
    OfferRequest,
    OfTeamRequest,
)
from sync.protocol.members import Introduction
from sync.protocol.wire import Nothing, StatementsAnswer, Status
from sync.service import introductions, store
from sync.service.call import Call
from sync.service.endpoints.reading import statements_after
from sync.service.refusals import Refusal
from sync.service.spaces import standing_next
from sync.service.store import Tip
from sync.service.taking import FULL_WAIT_SECONDS, lock_space

MOST_OFFERS = 50


def leave_offer(call: Call) -> Nothing:
    """Keep a lead's offer under its locator; the same again is answered again.

    Raises Refusal `no_standing`, `bad_request`, `too_many`.
    """
    asked = call.read(OfferRequest)
    if asked.expires - call.now_ms > GOOD_MS:
        raise Refusal(Status.BAD_REQUEST)
    with call.service.store.writing() as connection:
        _require_lead(connection, call, lock_space(connection, call))
        introductions.drop_expired(connection, now_ms=call.now_ms)
        known = introductions.find(connection, asked.locator, now_ms=call.now_ms)
        if known is None:
            if introductions.count_offers(connection, call.space) >= MOST_OFFERS:
                raise Refusal(Status.TOO_MANY, wait=FULL_WAIT_SECONDS)
            introductions.keep_offer(
                connection, call.space, asked.locator, offer=asked.offer, expires=asked.expires
            )
        elif (known.space, known.offer) != (call.space, asked.offer):
            raise Refusal(Status.BAD_REQUEST)
    return Nothing()


def introduction(call: Call) -> IntroductionAnswer:
    """What lies under a locator, and a lead's answer beside it if she leaves one.

    Nobody answers her own offer, and an answer is kept once. Raises Refusal `no_standing`,
    `no_package` alike for an offer that is used, over and never made, `too_many`.
    """
    asked = call.read(IntroductionRequest)
    with call.service.store.writing() as connection:
        _require_lead(connection, call, lock_space(connection, call))
        known = introductions.find(connection, asked.locator, now_ms=call.now_ms)
        is_own = known is not None and known.space == call.space
        is_used = known is not None and known.answer not in (None, asked.answer)
        if known is None or (not is_own and is_used) or (is_own and asked.answer is not None):
            call.count(call.service.rates.package)
            raise Refusal(Status.NO_PACKAGE)
        if asked.answer is not None and known.answer is None:
            introductions.keep_answer(connection, asked.locator, asked.answer)
    return IntroductionAnswer(known.offer, asked.answer or known.answer)


def statements_of_team(call: Call) -> StatementsAnswer:
    """The statements of a space that introduced the asking one to itself.

    Raises Refusal `not_introduced`, `team_closed`.
    """
    asked = call.read(OfTeamRequest)
    with call.service.store.reading() as connection:
        tip = store.tip(connection, asked.team)
        if tip is None:
            raise Refusal(Status.TEAM_CLOSED)
        require_introduced(connection, call, tip)
        return statements_after(connection, call, tip, after=asked.after)


def require_introduced(connection: Connection, call: Call, tip: Tip) -> Introduction:
    """What a space says of the asking one; raises Refusal `not_introduced`, `team_closed`."""
    known = call.service.memberships.at(connection, tip).introduced.get(call.space)
    if known is None:
        raise Refusal(Status.NOT_INTRODUCED)
    if known.is_closed:
        raise Refusal(Status.TEAM_CLOSED)
    return known


def _require_lead(connection: Connection, call: Call, tip: Tip) -> None:
    membership = call.service.memberships.at(connection, tip)
    if not standing_next(membership, call.device, tip).is_lead:
        raise Refusal(Status.NO_STANDING)
