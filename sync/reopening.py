"""Open a space again on a PC whose lease ran out, with words that a lead reads out by phone."""

from __future__ import annotations

from datetime import timedelta

from app.domain.leases import Lease
from app.errors import NotFound, Refused, Untrusted
from app.ports.exchange import SpaceState, SpaceStore
from app.ports.leasing import Asked
from sync.asking import Means
from sync.exchange.talk import fold
from sync.protocol.epochs import check_of
from sync.protocol.membership import Membership
from sync.protocol.reopening import Ask, answer, day_of, make_ask, read_answer, read_ask

_DAY_MS = int(timedelta(days=1).total_seconds() * 1000)
_CHANCE = 4
_GOOD_FOR = timedelta(days=1)


def asked_words(store: SpaceStore, means: Means) -> tuple[str, ...]:
    """The four words to read out to a lead; the same for a day, so that she can be rung again.

    Raises Refused `lease.removed`, or `lease.no_key` where no key of the space is here.
    """
    if store.lease().removed_ms is not None:
        raise Refused("lease.removed")
    state, asked, now_ms = store.load(), store.asked(), means.now_ms()
    if asked is None or not 0 <= now_ms - asked.at_ms < _GOOD_FOR.total_seconds() * 1000:
        if not state.content_keys:
            raise Refused("lease.no_key")
        ask = make_ask(max(state.content_keys), means.random(_CHANCE))
        asked = Asked(ask.number, now_ms)
        store.keep_asked(asked)
    return Ask(asked.number).words


def reopen(store: SpaceStore, typed: str, means: Means) -> None:
    """Read the space again, for as many days as its policy says, if a lead's words say so.

    Raises Refused `lease.word_count`, `lease.no_word`, `lease.other_answer`, `lease.not_asked`,
    `lease.removed`, or `lease.clock_ahead` where this PC's clock is so far ahead of the lead's day
    that the days are over already.
    """
    said, asked, lease = read_answer(typed), store.asked(), store.lease()
    if lease.removed_ms is not None:
        raise Refused("lease.removed")
    if asked is None:
        raise Refused("lease.not_asked")
    state, ask = store.load(), Ask(asked.number)
    key = _key(state, ask)
    day = day_of(key, state.id, state.own.device, ask, said=said)
    now_ms = means.now_ms()
    # The lead's day may have begun elsewhere, or ended a moment ago.
    opened_ms = min(max(now_ms, (day - 1) * _DAY_MS), (day + 2) * _DAY_MS)
    if Lease(opened_ms, lease.days).closed_since(now_ms) is not None:
        raise Refused("lease.clock_ahead")
    store.reopen(opened_ms)


def answer_words(store: SpaceStore, device: bytes, typed: str, means: Means) -> tuple[str, ...]:
    """As a lead, the six words for a colleague's PC that shows these four; asks nobody.

    Raises NotFound `space.no_such_device`, Refused `lease.word_count`, `lease.no_word`,
    `space.not_lead_to_state`, `lease.not_of_team`, `lease.own_over` or `lease.other_key`.
    """
    ask, state = read_ask(typed), store.load()
    known = _membership(state)
    own, other = known.present.get(state.own.device), known.devices.get(device)
    if own is None or not own.is_lead:
        raise Refused("space.not_lead_to_state")
    if other is None:
        raise NotFound("space.no_such_device")
    if other.removed is not None or not other.is_admitted:
        raise Refused("lease.not_of_team")
    if store.lease().closed_since(means.now_ms()) is not None:
        raise Refused("lease.own_over")
    day = (means.now_ms() + state.skew_ms) // _DAY_MS
    return answer(_key(state, ask, known), state.id, device, ask, day=day)


def _key(state: SpaceState, ask: Ask, known: Membership | None = None) -> bytes:
    """The content key that the words are made with: of the newest epoch that they can mean."""
    epochs = (known or _membership(state)).epochs
    for epoch in sorted(state.content_keys, reverse=True):
        key = state.content_keys[epoch]
        is_true = epoch in epochs and check_of(key) == epochs[epoch].content.check
        if is_true and ask.is_under(epoch):
            return key
    raise Refused("lease.other_key")


def _membership(state: SpaceState) -> Membership:
    """Raises Refused `space.not_complete` where the log kept does not hold."""
    try:
        return fold(state.id, dict(state.statements))
    except Untrusted as error:
        raise Refused("space.not_complete") from error
