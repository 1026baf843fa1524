"""Spaces for named people, made beside the team's and told whom they refuse.

What makes one waits for the service: call it off the screen's thread.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from app.errors import Refused, Untrusted, YarrowError
from app.ports.exchange import ServiceAddress
from storage.spaces.store import VaultSpaces
from sync.exchange.connect import pinned
from sync.founding import Wish
from sync.policy import Wanted, set_policy
from sync.protocol.words import service_words
from sync.recovering import membership_of
from sync.runner import SyncLane
from ui.team.facts import SpaceWish


def make_apart(lane: SyncLane, spaces: VaultSpaces, wish: SpaceWish) -> bytes:
    """Make one at the service of the home space, whose words this vault knows; gives its id.

    Raises Refused `space.own_shares_way` before anything is made, `space.shares_not_refused` where
    the space was made and it could not be said that it refuses a team's shares.
    """
    if wish.refuses_shares and spaces.is_open_to_shares():
        raise Refused("space.own_shares_way")
    home = spaces.space(spaces.spaces()[0]).load()
    asked = Wish(wish.title, home.service.url, permit=wish.permit or None)
    space = found_beside(lane, asked, pinned(home, membership_of(home)))
    if wish.refuses_shares:
        try:
            refuse_shares(lane, space, refuse=True).result()
        except YarrowError as error:
            raise Refused("space.shares_not_refused") from error
    return space


def refuse_shares(lane: SyncLane, space: bytes, *, refuse: bool) -> Future[bool]:
    """Say whether a space takes no vault that a team's shares open."""
    wanted = Wanted(no_team_recovery=refuse)
    return lane.about(lambda store, means: set_policy(store, wanted, means), space=space)


def found_beside(lane: SyncLane, wish: Wish, service: ServiceAddress) -> bytes:
    """Make a space at a service that another space of the vault knows by its keys.

    Raises Untrusted `exchange.other_words` if none of the TLS keys known answers there.
    """
    for pin in service.pins:
        words = " ".join(service_words(service.signing, pin))
        try:
            return lane.found(replace(wish, words=words)).result().space
        except Untrusted as error:
            if error.code != "exchange.other_words":
                raise
    raise Untrusted("exchange.other_words")
