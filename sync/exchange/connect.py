"""Connect: to the address kept with the space, and to nobody whose TLS key is not pinned."""

from __future__ import annotations

from dataclasses import replace

from app.ports.exchange import ServiceAddress, SpaceState
from sync.exchange.talk import Talk
from sync.protocol.membership import Membership
from sync.steps import Connect, Conversation


def run(talk: Talk) -> Conversation[None]:
    """Say whom to talk to."""
    yield address(talk)


def address(talk: Talk) -> Connect:
    """Whom to talk to."""
    service = pinned(talk.state, talk.membership)
    return Connect(service.url, service.pins)


def pinned(state: SpaceState, membership: Membership) -> ServiceAddress:
    """The service of a space; the pins are those of the newest statement that names any."""
    named = membership.service
    return state.service if named is None else replace(state.service, pins=named.pins)
