"""Carries a conversation over the network: each step is done, and what it came to is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.errors import YarrowError
from sync.at_once import both
from sync.connections import Connection
from sync.steps import Connect, Conversation, Step, Told

if TYPE_CHECKING:
    from sync.transport import Transport

T = TypeVar("T")


def drive(conversation: Conversation[T], transport: Transport | Connection) -> T:
    """Carry a conversation to its end; its return value, or the failure that ended it."""
    try:
        step = next(conversation)
        while True:
            try:
                told = _perform(step, transport)
            except YarrowError as failure:
                step = conversation.throw(failure)
            else:
                step = conversation.send(told)
    except StopIteration as ended:
        result: T = ended.value
        return result


def _perform(step: Step, transport: Transport | Connection) -> Told:
    if isinstance(step, Connect):
        transport.connect(step.url, step.pins)
        return Told(0, b"")
    ask = partial(transport.ask, step.path, step.body, step.headers)
    reply = ask() if step.meanwhile is None else both(ask, step.meanwhile)
    return Told(reply.status, reply.body, reply.headers, reply.pin)
