"""What can be done with a referral, by which way it goes and where it is."""

from __future__ import annotations

from app.domain.referral import State, Way, is_ours, is_refused, way_of
from app.domain.timeline import Item

ANSWER, OFFER, TELL, CLOSE = "answer", "offer", "tell", "close"
SEE, TAKE_BACK, AGAIN, RANG = "see_news", "take_back", "send_again", "rang"
ACTIONS = (ANSWER, OFFER, TELL, CLOSE, SEE, TAKE_BACK, AGAIN, RANG)


def referral_actions(item: Item) -> list[tuple[str, str]]:
    """Each with its words, what is done most first."""
    if item.state not in list(State):
        return []
    state, way = State(item.state), way_of(item.answers)
    if is_ours(item.answers):
        return _here(state, way, is_offered="offered_to" in item.answers)
    if way is not Way.TEAM or item.answers.get("done") == "yes":
        return []
    if state in (State.DECLINED, State.CLOSED):
        return [(SEE, "Look at what came of it")]
    if state.is_over:
        return []
    return [*_to_hear(item, state), (TAKE_BACK, "Take the agreement back")]


def _to_hear(item: Item, state: State) -> list[tuple[str, str]]:
    """What brings it to the other team, or an answer from there."""
    if state is State.RECEIVED:
        return [(RANG, "Note a call to them")]
    if item.carrier is not None and not item.carrier.is_here:
        return [(AGAIN, "Send it from this PC")]
    if item.carrier is not None and is_refused(item.answers):
        return [(AGAIN, "Send it again")]
    return []


def _here(state: State, way: Way, *, is_offered: bool) -> list[tuple[str, str]]:
    if state is State.RECEIVED:
        return [(ANSWER, "Answer this referral")]
    if state is State.WITHDRAWN:
        return [(CLOSE, "Close this referral")]
    if not state.is_taken:
        return []
    tell = [(TELL, "Tell who referred")] if way is Way.ARRIVED else []
    take = [(ANSWER, "Take it on")] if is_offered else []
    return [*take, *tell, (OFFER, "Offer to a colleague"), (CLOSE, "Close this referral")]
