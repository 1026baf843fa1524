"""State something for a space: online, from a complete head, signed for by the service.

Of two who state at once the second reads on, and is asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect, hello, membership, pull, stated
from sync.exchange.talk import Report, Talk, begin
from sync.protocol.heads import read_receipt
from sync.protocol.statements import ByDevice, sign_statement
from sync.protocol.wire import Ask, ReceiptAnswer, StatementRequest, Status, space_path
from sync.steps import Conversation

TRIES = 3
Make = Callable[[Talk], ByDevice | None]
"""What to state, from what the log says now; None if that is so already. Raises Refused if not."""


def state(
    store: SpaceStore,
    means: Means,
    make: Make,
    *,
    by_lead: bool = True,
    key: Ed25519PrivateKey | None = None,
) -> Conversation[bool]:
    """Read on, state what was decided, and read it back; whether there was anything to state.

    `key` signs it in place of the device's.
    Raises Refused `space.not_lead_to_state`, `space.not_complete`, or
    `space.changed_meanwhile` where another was quicker: what was decided is looked at again.
    """
    talk = begin(store, means, Report())
    if by_lead:
        require_lead(talk)
    yield from connect.run(talk)
    yield from check.run(talk)
    yield from read_on(talk)
    require_complete(talk)
    if by_lead:
        require_lead(talk)
    content = make(talk)
    if content is None:
        return False
    try:
        yield from say(talk, content, key=key)
    except ServiceRefused as refused:
        if refused.status != Status.NOT_NEWEST:
            raise
        yield from read_on(talk)
        raise Refused("space.changed_meanwhile") from refused
    yield from read_on(talk)
    return True


def say(
    talk: Talk,
    content: ByDevice,
    *,
    package: bytes | None = None,
    locator: bytes | None = None,
    key: Ed25519PrivateKey | None = None,
) -> Conversation[bytes]:
    """Sign a statement and send it; gives its hash once the service has signed for it.

    Raises ServiceRefused `not_newest` if it does not follow the newest.
    """
    statement = sign_statement(key or talk.keys.sign, content)
    hash = sha256(statement).digest()
    path = space_path(talk.space, Ask.STATEMENT)
    asked = StatementRequest(statement, package, locator)
    answer = yield from talk.line.ask(path, asked, ReceiptAnswer)
    receipt = read_receipt(answer.receipt, talk.state.service.signing)
    if (receipt.entry, receipt.head.space) != (hash, talk.space):
        raise Untrusted("exchange.wrong_receipt")
    stated.keep(talk, statement, answer.receipt)
    return hash


def read_on(talk: Talk) -> Conversation[None]:
    """Read to the head."""
    yield from hello.run(talk)
    yield from membership.run(talk)
    yield from pull.run(talk)


def require_lead(talk: Talk) -> None:
    """Raise Refused `space.not_lead_to_state` for anyone but a lead, as far as it is read here."""
    device = talk.membership.present.get(talk.device)
    if device is None or not device.is_lead:
        raise Refused("space.not_lead_to_state")


def require_complete(talk: Talk) -> None:
    """Raise Refused `space.not_complete` if the pull ended before the head."""
    if talk.is_stopped or talk.head is None or talk.cursor.position < talk.head.position:
        raise Refused("space.not_complete")
