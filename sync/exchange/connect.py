"""Connect: to the address kept with the space, and to nobody whose TLS key is not pinned."""

from __future__ import annotations

from sync.exchange.talk import Talk
from sync.steps import Connect, Conversation


def run(talk: Talk) -> Conversation[None]:
    """Say whom to talk to."""
    yield address(talk)


def address(talk: Talk) -> Connect:
    """Whom to talk to; the pins are those of the newest statement that names any."""
    service = talk.membership.service
    pins = service.pins if service is not None else talk.state.service.pins
    return Connect(talk.state.service.url, tuple(pins))
