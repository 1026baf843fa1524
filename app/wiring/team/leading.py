"""Joins the box in which two recovery papers make this PC a lead's."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from app.wiring.team.facts import went_on
from app.wiring.vaults.recovery import keys_of
from sync.going_on import recover_and_go_on
from sync.protocol.shares import WORDS
from sync.recovering import recover
from sync.runner import SyncLane
from ui.team.facts import SpaceFacts
from ui.team.going_on import WentOn
from ui.team.leading import LeadingCalls


def leading_calls(lane: SyncLane, thread: ThreadPoolExecutor) -> LeadingCalls:
    """The calls of the box; keys are worked out on `thread`, which waits for the lane."""

    def become(space: SpaceFacts, shares: Sequence[str]) -> bool:
        keys = keys_of(shares)
        stated = lane.about(lambda store, means: recover(store, keys, means), space=space.id)
        return stated.result()

    def go_on(space: SpaceFacts, shares: Sequence[str]) -> WentOn:
        keys = keys_of(shares)
        gone = lane.about(
            lambda store, means: recover_and_go_on(store, keys, means), space=space.id
        )
        return went_on(space, gone.result())

    return LeadingCalls(
        words=lambda: thread.submit(lambda: WORDS),
        become=lambda space, shares: thread.submit(become, space, shares),
        go_on=lambda space, shares: thread.submit(go_on, space, shares),
    )
